from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import RECOMMENDING, Entry, EntryQuerySet, Kind, language_codes, public_name, resting_rows
from partners.models import Partner
from projects.models import Project


class PublicationQuerySet(EntryQuerySet):
    def with_page(self):
        return (
            super()
            .with_page()
            .select_related("project")
            .annotate(
                plan_rows=resting_rows(Publication),
                recommendation_rows=resting_rows(Publication, relation=RECOMMENDING),
            )
        )


class Publication(Entry):
    """An item of the library, as a link or a file. Its title is its own and is not translated."""

    class Type(models.TextChoices):
        GUIDELINE = "guideline", _("Guidelines")
        HANDBOOK = "handbook", _("Handbook")
        BOOK = "book", _("Book")
        REPORT = "report", _("Report")
        ARTICLE = "article", _("Article")
        TOOL = "tool", _("Tool")
        TRAINING = "training", _("Training material")
        POLICY = "policy", _("Policy paper")

    kind = Kind.PUBLICATION
    has_sheet = True
    public_files = ("file",)
    public_facts = (
        *("type", "title_is_descriptive", "authors", "publisher", "year", "language_codes", "pages"),
        *("isbn", "doi", "link"),
    )
    public_links = ("project",)
    summary_limit = 1000
    card_follows = ("project",)
    wanted = ("title", "summary", "authors", "year", "languages", "publisher", "topics")
    body_fields = ("abstract",)
    import_fields = {"body": "abstract", "year": "year", "url": "link"}

    type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    title_is_descriptive = models.BooleanField(
        _("the title is ours"),
        default=False,
        help_text=_("The work has no title of its own; ours describes it and is translated."),
    )
    abstract = models.TextField(_("description of the content"), blank=True)
    authors = models.CharField(_("authors"), max_length=300, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    languages = models.CharField(
        _("languages of the work"),
        max_length=40,
        blank=True,
        help_text=_("Codes with commas between: en, fr"),
    )
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    isbn = models.CharField("ISBN", max_length=20, blank=True)
    doi = models.CharField("DOI", max_length=100, blank=True)
    organisation = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name=_("organisation in charge"),
    )
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name=_("project"),
    )
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(
        _("file"),
        upload_to="publications/",
        blank=True,
        validators=[FileExtensionValidator(["pdf", "docx", "txt"])],
        help_text=_("PDF, DOCX without macros or plain text (TXT), up to 20 MB. The search finds the words in it."),
    )

    objects = PublicationQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    @property
    def schema_type(self):
        types = {self.Type.BOOK: "Book", self.Type.ARTICLE: "ScholarlyArticle", self.Type.REPORT: "Report"}
        return types.get(self.type, "CreativeWork")

    @property
    def file_format(self):
        """As people call it: PDF, DOCX, TXT."""
        return self.file.name.rpartition(".")[2].upper()

    @property
    def file_size(self):
        """In bytes; None where the file is lost."""
        return self.file.size if self.file.storage.exists(self.file.name) else None

    @property
    def general_type(self):
        """Of DataCite."""
        types = {self.Type.BOOK: "Book", self.Type.ARTICLE: "JournalArticle", self.Type.REPORT: "Report"}
        return types.get(self.type, "Text")

    def issued(self):
        return self.card_date()

    def publisher_told(self):
        return self.publisher

    def identifiers(self):
        return super().identifiers() | {"DOI": self.doi, "ISBN": self.isbn}

    def related_works(self):
        return [*super().related_works(), *(("IsIdenticalTo", link) for link in [self.link] if link)]

    def linked_data(self):
        return {
            "author": self.authors,
            "publisher": self.publisher,
            "datePublished": self.card_date(),
            "isbn": self.isbn,
            "sameAs": f"https://doi.org/{self.doi}" if self.doi else self.link,
            "inLanguage": self.language_codes(),
        }

    def language_codes(self):
        return language_codes(self.languages)

    def card_title_language(self):
        return "" if self.title_is_descriptive else next(iter(self.language_codes()), "")

    def card_languages(self):
        return self.language_codes() or super().card_languages()

    def card_detail(self):
        return self.get_type_display()

    def card_by(self):
        return self.authors

    def card_date(self):
        return str(self.year) if self.year else ""

    def card_projects(self):
        return [self.project_id] if self.project_id else []

    def search_keywords(self):
        return [self.authors, self.publisher, self.isbn, self.doi, public_name(self.project)]
