from django.core.validators import MaxValueValidator, MinValueValidator, validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.datacite import OWN_IDENTIFIER
from catalogue.models import Entry, EntryQuerySet, Kind, language_codes, public_name, validate_language_codes
from library.models.practice import Practice
from library.models.publication import Publication
from library.models.term import Term
from partners.models import Partner, Place
from projects.models import Project

IN_BOOK = "book"  # by which the index is narrowed to the chapters of one book


class BookQuerySet(EntryQuerySet):
    def with_page(self):
        chapters = Chapter.objects.published().in_order().select_related("place")
        return super().with_page().select_related("project").prefetch_related(models.Prefetch("chapters", chapters))


class Book(Entry):
    """Guidelines, a handbook or a method, in ordered chapters."""

    class Type(models.TextChoices):
        HANDBOOK = "handbook", _("Handbook")
        METHOD = "method", _("Method")
        BOOK = "book", _("Book")
        REPORT = "report", _("Report")

    class Numbering(models.TextChoices):
        GIVEN = "given", _("As given")
        AUTO = "auto", _("By the order")

    kind = Kind.GUIDELINE
    schema_type = "Book"
    wanted = ("title", "summary", "type", "languages", "project")
    public_facts = ("type", "language_codes", "pages", "year")
    public_links = ("project", "chapters")
    card_follows = ("project",)
    card_reads = ("editions",)
    general_type = "Book"
    import_fields = {"year": "year"}

    type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    languages = models.CharField(
        _("languages of the original"), max_length=40, blank=True, validators=[validate_language_codes]
    )
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    authors = models.TextField(_("authors"), blank=True, help_text=_("One a line, as they are cited."))
    numbering = models.CharField(_("numbering"), max_length=10, choices=Numbering.choices, default=Numbering.GIVEN)
    organisation = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="books",
        verbose_name=_("organisation in charge"),
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

    @property
    def author_names(self):
        return [name.strip() for name in self.authors.splitlines() if name.strip()]

    @property
    def identifier(self):
        """Of the book in all its editions; ready to stand behind the prefix of a DOI."""
        return f"mer.book.{self.pk}"

    def creators(self):
        return self.author_names

    def issued(self):
        return self.card_date()

    def identifiers(self):
        return super().identifiers() | {OWN_IDENTIFIER: self.identifier}

    def related_works(self):
        approved = (edition for edition in self.editions.all() if edition.is_approved)
        return [*super().related_works(), *(("HasVersion", edition) for edition in approved)]

    def card_detail(self):
        return self.get_type_display()

    def card_date(self):
        return str(self.year) if self.year else ""

    def card_projects(self):
        return [self.project_id] if self.project_id else []

    def search_keywords(self):
        return [public_name(self.project)]


class ChapterQuerySet(EntryQuerySet):
    def in_order(self):
        """Those that have a place in the contents of their book, in its order."""
        return self.exclude(order=None).order_by("book", "order")

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

    class Role(models.TextChoices):
        FRONT = "front", _("Front matter")
        PART = "part", _("Part")
        CHAPTER = "chapter", _("Chapter")
        APPENDIX = "appendix", _("Appendix")

    kind = Kind.CHAPTER
    schema_type = "Chapter"
    general_type = "BookChapter"
    wanted = ("title", "summary", "body")
    public_facts = ("number", "order", "role", "level", "page", "depth", "analyses")
    public_links = ("book", "place", "practices", "terms")
    card_follows = ("book", "book__project", "place")
    body_fields = ("body",)
    import_hindrance = _("a chapter belongs to guidelines, which a row cannot name")

    book = models.ForeignKey(Book, models.CASCADE, related_name="chapters", verbose_name=_("guidelines"))
    organisation = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="chapters",
        verbose_name=_("organisation in charge"),
        help_text=_("Left empty, it is that of the guidelines."),
    )
    order = models.PositiveSmallIntegerField(_("order"), null=True, blank=True)  # none: it is not placed yet
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.CHAPTER)
    level = models.PositiveSmallIntegerField(
        _("level"), default=1, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    number = models.CharField(_("number"), max_length=10, blank=True)
    page = models.PositiveIntegerField(_("page in the original"), null=True, blank=True)
    depth = models.CharField(_("what is known"), max_length=10, choices=Depth.choices, default=Depth.CONTENT)
    body = models.TextField(_("text"), blank=True, help_text=_("Markdown: headings, lists, links and emphasis."))
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="chapters", verbose_name=_("place")
    )
    practices = models.ManyToManyField(
        Practice, blank=True, related_name="chapters", verbose_name=_("good practices to go with it")
    )
    terms = models.ManyToManyField(Term, blank=True, related_name="chapters", verbose_name=_("terms to go with it"))
    analyses = models.CharField(_("analyses to go with it"), max_length=200, blank=True)  # their keys, with spaces

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

    def creators(self):
        return self.book.creators()

    def issued(self):
        return self.book.issued()

    def related_works(self):
        others = [(relation, work) for relation, work in super().related_works() if work != self.book]
        return [("IsPartOf", self.book), *others]

    def card_by(self):
        return public_name(self.book)

    def card_date(self):
        return self.book.card_date()

    def card_projects(self):
        return self.book.card_projects()

    def related_projects(self):
        return [self.book.project_id] if self.book.project_id else []

    def narrowed_by(self):
        return [(IN_BOOK, self.book_id)]

    def search_keywords(self):
        return [public_name(self.book), public_name(self.place)]


class Reference(models.Model):
    """A work that a chapter cites, by a key of its own: where the portal has it, as a publication, else in words."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="references", verbose_name=_("chapter"))
    key = models.CharField(_("key"), max_length=60, validators=[validate_slug])
    publication = models.ForeignKey(
        Publication,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="references",
        verbose_name=_("publication of the portal"),
    )
    author = models.CharField(_("authors"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=400, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    year = models.CharField(_("year"), max_length=10, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    doi = models.CharField(_("DOI"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("cited work")
        verbose_name_plural = _("cited works")
        ordering = ["chapter", "key"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "key"], name="reference_key_once"),
            models.CheckConstraint(
                condition=models.Q(publication__isnull=False) | ~models.Q(title=""),
                name="reference_says_what",
                violation_error_message=_("Choose a publication or write the title."),
            ),
        ]

    def __str__(self):
        return self.key
