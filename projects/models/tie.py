from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import FilingRow, FilingRowQuerySet, published_through
from partners.models import Place
from projects.models.project import Project


class TieRole(models.TextChoices):
    """How a source ties a place or a practice to a project."""

    STUDY_VISIT = "study_visit", _("stop of a study visit")
    BOOK = "book", _("example in the project's book")
    BENCHMARK = "benchmark", _("example in the project's comparison")
    PILOT = "pilot", _("pilot of the project")
    CASE = "case", _("case of the project")
    PARTNER = "partner", _("run by a partner of the project, outside it")


class TieQuerySet(FilingRowQuerySet):
    def visible(self):
        """Those whose project is public."""
        return self.filter(published_through("project")).select_related("project")


class Tie(FilingRow):
    """A project and what it has to do with something; each kind of thing has its own table."""

    project = models.ForeignKey(Project, models.CASCADE, verbose_name=_("project"))
    role = models.CharField(_("how they are tied"), max_length=20, choices=TieRole.choices)

    objects = TieQuerySet.as_manager()

    class Meta:
        abstract = True


class PlaceTie(Tie):
    cards_of = ("place",)

    place = models.ForeignKey(Place, models.CASCADE, related_name="ties", verbose_name=_("place"))

    class Meta:
        verbose_name = _("tie to a project")
        verbose_name_plural = _("ties to projects")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["place", "project", "role"], name="place_tie_once")]

    def __str__(self):
        return f"{self.project}: {self.get_role_display()}"
