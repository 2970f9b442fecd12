import datetime as dt
import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tools.methods import VERSION
from tools.models.computation import Computation

KEPT = dt.timedelta(days=90)  # work that nobody touches goes after this


def new_token():
    return secrets.token_urlsafe(16)


class WorkQuerySet(models.QuerySet):
    def open_to(self, user):
        """Work of this person, and work without an author: who knows its address holds the key to it."""
        return self.filter(models.Q(author=None) | models.Q(author=user.pk))

    def of(self, user):
        """A person's work, but what was saved as a run and not changed since."""
        if not user.pk:
            return self.none()
        saved = models.Q(parent__author=user.pk, parent__created_at__gte=models.F("changed_at"))
        return self.filter(author=user.pk).exclude(saved).order_by("-changed_at")

    def forgotten(self):
        """Untouched for so long that nobody will come back to it; while a survey waits for answers it is not."""
        return self.filter(changed_at__lt=timezone.now() - KEPT).exclude(surveys__kept_until__gte=timezone.localdate())


class Work(Computation):
    """Unfinished work with a tool: what was typed so far, right or wrong, and the last result."""

    class Job(models.TextChoices):
        NONE = "", _("nothing to do")
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("computing")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    analysis = models.CharField(_("analysis"), max_length=30)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="works", verbose_name=_("author")
    )
    title = models.CharField(_("title"), max_length=150, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    viewpoint = models.CharField(_("whose view"), max_length=150, blank=True)
    example = models.CharField(_("example"), max_length=30, blank=True)
    content = models.JSONField(_("content"), default=dict)
    given = models.JSONField(null=True, blank=True, editable=False)  # a table about which something is still asked
    options = models.JSONField(_("options"), default=dict, blank=True)
    results = models.JSONField(_("results"), null=True, blank=True)
    results_of = models.CharField(max_length=64, blank=True)  # fingerprint of what the results were computed from
    job = models.CharField(_("computation"), max_length=10, choices=Job.choices, default=Job.NONE, blank=True)
    job_of = models.CharField(max_length=64, blank=True)  # fingerprint of what is being computed
    progress = models.FloatField(default=0)  # 0 to 1
    message = models.TextField(blank=True)  # why a computation failed: error code and argument
    edition = models.PositiveIntegerField(default=1)  # rises with every change of the content
    parent = models.ForeignKey(
        "tools.Run", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made from")
    )
    collected = models.BooleanField(_("holds answers of others"), default=False, editable=False)  # taken from a survey
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("unfinished work")
        verbose_name_plural = _("unfinished work")
        indexes = [models.Index(fields=["author", "-changed_at"], name="work_by_author")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"  # the administration shows it to people who may not read it

    def step_address(self, step):
        return reverse(f"work_{step}", args=[self.token])

    data_address = property(lambda self: self.step_address("data"))
    ask_address = property(lambda self: self.step_address("ask"))
    options_address = property(lambda self: self.step_address("options"))
    result_address = property(lambda self: self.step_address("result"))
    next_address = property(lambda self: self.step_address("next"))

    @property
    def computed_at(self):
        return self.changed_at

    @property
    def method_version(self):
        return VERSION

    def shows_answers_to(self, reader):
        """Whoever may open work may see all of it."""
        return True

    def export_address(self, form, link=""):
        return reverse("work_export", args=[self.token, form])

    @property
    def is_busy(self):
        return self.job in {self.Job.WAITING, self.Job.RUNNING}
