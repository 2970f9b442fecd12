from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models.dossier import Version

HIGHEST = 4


class Criterion(models.TextChoices):
    """The rubric: what an expert judges, each from 0 to 4 with a reason."""

    DEFINITION = "definition", _("Fits the definition of a good practice")
    EVIDENCE = "evidence", _("Evidence")
    IMPACT = "impact", _("Local impact")
    PARTICIPATION = "participation", _("Participation and integrated approach")
    EUROPE = "europe", _("European relevance")
    TRANSFER = "transfer", _("Transferability")
    CLARITY = "clarity", _("Clarity and completeness")
    HONESTY = "honesty", _("Honesty about difficulties")


CRITERIA = tuple(Criterion)


class ReviewQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Review.State.ASSIGNED)

    def handed_in(self):
        return self.filter(state=Review.State.HANDED_IN)

    def overdue(self):
        return self.waiting().filter(due__lt=timezone.localdate())


class Review(models.Model):
    """One reviewer's judgement of one version. Others read it only when they have handed in their own."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", _("Assigned")
        REFUSED = "refused", _("Refused by the reviewer")
        HANDED_IN = "handed_in", _("Handed in")
        CANCELLED = "cancelled", _("Cancelled")

    version = models.ForeignKey(Version, models.CASCADE, related_name="reviews", verbose_name=_("version"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviews", verbose_name=_("reviewer")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ASSIGNED)
    due = models.DateField(_("due"))
    opinion = models.TextField(_("opinion"), blank=True)
    typed = models.JSONField(default=dict, editable=False)  # what was typed and cannot be saved yet, by field
    refusal = models.CharField(_("why refused"), max_length=300, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("assigned by")
    )
    assigned_at = models.DateTimeField(_("assigned"), auto_now_add=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "reviewer"], name="review_once"),
            models.CheckConstraint(
                condition=~Q(state="handed_in") | Q(handed_in_at__isnull=False), name="review_handed_in_has_a_date"
            ),
        ]

    def __str__(self):
        return f"{self.version} – {self.reviewer}"


class Score(models.Model):
    """0 to 4 points for one criterion, with the reason; both may still be missing while the review is written."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores", verbose_name=_("review"))
    criterion = models.CharField(_("criterion"), max_length=20, choices=Criterion.choices)
    points = models.PositiveSmallIntegerField(
        _("points"), null=True, blank=True, validators=[MaxValueValidator(HIGHEST)]
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(points=None) | Q(points__lte=HIGHEST), name="score_within_rubric"),
        ]

    def __str__(self):
        return f"{self.get_criterion_display()}: {self.points}"
