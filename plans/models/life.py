"""What happens to a plan outside its versions: steps of its stage, and adoption by a body."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.json_rows import JSONRow
from catalogue.languages import LANGUAGES
from plans.models.plan import ActionPlan
from publishing.models import Dossier, Version

SHA256 = RegexValidator(r"\A[0-9a-f]{64}\Z")


class StageStep(models.Model):
    """One step of a plan's stage: who took it, when, and the public reason. Never changed."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="stage_steps", verbose_name=_("dossier"))
    step = models.CharField(_("step"), max_length=20)
    source = models.CharField(_("from"), max_length=20, choices=ActionPlan.Stage.choices)
    target = models.CharField(_("to"), max_length=20, choices=ActionPlan.Stage.choices)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of a plan")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.dossier}: {self.step}"


class AdoptionQuerySet(models.QuerySet):
    def of_entry(self, model):
        """Those of the entry of this model that the query around them is about."""
        kind = ContentType.objects.get_for_model(model).pk  # kept in the process
        return self.filter(dossier__object_id=models.OuterRef("pk"), dossier__content_type=kind)

    def as_rows(self):
        """What pages say of them, one JSON object each, the last decision first."""
        bodies = {name: name for name in (f"body_{code}" for code in LANGUAGES)}
        columns = JSONRow(pk="pk", number="version__number", decided_on="decided_on", reference="reference", **bodies)
        return self.order_by("-decided_on", "-pk").values(row=columns)


class Adoption(models.Model):
    """That a body adopted one version of a plan, with the hash of exactly what it adopted."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="adoptions", verbose_name=_("dossier"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="adoptions", verbose_name=_("version"))
    content_sha256 = models.CharField(_("hash of the content"), max_length=64, validators=[SHA256], editable=False)
    body = models.CharField(_("adopted by"), max_length=200)
    decided_on = models.DateField(_("decided on"))
    reference = models.CharField(_("reference"), max_length=100, blank=True)
    document = models.FileField(_("decision"), upload_to="decisions/")
    gaps = models.TextField(_("what the plan lacks, and why it was adopted nevertheless"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )
    at = models.DateTimeField(_("recorded"), auto_now_add=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ["-decided_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["version"], name="plan_adoption_of_a_version_once")]

    def __str__(self):
        return f"{self.body}, {self.decided_on}"
