"""What reports said of one action, through all versions of the plan."""

from plans.models import ActionState
from plans.standing.newest import counted_reports


def history(dossier, key):
    """The states of an action in the reports that count, the newest period first; also of one that is removed."""
    states = ActionState.objects.filter(key=key, report__in=counted_reports(dossier))
    return states.select_related("report").order_by("-report__period_to", "-pk")
