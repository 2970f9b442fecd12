"""Which practice went where: interest in it, the transfer itself, and what both sides say of it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.fields import PartialDateField, ends_before
from catalogue.json_rows import JSONRow
from catalogue.languages import LANGUAGES, shown
from catalogue.models import Entry, EntryQuerySet, Facet, Kind, public, public_name, published_through
from library.models import Practice
from library.models.practice import MeasuredRow
from partners.models import Partner, Place
from publishing.models import Version
from workshops.models.event import Event


class Standing(models.TextChoices):
    """What both sides say of a transfer, in the words that readers see."""

    REPORTED = "reported", _("reported by the adopter")
    CONFIRMED = "confirmed", _("confirmed by both")
    REFUSED = "refused", _("origin does not confirm")


NAMES = [f"{name}_{code}" for name in ("title", "slug") for code in LANGUAGES]


def known(path, names, *through):
    """{neighbour and column: column} of a neighbour the public may know of, as well as of all that lead to it."""
    is_known = Q(*(published_through(step) for step in (*through, path)))
    prefix = path.replace("__", "_")
    return {f"{prefix}_{name}": Case(When(is_known, then=F(f"{path}__{name}"))) for name in names}


def words_of_sides():
    """{side: yes, no or nothing}."""
    said = TransferConfirmation.objects.filter(transfer=OuterRef("pk"))
    return {side: Subquery(said.filter(side=side).values("says")[:1]) for side in TransferConfirmation.Side.values}


class TransferQuerySet(EntryQuerySet):
    def confirmed(self):
        """Those of which both sides say that it happened."""
        yes = {"confirmations__says": TransferConfirmation.Says.YES}
        adopter = Q(confirmations__side=TransferConfirmation.Side.ADOPTER, **yes)
        origin = Q(confirmations__side=TransferConfirmation.Side.ORIGIN, **yes)
        return self.filter(adopter).filter(origin)

    def as_rows(self):
        """As much as lists of transfers on other pages need, for `JSONRows`; only public neighbours are named."""
        columns = {name: F(name) for name in ("pk", "builds_on", "stage", "start", "end", *NAMES)}
        columns |= known("place", NAMES) | known("partner", NAMES) | words_of_sides()
        return self.order_by("start", "pk").values(row=JSONRow(**columns))

    def with_page(self):
        return (
            super()
            .with_page()
            .select_related("practice", "partner", "place", "event", "builds_on")
            .prefetch_related("evidence", "confirmations")
        )


class Transfer(Entry):
    """One practice taken over by one partner: what was changed for it, what came of it."""

    class Stage(models.TextChoices):
        UNDERSTAND = "understand", pgettext_lazy("transfer", "Understand")
        ADAPT = "adapt", pgettext_lazy("transfer", "Adapt")
        REUSE = "reuse", pgettext_lazy("transfer", "Reuse")
        ESTABLISHED = "established", pgettext_lazy("transfer", "Established")
        DROPPED = "dropped", pgettext_lazy("transfer", "Dropped")

    kind = Kind.TRANSFER
    general_type = "Text"
    wanted = ("title", "summary", "practice", "partner", "place", "stage", "start", "adaptation", "result")
    card_follows = ("practice", "partner", "place")
    card_reads = ("confirmations",)
    public_facts = ("stage", "start", "end", "outcome", "standing")
    public_links = ("practice", "builds_on", "partner", "place", "event")
    public_rows = {"evidence": ("indicator", "unit", "before", "after", "year", "source")}
    body_fields = ("adaptation", "result", "lessons")
    import_hindrance = _("A transfer names a practice and its adopter; write it on the desk.")

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="reuses", verbose_name=_("practice taken over"))
    builds_on = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="built_on_by",
        verbose_name=_("builds on an earlier transfer"),
    )
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="transfers", verbose_name=_("taken over by")
    )
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="transfers", verbose_name=_("where")
    )
    event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="transfers", verbose_name=_("seen at")
    )
    stage = models.CharField(
        pgettext_lazy("transfer", "stage"), max_length=12, choices=Stage.choices, default=Stage.UNDERSTAND
    )
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    adaptation = models.TextField(_("what was adapted"), blank=True)
    result = models.TextField(_("result"), blank=True)
    lessons = models.TextField(_("difficulties and lessons"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Practice.Outcome.choices, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")

    def clean(self):
        super().clean()
        problems = {}
        if ends_before(self.start, self.end):
            problems["end"] = _("The end is before the start.")
        if self.stage == self.Stage.DROPPED and not shown(self, "lessons").text:
            problems[f"lessons_{settings.LANGUAGE_CODE}"] = _(
                "A transfer that is dropped says why: write what was hard and what others can learn from it."
            )
        if wrong := self.wrong_in_chain():
            problems["builds_on"] = wrong
        if problems:
            raise ValidationError(problems)

    def wrong_in_chain(self):
        """Why it cannot build on what it names, as a sentence; empty where it can."""
        steps = dict(Transfer._base_manager.filter(practice=self.practice_id).values_list("pk", "builds_on"))
        if self.builds_on_id and self.builds_on_id not in steps:
            return _("The earlier transfer is one of another practice.")
        if self.pk and Transfer._base_manager.filter(builds_on=self.pk).exclude(pk__in=steps).exists():
            return _("Later transfers build on this one, so it stays one of the same practice.")
        here, seen = self.builds_on_id, set()
        while here is not None and here not in seen:
            if here == self.pk:
                return _("That one builds on this one already, so this one cannot build on it.")
            seen.add(here)
            here = steps.get(here)
        return ""

    def said_by(self, side):
        """What a side says, or None."""
        return next((word for word in self.confirmations.all() if word.side == side), None)

    def standing(self):
        """What both sides say of it, as `TransferQuerySet.confirmed` finds it."""
        words = {word.side: word.says for word in self.confirmations.all()}
        return standing_of(*(words.get(side) for side in TransferConfirmation.Side.values))

    def is_confirmed(self):
        return self.standing() == Standing.CONFIRMED

    def related_works(self):
        others = [(relation, work) for relation, work in super().related_works() if work != self.practice]
        return [("IsDerivedFrom", self.practice), *others]

    def card_detail(self):
        return self.get_stage_display()

    def card_place(self):
        return self.place.card_place() if public(self.place) else ""

    def card_by(self):
        return public_name(self.partner)

    def card_country(self):
        if public(self.place):
            return self.place.card_country()
        return self.partner.card_country() if public(self.partner) else ""

    def card_date(self):
        return self.start

    def card_facets(self):
        return [(Facet.STAGE, self.stage), (Facet.STANDING, self.standing())]

    def card_position(self):
        return self.place.card_position() if public(self.place) else None

    def search_keywords(self):
        return [*super().search_keywords(), public_name(self.practice), public_name(self.place)]


def standing_of(adopter, origin):
    """The standing of a transfer by what each side says: yes, no or nothing yet."""
    if origin == TransferConfirmation.Says.NO:
        return Standing.REFUSED
    both = adopter == origin == TransferConfirmation.Says.YES
    return Standing.CONFIRMED if both else Standing.REPORTED


class TransferEvidence(MeasuredRow):
    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="evidence", verbose_name=_("transfer"))

    class Meta(MeasuredRow.Meta):
        verbose_name = _("evidence of a transfer")
        verbose_name_plural = _("evidence of a transfer")
        ordering = ["transfer", "pk"]


class TransferConfirmation(models.Model):
    """What one side says of a transfer."""

    class Side(models.TextChoices):
        ADOPTER = "adopter", _("the adopter")
        ORIGIN = "origin", _("the origin")

    class Says(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")

    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="confirmations", verbose_name=_("transfer"))
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("partner")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    on_behalf = models.BooleanField(_("by a coordinator on its behalf"), default=False)
    source = models.CharField(_("source"), max_length=500, blank=True)  # what a coordinator rests on
    says = models.CharField(_("says"), max_length=5, choices=Says.choices)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("when"), auto_now=True)
    version = models.ForeignKey(
        Version, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("version")
    )

    class Meta:
        verbose_name = _("confirmation of a transfer")
        verbose_name_plural = _("confirmations of transfers")
        ordering = ["transfer", "side"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "side"], name="transfer_confirmation_of_a_side_once"),
            models.CheckConstraint(condition=Q(says="yes") | ~Q(reason=""), name="transfer_refused_for_a_reason"),
            models.CheckConstraint(
                condition=Q(on_behalf=False) | ~Q(source=""), name="transfer_confirmed_on_behalf_by_a_source"
            ),
        ]

    def __str__(self):
        return f"{self.transfer}: {self.get_side_display()}"


class InterestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Interest.State.OPEN)

    def with_names(self):
        return self.select_related("practice", "partner", "place", "event", "transfer")


class Interest(models.Model):
    """A partner wants to take a practice over."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("interest", "open")
        TAKEN_UP = "taken_up", pgettext_lazy("interest", "became a transfer")
        DROPPED = "dropped", pgettext_lazy("interest", "dropped")

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="interests", verbose_name=_("good practice"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="interests", verbose_name=_("partner"))
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("where"))
    event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="interests", verbose_name=_("seen at")
    )
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    transfer = models.ForeignKey(
        Transfer, models.SET_NULL, null=True, blank=True, related_name="interests", verbose_name=_("transfer")
    )

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest in a practice")
        verbose_name_plural = _("interest in practices")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "partner"], condition=Q(state="open"), name="interest_open_once"
            )
        ]

    def __str__(self):
        return f"{self.partner}: {self.practice}"
