from functools import cache

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.text import words

# So many different words of a file are found at most, and so many bytes of them: a tsvector holds a megabyte.
MOST_WORDS = 12_000
MOST_WORD_BYTES = 150_000
LONGEST_WORD = 40  # letters; what is longer is no word


class FileTextQuerySet(models.QuerySet):
    def of(self, entry):
        return self.filter(content_type=ContentType.objects.get_for_model(entry), object_id=entry.pk)

    def waiting(self):
        return self.filter(state=FileText.State.WAITING)


class FileText(models.Model):
    """The text of one file of an entry, read in the background, for the search alone.

    The text is always that of the file called `name`; a file that takes its place begins without one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        READ = "read", _("read")
        EMPTY = "empty", _("without text")
        FAILED = "failed", _("not read")

    class Reason(models.TextChoices):
        """Why a file was not read: what `extraction` says, or that there is no file."""

        ENCRYPTED = "encrypted", _("the file is encrypted")
        UNREADABLE = "unreadable", _("the file is damaged or of another kind")
        TOO_LARGE = "too_large", _("the file is too large or too intricate")
        TOO_LONG = "too_long", _("reading it took too long")
        MISSING = "missing", _("the file is gone")

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey()
    field = models.CharField(_("field"), max_length=50)
    name = models.CharField(_("stored name"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)
    text = models.TextField(_("text"), blank=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    cut = models.BooleanField(_("read in part"), default=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = FileTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "field"], name="text_of_one_file"),
        ]

    def __str__(self):
        return f"{self.name}: {self.get_state_display()}"

    def words(self):
        """Each word of the text once, in the order of their first appearance, as many as the index may hold."""
        found, size = [], 0
        for word in dict.fromkeys(word for word in words(self.text) if len(word) <= LONGEST_WORD):
            size += len(word.encode())
            if len(found) == MOST_WORDS or size > MOST_WORD_BYTES:
                break
            found.append(word)
        return " ".join(found)

    def report(self):
        """What became of the file, as a sentence for staff."""
        match self.state:
            case self.State.READ:
                return self.report_of_reading()
            case self.State.EMPTY:
                return gettext("There is no text in it; perhaps its pages are pictures.")
            case self.State.FAILED:
                return gettext("Not read: %(reason)s.") % {"reason": self.get_reason_display()}
        return gettext("Waiting to be read.")

    def report_of_reading(self):
        pages = ngettext("Read, %(n)d page.", "Read, %(n)d pages.", self.pages) % {"n": self.pages}
        sentences = [pages if self.pages else gettext("Read.")]
        if self.cut:
            sentences.append(gettext("Only a part of it: the file is long or some pages are damaged."))
        return " ".join(sentences)


@cache
def text_fields(model):
    """Names of the model's public files that may hold text."""
    fields = (model._meta.get_field(name) for name in model.public_files)
    return tuple(field.name for field in fields if not isinstance(field, models.ImageField))
