import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.models import RECOMMENDING, Entry, EntryQuerySet, Kind, public_name, resting_rows
from partners.models import Partner
from tools.models.computation import Computation

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for each other


def new_address():
    return "".join(secrets.choice(LETTERS) for _letter in range(8))


class RunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public ones; one's own; those shared with one's organisation, or proposed for it to publish."""
        seen = models.Q(entry__in=PublicRun.objects.published())
        if user.is_authenticated:
            seen |= models.Q(author=user)
            seen |= models.Q(visibility=Run.Visibility.ORGANISATION, organisation__in=list(user.organisations))
            seen |= self._waiting_for(user)
        return self.filter(seen, deleted_at=None)

    def waiting_for(self, user):
        """Those whose publication this person may confirm."""
        return self.filter(self._waiting_for(user), deleted_at=None)

    def by_link(self, link):
        return self.filter(link=link, deleted_at=None)

    def of(self, user):
        return self.filter(author=user.pk, deleted_at=None) if user.pk else self.none()

    def _waiting_for(self, user):
        waiting = models.Q(proposed_at__isnull=False)
        if user.is_coordinator:
            return waiting
        represented = [pk for pk, role in user.organisations.items() if role == "representative"]
        return waiting & models.Q(organisation__in=represented)


class Run(Computation):
    """A saved computation. Its input, options and results never change; title, note and visibility may."""

    class Visibility(models.TextChoices):
        PRIVATE = "private", _("only me")
        ORGANISATION = "organisation", _("my organisation")

    slug = models.CharField(_("address"), max_length=12, unique=True, default=new_address, editable=False)
    analysis = models.CharField(_("analysis"), max_length=30, editable=False)
    method_version = models.CharField(_("version of the method"), max_length=20, editable=False)
    title = models.CharField(_("title"), max_length=150)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    place = models.CharField(_("place"), max_length=150, blank=True, editable=False)
    viewpoint = models.CharField(_("whose view"), max_length=150, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=5, editable=False)
    example = models.CharField(_("example"), max_length=30, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="runs", verbose_name=_("author")
    )
    organisation = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="runs", verbose_name=_("organisation")
    )
    content = models.JSONField(_("content"), default=dict, editable=False)
    options = models.JSONField(_("options"), default=dict, editable=False)
    seed = models.BigIntegerField(_("seed"), null=True, editable=False)
    results = models.JSONField(_("results"), default=dict, editable=False)
    collected = models.BooleanField(_("holds answers of others"), default=False, editable=False)  # taken from a survey
    visibility = models.CharField(
        _("who may see it"), max_length=12, choices=Visibility.choices, default=Visibility.PRIVATE
    )
    link = models.CharField(  # noqa: DJ001  several runs have none, and no two the same
        _("secret link"), max_length=22, unique=True, null=True, editable=False
    )
    proposed_at = models.DateTimeField(_("proposed for publication"), null=True, editable=False)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="children", verbose_name=_("made from"), editable=False
    )
    created_at = models.DateTimeField(_("computed"), auto_now_add=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, editable=False)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved run")
        verbose_name_plural = _("saved runs")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["author", "-created_at"], name="run_by_author")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"  # the administration shows it to people who may not read it

    def get_absolute_url(self):
        return reverse("run", args=[self.slug])

    @property
    def computed_at(self):
        return self.created_at

    @property
    def cited_author(self):
        """The organisation it was made for, or the person."""
        return str(self.organisation) if self.organisation else super().cited_author

    @property
    def cited_address(self):
        return settings.SITE_URL + self.get_absolute_url()

    def export_address(self, form, link=""):
        return reverse("shared_export", args=[link, form]) if link else reverse("run_export", args=[self.slug, form])

    @property
    def is_public(self):
        return PublicRun.objects.published().filter(run=self.pk).exists()

    def may_be_changed_by(self, user):
        return self.deleted_at is None and user.is_authenticated and self.author_id == user.pk

    def may_be_confirmed_by(self, user):
        return user.is_authenticated and Run.objects.waiting_for(user).filter(pk=self.pk).exists()


class PublicRunQuerySet(EntryQuerySet):
    def with_page(self):
        found = super().with_page().select_related("run__author", "organisation")
        return found.annotate(
            plan_rows=resting_rows(Run, "run"),
            recommendation_rows=resting_rows(Run, "run", RECOMMENDING),
        )


class PublicRun(Entry):
    """The card of a run that is public: what the catalogue, the search and the feeds know of it."""

    kind = Kind.RUN
    schema_type = "Dataset"
    general_type = "Dataset"
    wanted = ("title", "summary", "topics")
    public_links = ("organisation",)
    card_follows = ("organisation",)
    import_hindrance = _("An analysis is computed with a tool; it cannot be imported.")

    run = models.OneToOneField(Run, models.PROTECT, related_name="entry", verbose_name=_("saved run"))
    organisation = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="public_runs", verbose_name=_("organisation")
    )

    objects = PublicRunQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")

    def creators(self):
        """The organisation it was made for; never the person."""
        return [public_name(self.organisation)]

    def slug_text(self, code):
        return self.run.slug
