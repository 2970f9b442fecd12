from operator import attrgetter

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models.functions import Collate
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.languages import LANGUAGES
from catalogue.models.kind import Kind
from catalogue.models.page_change import PAGE_VERSION
from catalogue.prepared import present

NO_DATE_LAST = "9999"


class Facet(models.TextChoices):
    """The ways to narrow the catalogue."""

    KIND = "kind", _("Kind")
    TOPIC = "topic", _("Topic")
    COUNTRY = "country", _("Country")
    PROJECT = "project", _("Project")
    LANGUAGE = "language", _("Language")
    YEAR = "year", _("Year")
    STAGE = "stage", pgettext_lazy("transfer", "Stage")
    STANDING = "standing", _("Confirmation")
    DIRECTION = "direction", pgettext_lazy("listing", "Need or offer")
    PLACE_TYPE = "place_type", _("Type of place")
    POST_TYPE = "post_type", _("Type of post")

    @property
    def only_of(self):
        """The one kind whose list offers it; None where all do."""
        return ONLY_OF.get(self)


ONLY_OF = dict.fromkeys((Facet.STAGE, Facet.STANDING), Kind.TRANSFER)
ONLY_OF |= dict.fromkeys((Facet.DIRECTION, Facet.PLACE_TYPE), Kind.LISTING) | {Facet.POST_TYPE: Kind.POST}


def by_bytes(field):
    """Order by the bytes of a column, whatever collation the database was made with."""
    return Collate(field, "C" if connection.vendor == "postgresql" else "BINARY")


class CardQuerySet(models.QuerySet):
    def live(self):
        return self.filter(published_at__lte=present())

    def of_kind(self, kind):
        return self.filter(kind=kind) if kind else self

    def on_map(self):
        return self.filter(latitude__isnull=False)

    def in_alphabet(self):
        """The Slovenian alphabet on every database: the key is plain ASCII (see `text.alphabet_key`)."""
        return self.order_by(by_bytes(f"title_key_{translation.get_language()}"), "pk")

    def by_date(self, *, newest_first):
        """By the date of what they tell of; those without a date come last either way."""
        return self.order_by("-date" if newest_first else "date_rising", "-score", "pk")


# The columns of all that a card shows: where they are equal, cards look alike.
FACE = ("kind", "country", "date", "confidence", "related_case", "title_language")
FACE += tuple(
    f"{name}_{code}" for name in ("address", "title", "summary", "detail", "place", "by") for code in LANGUAGES
)
face = attrgetter(*FACE)


class Card(models.Model):
    """The drawer where readers look: one derived row per published entry, made for finding, never for showing.

    Nothing points at a card, so all cards can be thrown away and written anew (`rebuild_catalogue`).
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey()
    published_at = models.DateTimeField(db_index=True)
    waiting = models.BooleanField(default=False)  # public from a day that has not come: in no list and in no number
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
    date_rising = models.CharField(max_length=10, default=NO_DATE_LAST)  # sorts those without a date to the end
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    confidence = models.CharField(max_length=10)
    related_case = models.BooleanField(default=False)
    failure = models.BooleanField(default=False)
    score = models.PositiveIntegerField(default=0)
    # What lists for machines say beside the rest.
    external_id = models.CharField(max_length=80, default="")
    licence = models.CharField(max_length=100, default="")
    source = models.CharField(max_length=500, default="")
    updated_at = models.DateTimeField(null=True)
    # All by which it can be narrowed, as “kind:practice topic:water country:SI”; the index finds by the same.
    facets = models.TextField(default="")

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
            models.Index(fields=["-date", "-score", "id"], name="card_newest_first"),
            models.Index(fields=["date_rising", "-score", "id"], name="card_oldest_first"),
            models.Index(fields=["kind"], name="card_on_map", condition=models.Q(latitude__isnull=False)),
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

    @classmethod
    def with_face(cls, columns):
        """A card that looks so."""
        return cls(**dict(zip(FACE, columns, strict=True)))

    @property
    def year(self):
        return self.date[:4]

    @property
    def kind_label(self):
        return str(Kind(self.kind).label)


class CardText(models.Model):
    """The words of an entry in one language, for snippets; without a language the text of its files."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, blank=True)
    text = models.TextField()

    class Meta:
        verbose_name = _("text of a card")
        verbose_name_plural = _("texts of cards")
        constraints = [models.UniqueConstraint(fields=["card", "language"], name="card_text_once")]

    def __str__(self):
        return self.text[:60]


class FacetCount(models.Model):
    """How many public cards of a kind carry a value: kept with every card, so that no list has to count them all."""

    kind = models.CharField(max_length=20, choices=Kind.choices)
    facet = models.CharField(max_length=10, choices=Facet.choices)
    value = models.CharField(max_length=100)
    number = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("number of cards")
        verbose_name_plural = _("numbers of cards")
        constraints = [models.UniqueConstraint(fields=["kind", "facet", "value"], name="facet_count_once")]

    def __str__(self):
        return f"{self.kind}, {self.facet} {self.value}: {self.number}"


STATE = f"SELECT state.*, {PAGE_VERSION} FROM catalogue_cataloguestate AS state WHERE id = 1"  # noqa: S608


class CatalogueState(models.Model):
    """One row: the version grows with every change of a card and is the key of every cache."""

    version = models.PositiveBigIntegerField(default=0)
    analyzer = models.CharField(_("version of the analyzer"), max_length=100, blank=True)
    due = models.DateTimeField(_("next card to become public"), null=True, blank=True)
    # The scores that separate the best 10 % and 1 %, as counted by the last rebuild or import.
    best_10 = models.PositiveIntegerField(default=0)
    best_1 = models.PositiveIntegerField(default=0)
    namespace = models.CharField(_("namespace of identifiers for harvesters"), max_length=100, blank=True)
    rebuilt_to = models.CharField(_("where an interrupted rebuild goes on"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("state of the catalogue")
        verbose_name_plural = _("state of the catalogue")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="catalogue_state_is_one_row")]

    def __str__(self):
        return str(self.version)

    @classmethod
    def read(cls):
        """The state and the version of the pages as `page_version`: every page asks, so by hand and in one query."""
        return cls.objects.raw(STATE)[0]

    @classmethod
    def lock(cls):
        """Taken first by everything that writes cards, so that two writers wait and never block each other."""
        return cls.objects.select_for_update().get(pk=1)

    @classmethod
    def bump(cls):
        cls.objects.filter(pk=1).update(version=models.F("version") + 1)
