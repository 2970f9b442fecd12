import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.fields import PartialDateField
from catalogue.files.uploads import ending_of
from projects.models.project import Project

PICTURES = ("png", "jpg")  # endings of stored pictures
COLOUR = re.compile(r"(?P<name>[^#]*?)[\s:]*(?P<code>#[0-9a-fA-F]{6})")


def validate_colours(text):
    for line in text.splitlines():
        if line.strip() and not COLOUR.fullmatch(line.strip()):
            raise ValidationError(
                _("“%(line)s”: write a name and a code on each line, such as Green #1A7F37."),
                params={"line": line[:60]},
            )


class BrandItemQuerySet(models.QuerySet):
    def of(self, project):
        """Those of a project, or those of the portal itself."""
        return self.filter(project=project).order_by("kind", "order", "pk")

    def public(self):
        projects = Project.objects.published().values("pk")
        return self.filter(Q(project=None) | Q(project__in=projects))


class BrandItem(models.Model):
    """Something for the media: of a project, or without one of the portal itself."""

    class Kind(models.TextChoices):
        LOGO = "logo", _("logo")
        EMBLEM = "emblem", _("emblem")
        TEMPLATE = "template", _("template")
        PHOTO = "photo", _("photo")
        TEXT = "text", _("short text")
        STATEMENT = "statement", _("funding statement of the programme")
        RELEASE = "release", _("press release")

    WORDS = (Kind.TEXT, Kind.STATEMENT, Kind.RELEASE)  # what is read, not seen

    project = models.ForeignKey(
        Project,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="brand_items",
        verbose_name=_("project"),
        help_text=_("Left empty: of the portal itself."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(
        _("file"),
        upload_to="press/",
        blank=True,
        help_text=_("PNG, JPEG, PDF, DOCX or TXT, up to 20 MB. Metadata of pictures are left out."),
    )
    alt = models.CharField(_("what the image shows"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True, max_length=10_000)
    colours = models.TextField(
        _("colours"),
        blank=True,
        max_length=1_000,
        validators=[validate_colours],
        help_text=_("A name and a code on each line, such as Green #1A7F37."),
    )
    credit = models.CharField(_("author"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    issued = PartialDateField(_("date"), help_text=_("Of a press release: when it went out."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = BrandItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item for the media")
        verbose_name_plural = _("items for the media")
        ordering = ["project", "kind", "order", "pk"]

    def __str__(self):
        return self.title or str(self.pk)

    @property
    def is_picture(self):
        return ending_of(self.file.name) in PICTURES

    @property
    def file_address(self):
        return reverse("press_file", args=[self.pk])

    def swatches(self):
        """[(name, code)] of its colours."""
        found = (COLOUR.fullmatch(line.strip()) for line in self.colours.splitlines())
        return [(match["name"].strip(" –-"), match["code"].upper()) for match in found if match]
