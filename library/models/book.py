from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import Entry, EntryQuerySet, Kind, language_codes, public_name, validate_language_codes
from partners.models import Place
from projects.models import Project


class BookQuerySet(EntryQuerySet):
    def with_page(self):
        chapters = Chapter.objects.published().select_related("place")
        return super().with_page().select_related("project").prefetch_related(models.Prefetch("chapters", chapters))


class Book(Entry):
    """Guidelines, a handbook or a method, in ordered chapters."""

    class Type(models.TextChoices):
        HANDBOOK = "handbook", _("Handbook")
        METHOD = "method", _("Method")
        BOOK = "book", _("Book")
        REPORT = "report", _("Report")

    kind = Kind.GUIDELINE
    schema_type = "Book"
    wanted = ("title", "summary", "type", "languages", "project")
    public_facts = ("type", "language_codes", "pages", "year")
    public_links = ("project", "chapters")
    card_follows = ("project",)
    import_fields = {"year": "year"}

    type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    languages = models.CharField(
        _("languages of the original"), max_length=40, blank=True, validators=[validate_language_codes]
    )
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="books", verbose_name=_("project")
    )

    objects = BookQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("guidelines")
        verbose_name_plural = _("guidelines and handbooks")

    def language_codes(self):
        return language_codes(self.languages)

    def card_detail(self):
        return self.get_type_display()

    def card_date(self):
        return str(self.year) if self.year else ""

    def card_projects(self):
        return [self.project_id] if self.project_id else []

    def search_keywords(self):
        return [public_name(self.project)]


class ChapterQuerySet(EntryQuerySet):
    def published(self):
        """A chapter is public with its book, never before it."""
        return super().published().filter(book__in=Book.objects.published())

    def with_page(self):
        return super().with_page().select_related("book", "book__project", "place")


class Chapter(Entry):
    """A chapter of guidelines. Of some only the heading is known, and the page says so."""

    class Depth(models.TextChoices):
        CONTENT = "content", _("What it is about is known")
        HEADING = "heading", _("Only the heading is known")

    kind = Kind.CHAPTER
    schema_type = "Chapter"
    wanted = ("title", "summary", "body")
    public_facts = ("number", "order", "page", "depth")
    public_links = ("book", "place")
    card_follows = ("book", "book__project", "place")
    body_fields = ("body",)
    import_hindrance = _("a chapter belongs to guidelines, which a row cannot name")

    book = models.ForeignKey(Book, models.CASCADE, related_name="chapters", verbose_name=_("guidelines"))
    order = models.PositiveSmallIntegerField(_("order"))
    number = models.CharField(_("number"), max_length=10, blank=True)
    page = models.PositiveIntegerField(_("page in the original"), null=True, blank=True)
    depth = models.CharField(_("what is known"), max_length=10, choices=Depth.choices, default=Depth.CONTENT)
    body = models.TextField(_("text"), blank=True, help_text=_("Markdown: headings, lists, links and emphasis."))
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="chapters", verbose_name=_("place")
    )

    objects = ChapterQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["book", "order"]
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(fields=["book", "order"], name="chapter_order_once"),
        ]

    def belongs_in_catalogue(self):
        return super().belongs_in_catalogue() and self.book.belongs_in_catalogue()

    def public_since(self):
        return self.book.published_at and max(self.published_at, self.book.published_at)

    @property
    def is_published(self):
        return super().is_published and self.book.is_published

    def linked_data(self):
        return {"isPartOf": {"@type": "Book", "name": public_name(self.book)}, "position": self.number}

    @property
    def level(self):
        """How deep in the contents: 1 for "2", 2 for "2.1"."""
        return self.number.strip(".").count(".") + 1

    def card_by(self):
        return public_name(self.book)

    def card_date(self):
        return self.book.card_date()

    def card_projects(self):
        return self.book.card_projects()

    def related_projects(self):
        return [self.book.project_id] if self.book.project_id else []

    def search_keywords(self):
        return [public_name(self.book), public_name(self.place)]
