"""What else the desk holds of a recommendation."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

WAYS = (
    (_("Answers of the addressee"), "recommendation_responses"),
    (_("Log of advocacy"), "recommendation_log"),
    (_("Who endorses it"), "recommendation_endorsements"),
)


def desk_ways(dossier):
    return [(label, reverse(name, args=[dossier.pk])) for label, name in WAYS]
