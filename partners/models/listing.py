"""Needs, offers and searches for partners; what fits together; and the letters that pass without an address."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.codes import CodesField
from catalogue.models import Entry, EntryQuerySet, Kind, public, public_name, validate_language_codes
from catalogue.zones import ZoneField
from partners.models.deadline import deadline_moment, follow_deadline, refuse_skipped
from partners.models.partner import Partner
from partners.models.place import Place
from partners.models.post import Post
from publishing.models.private_link import PrivateLink

BRUSSELS = "Europe/Brussels"
validate_country_codes = RegexValidator(
    r"\A[A-Z]{2}(\s*,\s*[A-Z]{2})*\Z", _("Write codes of countries with commas between: SI, HR")
)


class ListingQuerySet(EntryQuerySet):
    def with_page(self):
        return super().with_page().select_related("partner", "place", "call")

    def live(self):
        """Public and not expired."""
        return self.published().filter(Q(expires=None) | Q(expires__gte=timezone.localdate()))


class Listing(Entry):
    """What an organisation needs, offers, or looks partners for, until a day."""

    class Direction(models.TextChoices):
        NEED = "need", pgettext_lazy("listing", "Need")
        OFFER = "offer", pgettext_lazy("listing", "Offer")
        PARTNER_SEARCH = "partner_search", pgettext_lazy("listing", "Partner search")

    class Cooperation(models.TextChoices):
        EXCHANGE = "exchange", _("exchange of experience")
        VISIT = "visit", _("visit")
        MENTORING = "mentoring", _("mentoring")
        PILOT = "pilot", _("pilot")
        JOINT_PROJECT = "joint_project", _("joint project")
        SUPPLY = "supply", _("supply")
        FINANCE = "finance", _("finance")

    class Stage(models.TextChoices):
        IDEA = "idea", pgettext_lazy("listing", "idea")
        PLANNED = "planned", pgettext_lazy("listing", "planned")
        TESTED = "tested", pgettext_lazy("listing", "tested")
        IN_USE = "in_use", pgettext_lazy("listing", "in use")

    class Role(models.TextChoices):
        LEAD = "lead", pgettext_lazy("partner search", "lead partner")
        PARTNER = "partner", pgettext_lazy("partner search", "partner")
        ASSOCIATED = "associated", pgettext_lazy("partner search", "associated partner")

    kind = Kind.LISTING
    wanted = ("title", "summary", "body", "topics", "partner", "languages", "expires")
    card_follows = ("partner", "place")
    public_facts = (
        *("direction", "cooperation", "stage", "place_types", "languages", "countries", "expires"),
        *("programme", "role", "partners_wanted", "months", "eoi_on", "eoi_time", "eoi_zone"),
    )
    public_links = ("partner", "place", "call")
    body_fields = ("body", "partner_wanted")
    import_hindrance = _("A listing names its direction and its end; write it on the desk.")

    direction = models.CharField(_("direction"), max_length=15, choices=Direction.choices)
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="listings", verbose_name=_("organisation")
    )
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="listings", verbose_name=_("place")
    )
    body = models.TextField(_("text"), blank=True)
    partner_wanted = models.TextField(_("who is wanted"), blank=True)  # `wanted` is taken by what entries should have
    cooperation = CodesField(_("kinds of cooperation"), options=Cooperation)
    stage = models.CharField(_("how far it is"), max_length=10, choices=Stage.choices, blank=True)
    place_types = CodesField(_("types of places"), options=Place.Type)
    languages = models.CharField(
        _("languages of the exchange"), max_length=60, blank=True, validators=[validate_language_codes]
    )
    countries = models.CharField(
        _("countries"), max_length=150, blank=True, validators=[validate_country_codes], help_text=_("None: all.")
    )
    expires = models.DateField(_("valid until"), null=True, blank=True)
    call = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="searches", verbose_name=_("opportunity")
    )
    programme = models.CharField(_("programme"), max_length=200, blank=True)
    role = models.CharField(_("role of the organisation"), max_length=12, choices=Role.choices, blank=True)
    partners_wanted = models.PositiveSmallIntegerField(
        _("how many partners"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    months = models.PositiveSmallIntegerField(
        _("months of the project"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    eoi_on = models.DateField(_("expressions of interest until"), null=True, blank=True)
    eoi_time = models.TimeField(_("time"), null=True, blank=True)
    eoi_zone = ZoneField(_("time zone"), default=BRUSSELS)
    eoi_at = models.DateTimeField(null=True, editable=False)  # the moment of the three, kept by `save`

    objects = ListingQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("listing")
        verbose_name_plural = _("listings")

    def clean(self):
        super().clean()
        refuse_skipped(self, "eoi")

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.eoi_at = deadline_moment(self, "eoi")
        super().save(*args, **kwargs)
        follow_deadline(self.eoi_at, self.eoi_zone, name=f"listing-{self.pk}", listing=self)

    @property
    def is_expired(self):
        return self.expires is not None and self.expires < timezone.localdate()

    def belongs_in_catalogue(self):
        return super().belongs_in_catalogue() and not self.is_expired

    def card_detail(self):
        return self.get_direction_display()

    def card_by(self):
        return public_name(self.partner)

    def card_place(self):
        return self.place.card_place() if public(self.place) else ""

    def card_country(self):
        if public(self.place):
            return self.place.card_country()
        return self.partner.card_country() if public(self.partner) else ""

    def card_date(self):
        return self.expires.isoformat() if self.expires else ""

    def search_keywords(self):
        return [*super().search_keywords(), self.programme]


class Match(models.Model):
    """A need, or a search, and what fits it."""

    class Side(models.TextChoices):
        NEED = "need", pgettext_lazy("match", "who asks")
        OTHER = "other", pgettext_lazy("match", "the other side")

    need = models.ForeignKey(Listing, models.CASCADE, related_name="matches", verbose_name=_("need or search"))
    other = models.ForeignKey(Listing, models.CASCADE, related_name="matched_by", verbose_name=_("what fits it"))
    score = models.PositiveSmallIntegerField(_("score"))
    parts = models.JSONField(_("what the score is made of"), default=dict)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    dismissed = models.CharField(_("dismissed by"), max_length=5, choices=Side.choices, blank=True)

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ["need", "-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["need", "other"], name="match_once"),
            models.CheckConstraint(condition=~Q(need=F("other")), name="match_of_two"),
        ]
        indexes = [models.Index(fields=["need", "-score"], name="match_best_first")]

    def __str__(self):
        return f"{self.need} – {self.other}"


class ContactRequest(PrivateLink):
    """A letter to the organisation behind an entry. Neither side sees the other's address before it is accepted."""

    class State(models.TextChoices):
        UNVERIFIED = "unverified", pgettext_lazy("contact", "address not confirmed")
        SENT = "sent", pgettext_lazy("contact", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("contact", "answered")
        DECLINED = "declined", pgettext_lazy("contact", "declined")
        REPORTED = "reported", pgettext_lazy("contact", "reported as abuse")
        LAPSED = "lapsed", pgettext_lazy("contact", "without an answer")

    salt = "partners.contact"

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)  # what it is about
    object_id = models.PositiveBigIntegerField(_("entry"))
    receiver = models.ForeignKey(
        Partner, models.CASCADE, related_name="contact_requests", verbose_name=_("organisation that is asked")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("writes for")
    )
    email = models.EmailField(_("e-mail address"), blank=True)  # empty once it is forgotten
    name = models.CharField(_("name"), max_length=150, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UNVERIFIED)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("message to an organisation")
        verbose_name_plural = _("messages to organisations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "kind",
                "object_id",
                Lower("email"),
                condition=Q(state__in=("unverified", "sent")) & ~Q(email=""),
                name="contact_request_open_once",
            )
        ]
        indexes = [
            models.Index(fields=["receiver", "state"], name="contact_request_by_receiver"),
            models.Index(fields=["state", "sent_at"], name="contact_request_by_state"),
        ]

    def __str__(self):
        return f"{self.receiver}: {self.get_state_display()}"


class BlockedSender(models.Model):
    """An address that was reported; only its digest is kept."""

    address_digest = models.CharField(max_length=64, unique=True, editable=False)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("blocked sender")
        verbose_name_plural = _("blocked senders")
        ordering = ["-at"]

    def __str__(self):
        return self.address_digest[:12]
