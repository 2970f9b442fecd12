"""What becomes of a recommendation outside its versions: responses, endorsements, the log of advocacy."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models import Partner
from plans.models.recommendation import RecommendationStatus
from publishing.models import Dossier, Version

BY = _("by")


def by_field(label=BY):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=label)


class Response(models.Model):
    """One step of the answer to a recommendation, which the public reads; the newest one is its status."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="responses", verbose_name=_("dossier"))
    status = models.CharField(_("status"), max_length=12, choices=RecommendationStatus.choices)
    on = models.DateField(_("on"))
    by_whom = models.CharField(_("by whom"), max_length=200, blank=True)  # the unit that answered
    text = models.TextField(_("text"), blank=True)
    document = models.FileField(_("document"), upload_to="responses/", blank=True)
    corrects = models.OneToOneField(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="corrected_by",
        editable=False,
        verbose_name=_("corrects"),
    )
    by = by_field(_("recorded by"))
    at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("response to a recommendation")
        verbose_name_plural = _("responses to recommendations")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.dossier}: {self.get_status_display()}"


class Endorsement(models.Model):
    """An organisation stands behind one version of a recommendation; whoever pressed for it may leave, it stays."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="endorsements", verbose_name=_("dossier"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="endorsements", verbose_name=_("version"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="endorsements", verbose_name=_("organisation"))
    by = by_field()
    on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "partner"], condition=Q(ended_on=None), name="endorsement_of_an_organisation_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("on")), name="endorsement_ends_later"
            ),
        ]

    def __str__(self):
        return f"{self.partner}: {self.dossier}"


class Contact(models.Model):
    """One line of the log of advocacy; private unless it is published."""

    class Method(models.TextChoices):
        LETTER = "letter", pgettext_lazy("advocacy", "letter")
        MEETING = "meeting", pgettext_lazy("advocacy", "meeting")
        HEARING = "hearing", pgettext_lazy("advocacy", "hearing")
        PAPER = "paper", pgettext_lazy("advocacy", "position paper")
        EVENT = "event", pgettext_lazy("advocacy", "event")
        MEDIA = "media", pgettext_lazy("advocacy", "media")

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="contacts", verbose_name=_("dossier"))
    on = models.DateField(_("on"))
    method = models.CharField(_("method"), max_length=10, choices=Method.choices)
    with_whom = models.CharField(_("with whom"), max_length=300)
    message = models.TextField(_("message"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_on = models.DateField(_("next step on"), null=True, blank=True)
    next_done = models.BooleanField(_("next step taken"), default=False)
    public = models.BooleanField(_("public"), default=False)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    by = by_field()
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("contact of advocacy")
        verbose_name_plural = _("log of advocacy")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(next_on=None) | ~Q(next_step=""), name="contact_next_step_on_a_day")
        ]

    def __str__(self):
        return f"{self.on}: {self.with_whom}"

    @property
    def is_late(self):
        """Whether its next step should have been taken."""
        return bool(self.next_on) and not self.next_done and self.next_on < timezone.localdate()
