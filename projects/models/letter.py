from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.codes import CodeListField
from projects.models.activity import Audience
from projects.models.project import Project
from publishing.models import Letter


class ProjectLetter(models.Model):
    """A newsletter that a project pays for: its issues count among what the project communicates."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="letters", verbose_name=_("project"))
    letter = models.OneToOneField(Letter, models.CASCADE, related_name="of_project", verbose_name=_("newsletter"))
    audiences = CodeListField(_("target groups"), options=Audience)

    class Meta:
        verbose_name = _("newsletter of a project")
        verbose_name_plural = _("newsletters of projects")
        ordering = ["project", "letter"]

    def __str__(self):
        return f"{self.project}: {self.letter}"
