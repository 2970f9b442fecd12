from typing import NamedTuple

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models.functions import Collate
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from catalogue.models.kind import Kind


class Facet(models.TextChoices):
    """The ways to narrow the catalogue."""

    KIND = "kind", _("Kind")
    TOPIC = "topic", _("Topic")
    COUNTRY = "country", _("Country")
    PROJECT = "project", _("Project")
    LANGUAGE = "language", _("Language")
    YEAR = "year", _("Year")


def by_bytes(field):
    """Order by the bytes of a column, whatever collation the database was made with."""
    return Collate(field, "C" if connection.vendor == "postgresql" else "BINARY")


class CardQuerySet(models.QuerySet):
    def live(self):
        return self.filter(published_at__lte=timezone.now())

    def of_kind(self, kind):
        return self.filter(kind=kind) if kind else self

    def having(self, facet, values):
        """Cards that carry at least one of the values; no value narrows nothing."""
        if not values:
            return self
        if facet == Facet.KIND:
            return self.filter(kind__in=values)
        carriers = CardFacet.objects.filter(facet=facet, value__in=values)
        return self.filter(pk__in=carriers.values("card"))

    def on_map(self):
        return self.exclude(latitude=None)

    def in_alphabet(self):
        """The Slovenian alphabet on every database: the key is plain ASCII (see `text.alphabet_key`)."""
        return self.order_by(by_bytes(f"title_key_{translation.get_language()}"), "pk")

    def by_date(self, *, newest_first):
        """By the date of what they tell of; those without a date come last either way."""
        dated = models.Case(models.When(date="", then=1), default=0)
        return self.order_by(dated, "-date" if newest_first else "date", "-score", "pk")


class Face(NamedTuple):
    """All that a card shows in one language: equal faces look alike."""

    kind: str
    kind_label: str
    address: str
    title: str
    summary: str
    detail: str
    country: str
    year: str
    place: str
    by: str
    confidence: str
    related_case: bool
    is_foreign: bool
    shown_language: str
    summary_language: str


class Card(models.Model):
    """The drawer where readers look: one derived row per published entry, made for finding, never for showing.

    Nothing points at a card, so all cards can be thrown away and written anew (`rebuild_catalogue`).
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey()
    published_at = models.DateTimeField(db_index=True)
    title = models.CharField(max_length=300)
    title_key = models.CharField(max_length=620)
    summary = models.TextField()
    address = models.CharField(max_length=500)
    detail = models.CharField(max_length=300)
    title_language = models.CharField(max_length=5)
    country = models.CharField(max_length=2)
    place = models.CharField(max_length=200)
    by = models.CharField(max_length=300)
    date = models.CharField(max_length=10)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    confidence = models.CharField(max_length=10)
    related_case = models.BooleanField(default=False)
    failure = models.BooleanField(default=False)
    score = models.PositiveSmallIntegerField(default=0)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="card_of_one_entry"),
        ]
        indexes = [
            models.Index(fields=["-score", "id"], name="card_by_score"),
            models.Index(fields=["kind", "-score", "id"], name="card_by_kind_and_score"),
        ]

    def __str__(self):
        return self.title

    @property
    def shown_language(self):
        """The language of the title that is shown, where it is not the page's own; else empty."""
        if self.title_language:
            return self.title_language
        page = translation.get_language()
        if getattr(self, f"title_{page}"):
            return ""
        return next((code for code in LANGUAGES if getattr(self, f"title_{code}")), "")

    @property
    def is_foreign(self):
        """Whether the entry is not written in the page's language (a work's own title does not count)."""
        return bool(self.shown_language) and not self.title_language

    @property
    def summary_language(self):
        page = translation.get_language()
        if getattr(self, f"summary_{page}"):
            return ""
        return next((code for code in LANGUAGES if getattr(self, f"summary_{code}")), "")

    def face(self):
        return Face(*(getattr(self, name) for name in Face._fields))

    @property
    def year(self):
        return self.date[:4]

    @property
    def kind_label(self):
        return str(Kind(self.kind).label)


class CardFacet(models.Model):
    """One value by which a card can be narrowed: derived with the card."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=10, choices=Facet.choices)
    value = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("facet of a card")
        verbose_name_plural = _("facets of cards")
        constraints = [
            models.UniqueConstraint(fields=["facet", "value", "card"], name="card_facet_once"),
        ]

    def __str__(self):
        return f"{self.facet}: {self.value}"


class CatalogueState(models.Model):
    """One row: the version grows with every change of a card and is the key of every cache."""

    version = models.PositiveBigIntegerField(default=0)
    analyzer = models.CharField(_("version of the analyzer"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("state of the catalogue")
        verbose_name_plural = _("state of the catalogue")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="catalogue_state_is_one_row")]

    def __str__(self):
        return str(self.version)

    @classmethod
    def lock(cls):
        """Taken first by everything that writes cards, so that two writers wait and never block each other."""
        cls.objects.select_for_update().filter(pk=1).first()

    @classmethod
    def bump(cls):
        cls.objects.filter(pk=1).update(version=models.F("version") + 1)

    @classmethod
    def current(cls):
        return cls.objects.values_list("version", flat=True).get(pk=1)
