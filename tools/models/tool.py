from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import Entry, EntryQuerySet, Kind, public_name
from library.models import Book
from projects.models import Project


class ToolQuerySet(EntryQuerySet):
    def with_page(self):
        return super().with_page().select_related("project", "guideline")


class Tool(Entry):
    """A tool of one of the projects: what it is for and how much of its method is known."""

    class Method(models.TextChoices):
        FULL = "full", _("The method is known")
        PARTIAL = "partial", _("The method is known in part")
        PURPOSE_ONLY = "purpose_only", _("Only the purpose is known")

    kind = Kind.TOOL
    wanted = ("title", "summary", "method_known", "criteria", "project")
    card_follows = ("project",)
    public_facts = ("method_known",)
    public_links = ("project", "guideline")
    body_fields = ("criteria", "record_fields", "parts", "size")
    import_defaults = {"method_known": "purpose_only"}

    method_known = models.CharField(_("what is known"), max_length=20, choices=Method.choices)
    criteria = models.TextField(_("criteria"), blank=True, help_text=_("One per line."))
    record_fields = models.TextField(_("what a record holds"), blank=True, help_text=_("One per line."))
    parts = models.TextField(_("parts"), blank=True, help_text=_("One per line."))
    size = models.CharField(_("size"), max_length=200, blank=True)
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="tools", verbose_name=_("project")
    )
    guideline = models.ForeignKey(
        Book, models.SET_NULL, null=True, blank=True, related_name="tools", verbose_name=_("guidelines")
    )

    objects = ToolQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("tool")
        verbose_name_plural = _("tools")

    def card_projects(self):
        return [self.project_id] if self.project_id else []

    def search_keywords(self):
        return [public_name(self.project)]
