"""Networks of organisations, and networks that are members of networks."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.models import (
    CatalogueState,
    Entry,
    EntryQuerySet,
    FilingRow,
    FilingRowQuerySet,
    Kind,
    public,
    public_name,
    published_through,
)
from partners.models.partner import Partner

FIRST_YEAR, LAST_YEAR = 1900, 2100
OPEN = ("asked", "invited", "active")


class NetworkQuerySet(EntryQuerySet):
    def with_page(self):
        return super().with_page().select_related("coordinator")

    def of_partner(self):
        """Of which the partner of the outer query is a member itself."""
        outer = models.OuterRef(models.OuterRef("pk"))
        standing = NetworkMembership.objects.public().filter(partner=outer)
        return self.published().filter(pk__in=standing.values("network")).order_by("pk")


class Network(Entry):
    """A network: who coordinates it, who may join and on which terms. Its members are told in rows of their own."""

    kind = Kind.NETWORK
    schema_type = "Organization"
    wanted = ("title", "summary", "coordinator", "website", "founded", "terms")
    card_follows = ("coordinator",)
    public_facts = ("acronym", "website", "founded", "joinable")
    public_links = ("coordinator",)
    body_fields = ("terms",)
    import_fields = {"url": "website", "year": "founded"}

    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    coordinator = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="coordinated_networks",
        verbose_name=_("coordinated by"),
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    founded = models.PositiveSmallIntegerField(
        _("founded in"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    joinable = models.BooleanField(_("organisations may ask to join"), default=False)
    terms = models.TextField(_("terms of membership"), blank=True)

    objects = NetworkQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def card_detail(self):
        return self.acronym

    def card_by(self):
        return public_name(self.coordinator)

    def card_country(self):
        return self.coordinator.card_country() if public(self.coordinator) else ""

    def card_date(self):
        return str(self.founded or "")

    def search_keywords(self):
        return [*super().search_keywords(), self.acronym]


class MembershipQuerySet(FilingRowQuerySet):
    def open(self):
        """Asked, invited or a member."""
        return self.filter(state__in=OPEN)

    def active(self):
        return self.filter(state="active")

    def public(self):
        """Of those that stand, what the public may know of: both sides are public."""
        return self.active().filter(*(published_through(name) for name in self.model.sides))


class NetworkMembership(FilingRow):
    """An organisation and a network: asked, invited, a member, or one that was."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", pgettext_lazy("network", "coordinator")
        MEMBER = "member", pgettext_lazy("network", "member")
        OBSERVER = "observer", pgettext_lazy("network", "observer")

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("membership", "asked to join")
        INVITED = "invited", pgettext_lazy("membership", "invited")
        ACTIVE = "active", pgettext_lazy("membership", "member")
        DECLINED = "declined", pgettext_lazy("membership", "declined")
        LEFT = "left", pgettext_lazy("membership", "left")

    cards_of = ("network",)
    sides = ("network", "partner")

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships", verbose_name=_("network"))
    partner = models.ForeignKey(
        Partner, models.CASCADE, related_name="network_memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership in a network")
        verbose_name_plural = _("memberships in networks")
        ordering = ["network", "partner", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "partner"],
                condition=Q(state__in=OPEN),
                name="network_membership_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(since__isnull=False), name="network_membership_active_since"
            ),
        ]
        indexes = [models.Index(fields=["state", "network"], name="network_membership_by_state")]

    def __str__(self):
        return f"{self.partner} – {self.network}"


class NetworkLink(FilingRow):
    """A network that is a member of another one."""

    State = NetworkMembership.State

    cards_of = ("network", "member")
    sides = ("network", "member")

    network = models.ForeignKey(Network, models.CASCADE, related_name="links", verbose_name=_("network"))
    member = models.ForeignKey(Network, models.CASCADE, related_name="member_of", verbose_name=_("member network"))
    state = models.CharField(
        _("state"), max_length=10, choices=NetworkMembership.State.choices, default=NetworkMembership.State.ASKED
    )
    since = models.DateField(_("since"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("network in a network")
        verbose_name_plural = _("networks in networks")
        ordering = ["network", "member", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "member"], name="network_link_once"),
            models.CheckConstraint(
                condition=~Q(network=F("member")),
                name="network_is_no_member_of_itself",
                violation_error_message=_("A network cannot be a member of itself."),
            ),
        ]

    def __str__(self):
        return f"{self.member} – {self.network}"

    @property
    def partner(self):
        """Who is a member, by the same name as in the other table."""
        return self.member

    def clean(self):
        if self.network_id == self.member_id:
            raise ValidationError(_("A network cannot be a member of itself."))
        if self.network_id and self.member_id and self.state in OPEN:
            if connection.in_atomic_block:  # in the administration and in steps: until what is checked is written
                CatalogueState.lock()
            refuse_circle(self.network, self.member)


def ways_down(pairs, start):
    """{network below this one, however deep: the network through which it is there}; `pairs` are (network, member)."""
    members = {}
    for network, member in sorted(pairs):
        members.setdefault(network, []).append(member)
    found, level = {}, [start]
    while level:
        higher = [(network, member) for network in level for member in members.get(network, ()) if member != start]
        level = []
        for network, member in higher:
            if member not in found:
                found[member] = network
                level.append(member)
    return found


def refuse_circle(network, member):
    """Raise ValidationError where the network stands below the one that is to be its member."""
    below = ways_down(NetworkLink.objects.active().values_list("network", "member"), member.pk)
    if network.pk not in below:
        return
    between = Network.objects.published().filter(pk=below[network.pk]).exclude(pk=member.pk).first()
    text = _("%(network)s is in this network already; we cannot make a circle.")
    if between:
        text = _("%(network)s is in this network already (through %(between)s); we cannot make a circle.")
    raise ValidationError(
        text, code="circle", params={"network": short(network), "between": between and short(between)}
    )


def short(network):
    return network.acronym or str(network)
