"""Needs, offers and searches for partners, and what fits together."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.codes import CodesField, codes_of
from catalogue.dates import add_months
from catalogue.models import (
    Card,
    Entry,
    EntryQuerySet,
    Facet,
    Kind,
    language_codes,
    public,
    public_name,
    validate_language_codes,
)
from catalogue.prepared import today
from catalogue.time_words import day_words
from catalogue.zones import ZoneField
from partners.models.deadline import deadline_moment, follow_deadline, refuse_skipped
from partners.models.partner import Partner, answered_by
from partners.models.place import Place
from partners.models.post import Post

BRUSSELS = "Europe/Brussels"
validate_country_codes = RegexValidator(
    r"\A[A-Z]{2}(\s*,\s*[A-Z]{2})*\Z", _("Write codes of countries with commas between: SI, HR")
)


MOST_MONTHS = 12  # that a listing may be valid


def last_end():
    """The last day until which a listing may be valid that is written today."""
    return add_months(timezone.localdate(), MOST_MONTHS)


def validate_end(day):
    if day < timezone.localdate():
        raise ValidationError(_("The day has passed."))
    if day > last_end():
        raise ValidationError(_("At the latest until %(day)s.") % {"day": day_words(last_end())})


class ListingQuerySet(EntryQuerySet):
    def with_page(self):
        listings = super().with_page().select_related("partner", "place", "call")
        return listings.annotate(can_be_asked=answered_by("partner"))

    def live(self):
        """Public and not expired."""
        return self.published().filter(Q(expires=None) | Q(expires__gte=today()))

    def outdated(self):
        """Expired, but their cards still stand in the catalogue."""
        filed = Card.objects.filter(kind=Kind.LISTING, object_id=OuterRef("pk"))
        return self.published().filter(Exists(filed), expires__lt=today())


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
    expires = models.DateField(_("valid until"), null=True, blank=True, validators=[validate_end])
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

    def card_languages(self):
        """Those of the exchange: who looks for a listing asks in which languages one can write and talk."""
        return self.spoken() or super().card_languages()

    def spoken(self):
        return language_codes(self.languages)

    def card_facets(self):
        types = [(Facet.PLACE_TYPE, code) for code in codes_of(self.place_types)]
        return [(Facet.DIRECTION, self.direction), *types]

    def search_keywords(self):
        return [*super().search_keywords(), self.programme]


class ExpiryQuestion(models.Model):
    """Its owners were asked, so many days before this end, whether a listing shall stay."""

    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="expiry_questions", verbose_name=_("need, offer or search")
    )
    expires = models.DateField(_("end"))
    days = models.PositiveSmallIntegerField(_("days before"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("question before the end")
        verbose_name_plural = _("questions before the end")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["listing", "expires", "days"], name="expiry_asked_once")]

    def __str__(self):
        return f"{self.listing}: {self.expires}"


class MatchQuerySet(models.QuerySet):
    def live(self):
        """Both sides are public and not expired."""
        live = Listing.objects.live().order_by().values("pk")
        return self.filter(need__in=live, other__in=live)

    def open(self):
        """They fit, and nobody has said that it is nothing for them."""
        return self.live().filter(dismissed="", score__gt=0)


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

    objects = MatchQuerySet.as_manager()

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

    def side_of(self, listing):
        return self.Side.NEED if self.need_id == listing.pk else self.Side.OTHER

    def opposite(self, listing):
        return self.other if self.need_id == listing.pk else self.need
