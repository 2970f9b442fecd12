from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from catalogue.models import Entry, EntryQuerySet, public, public_name
from library.models import Book
from partners.models import Place
from projects.models import Project


class PlannedQuerySet(EntryQuerySet):
    def with_page(self):
        return super().with_page().select_related("project", "place", "guideline")


class Planned(Entry):
    """What plans and commitments share: a stage, a place, a project, the words of the source."""

    summary_limit = 600
    wanted = ("title", "summary", "stage", "project", "country")
    card_follows = ("place", "project")
    public_facts = ("type", "stage", "location")
    public_links = ("project", "place", "guideline")
    import_fields = {"country": "country"}

    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="%(class)ss", verbose_name=_("project")
    )
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="%(class)ss", verbose_name=_("area")
    )
    location = models.CharField(_("place in words"), max_length=200, blank=True)
    country = CountryField(_("country"), blank=True)
    guideline = models.ForeignKey(
        Book, models.SET_NULL, null=True, blank=True, related_name="%(class)ss", verbose_name=_("guidelines")
    )

    objects = PlannedQuerySet.as_manager()

    class Meta(Entry.Meta):
        abstract = True

    def card_detail(self):
        return " · ".join(filter(None, [self.get_type_display(), self.get_stage_display()]))

    def card_place(self):
        return self.location or (self.place.card_place() if public(self.place) else "")

    def card_country(self):
        return self.country.code or (self.place.card_country() if public(self.place) else "")

    def card_position(self):
        return self.place.card_position() if public(self.place) else None

    def card_projects(self):
        return [self.project_id] if self.project_id else []

    def search_keywords(self):
        return [self.card_place(), public_name(self.project), public_name(self.place), self.country.name]
