from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES, shown
from catalogue.models import language_codes
from library.models.book import Book, Chapter

VERSION = "publishing.Version"
PERSON = {"to": settings.AUTH_USER_MODEL, "on_delete": models.SET_NULL, "null": True, "related_name": "+"}
DOI = RegexValidator(r"\A10\.\d{4,9}/\S+\Z", _("A DOI begins with 10. and a number, such as 10.5281/zenodo.123."))


class FrozenError(Exception):
    """Something would have changed an edition that was approved: a mistake of the program, not of a person."""


class EditionQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(state=Edition.State.APPROVED)

    def public(self):
        """Those of which the public knows; of the withdrawn only a notice."""
        return self.filter(state__in=[Edition.State.APPROVED, Edition.State.WITHDRAWN])

    def with_newest(self):
        """`newest`: the number of the newest approved edition of the same book."""
        approved = Edition.objects.approved().filter(book=models.OuterRef("book")).order_by("-number")
        return self.annotate(newest=models.Subquery(approved.values("number")[:1]))

    def open(self):
        return self.filter(state__in=[Edition.State.DRAFT, Edition.State.PROPOSED])


class Edition(models.Model):
    """A numbered copy of a whole book. Once it is approved nothing of it changes but its DOI."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    book = models.ForeignKey(Book, models.PROTECT, related_name="editions", verbose_name=_("guidelines"))
    version = models.ForeignKey(VERSION, models.PROTECT, related_name="+", verbose_name=_("version of the guidelines"))
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    languages = models.CharField(_("languages"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    authors = models.TextField(_("authors"), blank=True)
    note = models.TextField(_("what is new in this edition"), max_length=3000, blank=True)
    citation = models.TextField(_("how to cite it"), blank=True)
    identifier = models.CharField(_("identifier"), max_length=60, blank=True)
    doi = models.CharField("DOI", max_length=100, blank=True, validators=[DOI])
    prepared_by = models.ForeignKey(verbose_name=_("prepared by"), **PERSON)
    proposed_by = models.ForeignKey(verbose_name=_("proposed by"), **PERSON)
    approved_by = models.ForeignKey(verbose_name=_("approved by"), **PERSON)
    text_at = models.DateTimeField(_("date of the text"), default=timezone.now)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)  # why it was sent back or withdrawn
    setting_since = models.DateTimeField(null=True, blank=True, editable=False)  # while its files are being made
    files_set = models.PositiveSmallIntegerField(default=0, editable=False)
    failure = models.JSONField(default=dict, editable=False)  # why its files could not be made the last time

    objects = EditionQuerySet.as_manager()

    CHANGES_AFTER = {"doi"}
    CHANGES_ON_WITHDRAWAL = {"doi", "state", "withdrawn_at", "reason"}

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["book", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["book"], condition=Q(state__in=["draft", "proposed"]), name="edition_open_once"
            ),
            models.UniqueConstraint(fields=["identifier"], condition=~Q(identifier=""), name="edition_identifier_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "proposed"], approved_at=None, identifier="")
                | Q(state__in=["approved", "withdrawn"], approved_at__isnull=False) & ~Q(identifier=""),
                name="edition_approved_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False) & ~Q(reason=""),
                name="edition_withdrawn_says_why",
            ),
        ]

    def __str__(self):
        return _("%(title)s, edition %(number)s") % {"title": shown(self, "title").text, "number": self.number}

    def save(self, *args, **kwargs):
        self.refuse_changes()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("edition", args=[self.book_id, self.number])

    def files_in_order(self):
        """Those in the language of the page first."""
        return sorted(self.files.all(), key=lambda file: file.language != get_language())

    def refuse_changes(self):
        before = Edition.objects.filter(pk=self.pk).first()
        if before is None or before.state in (self.State.DRAFT, self.State.PROPOSED):
            return
        withdrawn = (before.state, self.state) == (self.State.APPROVED, self.State.WITHDRAWN)
        allowed = self.CHANGES_ON_WITHDRAWAL if withdrawn else self.CHANGES_AFTER
        columns = [column.attname for column in self._meta.concrete_fields if column.name not in allowed]
        if changed := [name for name in columns if getattr(before, name) != getattr(self, name)]:
            raise FrozenError(f"{before.identifier}: {', '.join(changed)}")

    def delete(self, *args, **kwargs):
        if self.state in (self.State.APPROVED, self.State.WITHDRAWN):
            raise FrozenError(f"{self.identifier} is not deleted.")
        return super().delete(*args, **kwargs)

    @property
    def language_codes(self):
        return language_codes(self.languages)

    @property
    def is_approved(self):
        return self.state == self.State.APPROVED

    @property
    def is_open(self):
        return self.state in (self.State.DRAFT, self.State.PROPOSED)

    @property
    def author_names(self):
        return [name.strip() for name in self.authors.splitlines() if name.strip()]

    @property
    def address_of_doi(self):
        return f"https://doi.org/{self.doi}" if self.doi else ""


class KeptPart(models.Model):
    """What belongs to an edition and may change only with it."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.refuse_changes()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self.refuse_changes()
        return super().delete(*args, **kwargs)

    def refuse_changes(self):
        if not self.edition.is_open:
            raise FrozenError(f"{self.edition.identifier}: {self}")


