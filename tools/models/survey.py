import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from publishing.models.private_link import PrivateLink
from tools.models.work import Work


def new_lot():
    return secrets.randbits(62)


def survey_address(work, kind, page="collect"):
    """A page of the survey for who asks; the first kind that the question collects needs no name."""
    first = work.question.collects[0] == kind
    return reverse(f"survey_{page}", args=[work.token] if first else [work.token, kind])


class SurveyQuerySet(models.QuerySet):
    def overdue(self):
        """Kept longer than their introduction promised: to be deleted with their answers."""
        return self.filter(kept_until__lt=timezone.localdate())


class Survey(models.Model):
    """What invited people are asked for a piece of work; the questions stay as they were when it was made."""

    class Kind(models.TextChoices):
        RATINGS = "ratings", _("ratings of factors")
        FIGURES = "figures", _("figures of towns or zones")
        PROPOSALS = "proposals", _("proposals for the lists of a SWOT")
        WEIGHTS = "weights", _("weights of the items of a SWOT")

    class Way(models.TextChoices):
        """How weights are asked for."""

        POINTS = "points", _("100 points for each list: quick, for many people")
        PAIRS = "pairs", _("pairs: slower, for few; at most five items a list")

    work = models.ForeignKey(Work, models.CASCADE, related_name="surveys", verbose_name=_("unfinished work"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    way = models.CharField(_("how weights are asked for"), max_length=10, choices=Way.choices, default=Way.POINTS)
    language = models.CharField(_("language"), max_length=5)  # of the introduction
    title = models.CharField(_("title"), max_length=150)
    asker = models.CharField(_("who asks"), max_length=200)
    purpose = models.TextField(_("what for"), max_length=2000)
    contact = models.CharField(_("contact"), max_length=200)
    kept_until = models.DateField(_("answers are kept until"))
    questions = models.JSONField(_("questions"), default=list)  # [{"name", "unit", "direction": 1 or -1, "list"}]
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    taken = models.JSONField(_("rows taken into the work"), default=list)  # their names, as last taken in; or proposals
    stale = models.BooleanField(default=False)  # answers came, changed or went since they were last taken in
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        constraints = [models.UniqueConstraint(fields=["work", "kind"], name="survey_one_of_a_kind")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"  # the administration shows it to people who may not read it

    collect_address = property(lambda self: survey_address(self.work, self.kind, "collect"))
    introduction_address = property(lambda self: survey_address(self.work, self.kind, "introduction"))
    links_address = property(lambda self: survey_address(self.work, self.kind, "links"))
    take_address = property(lambda self: survey_address(self.work, self.kind, "take"))
    delete_address = property(lambda self: survey_address(self.work, self.kind, "delete"))

    @property
    def is_open(self):
        return self.closed_at is None and not self.is_overdue

    @property
    def is_overdue(self):
        return self.kept_until < timezone.localdate()

    @property
    def answers(self):
        """In an order that is random but stays: it says nothing about who answered when."""
        return SurveyAnswer.objects.filter(link__survey=self.pk).order_by("lot", "pk")


class SurveyLink(PrivateLink):
    """A private address for one answer."""

    salt = "tools.survey.link"

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="links", verbose_name=_("survey"))
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("private link")
        verbose_name_plural = _("private links")
        ordering = ["survey", "number"]
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="survey_link_number")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number}"  # its label may name a person

    @property
    def path(self):
        """In the language of the survey; empty where the secret key was changed since and the link cannot be told."""
        if not self.is_known:
            return ""
        with translation.override(self.survey.language):
            return reverse("survey_answer", args=[self.token])


class SurveyAnswer(models.Model):
    """What one link was answered: one row a link, changed in place, deleted when it is withdrawn."""

    link = models.OneToOneField(SurveyLink, models.CASCADE, related_name="answer", verbose_name=_("private link"))
    content = models.JSONField(_("answer"))  # {table: [number or None, …]}, in the order of the questions
    unit = models.CharField(_("town or zone"), max_length=120, blank=True)
    lot = models.BigIntegerField(default=new_lot)  # the random order of the answers
    consent = models.CharField(_("version of the consent"), max_length=20)
    consented_at = models.DateTimeField(_("consent given"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.CheckConstraint(condition=~Q(consent=""), name="survey_answer_has_consent")]

    def __str__(self):
        return str(self.pk)
