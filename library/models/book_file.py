from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from library.models.book import Book


class BookFile(models.Model):
    """The working text of a book as one file, set anew in the background when the text has changed."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        EPUB = "epub", "EPUB"

    book = models.ForeignKey(Book, models.CASCADE, related_name="files", verbose_name=_("guidelines"))
    language = models.CharField(_("language"), max_length=5, choices=[(code, code) for code in LANGUAGES])
    format = models.CharField(_("format"), max_length=5, choices=Format.choices)
    file = models.FileField(_("file"), upload_to="books/")
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)  # names the text from which it was set
    moment = models.DateTimeField(_("date of the text"))

    class Meta:
        verbose_name = _("book as a file")
        verbose_name_plural = _("books as files")
        ordering = ["book", "language", "-format"]
        constraints = [models.UniqueConstraint(fields=["book", "language", "format"], name="book_file_once")]

    def __str__(self):
        return f"{self.book} ({self.get_format_display()}, {self.language})"
