"""Ways from the dossier of a plan to what the desk holds of its delivery."""

from django.urls import reverse
from django.utils.translation import gettext as _


def desk_ways(dossier):
    return [
        (_("Reports on the delivery"), reverse("plan_reports_desk", args=[dossier.pk])),
        (_("Stakeholders by importance and influence"), reverse("plan_ratings", args=[dossier.pk])),
    ]
