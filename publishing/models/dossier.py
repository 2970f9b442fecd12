"""One dossier for each thing that is written: its versions, what was done with them and what was said."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES, shown
from catalogue.models import Kind
from publishing.states import EDITABLE, LEADING, OPEN, PUBLIC, WAS_PUBLIC, State

ORGANISATION = "partners.Partner"  # a room further right; only its name is known here


class DossierQuerySet(models.QuerySet):
    def with_versions(self):
        """The version that is worked on and the one that leads, without their content."""
        slim = Version.objects.defer("content", "typed")
        return self.select_related("owner", "author", "part_of").prefetch_related(
            models.Prefetch("versions", slim.filter(state__in=(*OPEN, *LEADING, State.DECLINED)).order_by("-number"))
        )

    def of_organisations(self, pks):
        return self.filter(owner__in=pks)

    def of_kind(self, kind):
        return self.filter(kind=kind) if kind else self


class Dossier(models.Model):
    """The life of one entry: from its first draft over every version to its end.

    What is not public yet lives in versions alone, never in the tables that pages, search and machines read.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    owner = models.ForeignKey(
        ORGANISATION, models.SET_NULL, null=True, blank=True, related_name="dossiers", verbose_name=_("organisation")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("begun by")
    )
    language = models.CharField(_("language it is written in"), max_length=5, choices=settings.LANGUAGES)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, editable=False)
    object_id = models.PositiveBigIntegerField(null=True, editable=False)
    entry = GenericForeignKey()
    title = models.CharField(_("title"), max_length=300, blank=True)  # of the newest version, for lists
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked whether it is still true"), null=True, blank=True)
    asked = models.PositiveSmallIntegerField(_("times asked"), default=0)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["-updated_at", "-pk"]
        indexes = [models.Index(fields=["-updated_at"], name="dossier_changed_last")]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="dossier_of_one_entry"),
            models.CheckConstraint(
                condition=Q(content_type=None, object_id=None) | Q(content_type__isnull=False, object_id__isnull=False),
                name="dossier_entry_is_whole",
            ),
        ]

    def __str__(self):
        return shown(self, "title").text or str(_("Untitled"))

    def get_absolute_url(self):
        return reverse("dossier", args=[self.pk])

    @property
    def whole_entry(self):
        """The entry of what it is a part of, or None."""
        return self.part_of.entry if self.part_of else None

    @property
    def kind_label(self):
        return Kind(self.kind).label

    def _first(self, states):
        return next((version for version in self.versions.all() if version.state in states), None)

    @property
    def working(self):
        """The version that is worked on, if there is one."""
        return self._first(OPEN)

    @property
    def leading(self):
        """The version the public reads, or read before the dossier was withdrawn."""
        return self._first(LEADING)

    @property
    def newest(self):
        """What the desk shows of it: the open version, else the leading one, else the last declined."""
        return self.working or self.leading or self._first([State.DECLINED])

    @property
    def is_public(self):
        return self.leading is not None and self.leading.state in PUBLIC


class VersionQuerySet(models.QuerySet):
    def in_states(self, states):
        return self.filter(state__in=states)

    def of_kind(self, kind):
        return self.filter(dossier__kind=kind) if kind else self


class Version(models.Model):
    """One state of the content, whole: fields in every language, topics, rows and the names of files."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="versions", verbose_name=_("dossier"))
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    content = models.JSONField(_("content"), default=dict)
    typed = models.JSONField(default=dict)  # what was typed and cannot be kept as content yet, by field
    saves = models.PositiveIntegerField(default=0)
    based_on = models.PositiveIntegerField(_("based on version"), null=True, blank=True)
    reason = models.CharField(_("what changed and why"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("opened by")
    )
    contributors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("written by"))
    created_at = models.DateTimeField(_("opened"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    validated = models.BooleanField(_("validated by the network"), default=False)
    means = models.JSONField(_("mean scores"), default=dict)  # {criterion: mean, …}, kept with the decision
    opinion = models.TextField(_("expert opinion"), blank=True)
    checked = models.JSONField(_("translation checked"), default=dict)  # {language: {"by": name, "at": date}}

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["dossier", "-number"]
        indexes = [models.Index(fields=["state", "-updated_at"], name="version_state_changed_last")]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(state__in=OPEN), name="version_open_once"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(state__in=LEADING), name="version_leading_once"),
            models.CheckConstraint(
                condition=~Q(state__in=WAS_PUBLIC) | Q(published_at__isnull=False), name="version_public_has_a_date"
            ),
            models.CheckConstraint(
                condition=Q(validated=False)
                | Q(
                    *(~Q(**{f"opinion_{code}": ""}) & Q(**{f"opinion_{code}__isnull": False}) for code in LANGUAGES),
                    decided_at__isnull=False,
                ),
                name="version_validated_says_why",
            ),
        ]

    def __str__(self):
        return _("%(title)s, version %(number)s") % {"title": self.dossier, "number": self.number}

    def get_absolute_url(self):
        return reverse("version", args=[self.dossier_id, self.number])

    @property
    def is_editable(self):
        return self.state in EDITABLE

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def is_public(self):
        return self.state in PUBLIC

    @property
    def was_public(self):
        return self.state in WAS_PUBLIC


class Passage(models.Model):
    """One step of the workflow that was taken: who, when, from where to where, and why. Never changed."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="passages", verbose_name=_("version"))
    step = models.CharField(_("step"), max_length=20)
    source = models.CharField(_("from"), max_length=20, choices=State.choices, blank=True)
    target = models.CharField(_("to"), max_length=20, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    by_name = models.CharField(_("name"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("step taken")
        verbose_name_plural = _("steps taken")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.version}: {self.step}"


class Comment(models.Model):
    """Something said about a version, by the people who work on it or review it."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="comments", verbose_name=_("version"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    as_reviewer = models.BooleanField(_("said as a reviewer"), default=False)  # then the partner reads no name
    text = models.TextField(_("comment"))
    at = models.DateTimeField(_("when"), auto_now_add=True)
    anchor = models.CharField(_("anchor of the section"), max_length=100, blank=True)  # none: about the whole
    quote = models.CharField(_("beginning of the section"), max_length=200, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolved by"),
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_by=None) | Q(resolved_at__isnull=False), name="comment_resolved_at_a_time"
            )
        ]

    def __str__(self):
        return self.text[:60]
