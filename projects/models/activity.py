from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from catalogue.codes import CodeListField, kept
from catalogue.fields import PartialDateField
from partners.models import Partner
from projects.models.project import Project, WorkPackage

MOST_REACHED = 1_000_000_000


class Channel(models.TextChoices):
    NEWSLETTER = "newsletter", pgettext_lazy("channel", "newsletter")
    PRESS_RELEASE = "press_release", pgettext_lazy("channel", "press release")
    MEDIA_ARTICLE = "media_article", pgettext_lazy("channel", "article in the media")
    WEBSITE = "website", pgettext_lazy("channel", "website")
    SOCIAL = "social", pgettext_lazy("channel", "social media")
    EVENT = "event", pgettext_lazy("channel", "event")
    PUBLICATION = "publication", pgettext_lazy("channel", "publication")
    VIDEO = "video", pgettext_lazy("channel", "video")
    MEETING = "meeting", pgettext_lazy("channel", "meeting")


class Audience(models.TextChoices):
    """The target groups of Interreg."""

    LOCAL_AUTHORITY = "local_authority", _("local public authorities")
    REGIONAL_AUTHORITY = "regional_authority", _("regional public authorities")
    NATIONAL_AUTHORITY = "national_authority", _("national public authorities")
    SECTORAL_AGENCY = "sectoral_agency", _("sectoral agencies")
    INTEREST_GROUP = "interest_group", _("interest groups and NGOs")
    RESEARCH = "research", _("universities and research")
    EDUCATION = "education", _("schools and training centres")
    SME = "sme", _("small and medium enterprises")
    LARGE_ENTERPRISE = "large_enterprise", _("large enterprises")
    BUSINESS_SUPPORT = "business_support", _("business support organisations")
    MEDIA = "media", pgettext_lazy("audience", "the media")
    GENERAL_PUBLIC = "general_public", _("general public")


class Basis(models.TextChoices):
    """What a number of people rests on; the two kinds of numbers are never added."""

    COUNTED = "counted", pgettext_lazy("reach", "counted")
    ESTIMATED = "estimated", pgettext_lazy("reach", "estimated")
    UNKNOWN = "unknown", pgettext_lazy("reach", "not known")


class ActivityQuerySet(models.QuerySet):
    def in_log(self):
        """What counts: all but what people took out of it."""
        return self.filter(left_out=False)

    def narrowed(self, *, project=None, work_package=None, channel="", audience="", language="", year=""):
        """Blank narrows nothing."""
        wanted = {"project": project, "work_package": work_package, "channel": channel}
        wanted |= {"audiences__contains": audience and kept([audience]), "date__startswith": year}
        wanted["languages__contains"] = language and kept([language])
        return self.filter(**{name: value for name, value in wanted.items() if value})


class Activity(models.Model):
    """Something by which a project told others about itself, and how many of whom it reached."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="activities", verbose_name=_("project"))
    work_package = models.ForeignKey(
        WorkPackage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("work package"),
    )
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("partner")
    )
    date = PartialDateField(_("date"), blank=False)
    title = models.CharField(_("title"), max_length=200)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    audiences = CodeListField(_("target groups"), options=Audience)
    languages = CodeListField(_("languages"), help_text=_("Codes of languages with commas between: sl, en"))
    country = CountryField(_("country"), blank=True)
    reach = models.PositiveIntegerField(
        _("how many people were reached"), null=True, blank=True, validators=[MaxValueValidator(MOST_REACHED)]
    )
    basis = models.CharField(
        _("the number is"), max_length=10, choices=Basis.choices, default=Basis.UNKNOWN, blank=False
    )
    how = models.CharField(_("how the number came about"), max_length=300, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="communication/", blank=True)
    source_kind = models.CharField(max_length=20, blank=True, editable=False)
    source_id = models.PositiveBigIntegerField(null=True, editable=False)
    recorded = models.JSONField(default=dict, editable=False)  # what the portal itself wrote last, part by part
    left_out = models.BooleanField(
        _("left out of the log"),
        default=False,
        help_text=_("For what the portal would only write again; it counts nowhere."),
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("communication activity")
        verbose_name_plural = _("communication activities")
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id"], condition=~Q(source_kind=""), name="activity_source_once"
            ),
            models.CheckConstraint(
                condition=Q(reach=None, basis="unknown") | Q(reach__isnull=False) & ~Q(basis="unknown"),
                name="activity_reach_has_a_basis",
                violation_error_message=_("A number is counted or estimated; without a number it is not known."),
            ),
            models.CheckConstraint(
                condition=Q(source_kind="", source_id=None) | ~Q(source_kind="") & Q(source_id__isnull=False),
                name="activity_source_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["project", "-date"], name="activity_of_project")]

    def __str__(self):
        return self.title or str(self.pk)

    @property
    def is_recorded(self):
        """Whether the portal itself wrote it."""
        return bool(self.source_kind)

    def clean(self):
        super().clean()
        if self.work_package and self.work_package.project_id != self.project_id:
            raise ValidationError({"work_package": _("The work package belongs to another project.")})


class IndicatorTarget(models.Model):
    """What a project promised of its communication: so many activities, or so many people reached."""

    class Measure(models.TextChoices):
        ACTIVITIES = "activities", _("number of activities")
        REACH = "reach", _("people reached")

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicator_targets", verbose_name=_("project"))
    code = models.CharField(_("code"), max_length=20)
    label = models.CharField(_("indicator"), max_length=200)
    measure = models.CharField(_("what is counted"), max_length=10, choices=Measure.choices)
    channels = CodeListField(_("channels"), options=Channel, help_text=_("None ticked: all."))
    audiences = CodeListField(_("target groups"), options=Audience, help_text=_("None ticked: all."))
    basis = models.CharField(
        _("which numbers"),
        max_length=10,
        choices=[choice for choice in Basis.choices if choice[0] != Basis.UNKNOWN],
        blank=True,
        help_text=_("Of people reached: the counted ones or the estimated ones. Of activities left empty: all."),
    )
    target = models.PositiveIntegerField(
        _("target value"), validators=[MinValueValidator(1), MaxValueValidator(MOST_REACHED)]
    )
    until = PartialDateField(_("until"))

    class Meta:
        verbose_name = _("communication indicator")
        verbose_name_plural = _("communication indicators")
        ordering = ["project", "code"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="indicator_target_code_once"),
            models.CheckConstraint(condition=Q(target__gte=1), name="indicator_target_positive"),
            models.CheckConstraint(
                condition=Q(measure="activities") | ~Q(basis=""),
                name="indicator_target_of_people_has_a_basis",
                violation_error_message=_("Say whether counted or estimated people count; they are never added."),
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.label}"
