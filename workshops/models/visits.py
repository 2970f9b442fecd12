"""A study visit: what it is for, what each partner wants to know, and what each takes home."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from library.models import Practice
from partners.models import Partner
from workshops.models.event import Event


class Visit(models.Model):
    """What makes an event a study visit."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="visit", verbose_name=_("event"))
    objectives = models.TextField(_("objectives"), blank=True)
    languages_needed = models.CharField(_("languages needed"), max_length=200, blank=True)
    questions_until = models.DateField(_("questions until"), null=True, blank=True)
    invited = models.ManyToManyField(Partner, blank=True, related_name="+", verbose_name=_("invited partners"))

    class Meta:
        verbose_name = _("study visit")
        verbose_name_plural = _("study visits")

    def __str__(self):
        return str(self.event)


class VisitQuestionQuerySet(models.QuerySet):
    def answered(self):
        """Those that the public reads, too."""
        return self.filter(answered_at__isnull=False)

    def with_names(self):
        return self.select_related("partner", "practice")


class VisitQuestion(models.Model):
    """What a partner wants to know from the host, and the host's answer."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="questions", verbose_name=_("study visit"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="+", verbose_name=_("partner"))
    practice = models.ForeignKey(
        Practice, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("good practice")
    )
    text = models.TextField(_("question"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)  # of the text
    answer = models.TextField(_("answer"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = VisitQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a study visit")
        verbose_name_plural = _("questions of a study visit")
        ordering = ["visit", "pk"]

    def __str__(self):
        return self.text[:60]


class VisitReportQuerySet(models.QuerySet):
    def handed_in(self):
        return self.filter(handed_in_at__isnull=False)

    def awaited(self):
        return self.filter(handed_in_at=None)


class VisitReport(models.Model):
    """What one organisation took home."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="reports", verbose_name=_("study visit"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="visit_reports", verbose_name=_("partner"))
    lessons = models.TextField(_("what we learned"), blank=True)
    will_use = models.TextField(_("what we will use"), blank=True)
    practices = models.ManyToManyField(
        Practice, blank=True, related_name="+", verbose_name=_("good practices that we will use")
    )
    follow_up = models.TextField(_("what follows"), blank=True)
    due = models.DateField(_("due"))
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    public = models.BooleanField(_("public"), default=False)
    reminded = models.PositiveSmallIntegerField(null=True, editable=False)  # so many days before it is due, at last

    objects = VisitReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a study visit")
        verbose_name_plural = _("reports of study visits")
        ordering = ["visit", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "partner"], name="visit_report_of_a_partner_once"),
            models.CheckConstraint(
                condition=Q(public=False) | Q(handed_in_at__isnull=False), name="visit_report_public_once_handed_in"
            ),
        ]

    def __str__(self):
        return f"{self.visit}: {self.partner}"