class EditionPart(KeptPart):
    """A part or chapter as it stands in an edition: one version of it, which is never deleted."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="parts", verbose_name=_("edition"))
    position = models.PositiveSmallIntegerField(_("position"))
    role = models.CharField(_("role"), max_length=10, choices=Chapter.Role.choices)
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    number = models.CharField(_("number"), max_length=10, blank=True)
    version = models.ForeignKey(VERSION, models.PROTECT, related_name="+", verbose_name=_("version"))

    class Meta:
        verbose_name = _("part of an edition")
        verbose_name_plural = _("parts of editions")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="edition_part_place_once"),
            models.UniqueConstraint(fields=["edition", "version"], name="edition_part_version_once"),
        ]

    def __str__(self):
        return f"{self.edition}: {self.position}"

    @property
    def title(self):
        return " ".join(filter(None, [self.number, str(self.version.dossier)]))


class EditionFile(KeptPart):
    """An edition as a file: what readers have, with its checksum. The pages of the edition are read from its JSON."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        EPUB = "epub", "EPUB"
        HTML = "html", "HTML"
        JSON = "json", "JSON"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files", verbose_name=_("edition"))
    language = models.CharField(_("language"), max_length=5, choices=[(code, code) for code in LANGUAGES])
    format = models.CharField(_("format"), max_length=5, choices=Format.choices)
    file = models.FileField(_("file"), upload_to="editions/")
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        ordering = ["edition", "language", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "language", "format"], name="edition_file_once")]

    def __str__(self):
        return f"{self.edition} ({self.get_format_display()}, {self.language})"

    def save(self, *args, **kwargs):
        if self.pk:
            raise FrozenError(f"{self} is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if self.edition.state == Edition.State.APPROVED:
            raise FrozenError(f"{self.edition.identifier}: {self}")
        name, storage = self.file.name, self.file.storage
        gone = models.Model.delete(self, *args, **kwargs)
        transaction.on_commit(lambda: storage.delete(name))
        return gone

    @property
    def checksum(self):
        return f"SHA-256 {self.sha256}"


class Erratum(models.Model):
    """A mistake of an edition and what is right; shown beside the text, never merged into it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="errata", verbose_name=_("edition"))
    part = models.ForeignKey(
        EditionPart, models.CASCADE, null=True, blank=True, related_name="errata", verbose_name=_("chapter")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    where = models.CharField(
        _("where"), max_length=200, blank=True, help_text=_("Section, paragraph, table or page of the PDF.")
    )
    wrong = models.TextField(_("what stands there"), max_length=2000)
    right = models.TextField(_("what it should be"), max_length=2000)
    day = models.DateField(_("day"), default=timezone.localdate)
    thanks_to = models.CharField(_("thanks to"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("erratum")
        verbose_name_plural = _("errata")
        ordering = ["edition", "part__position", "day", "pk"]

    def __str__(self):
        return self.wrong[:60]
