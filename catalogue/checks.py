"""System checks: a stale search index and a missing lemmatiser are said, not found out."""

from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connections

from catalogue import analysis


@register(Tags.database)
def index_is_current(app_configs, databases, **kwargs):
    from catalogue.models import CatalogueState

    if not databases:
        return []
    try:
        with connections["default"].cursor():
            stored = CatalogueState.objects.values_list("analyzer", flat=True).first()
    except DatabaseError:  # not migrated yet
        return []
    if not stored or stored == analysis.signature():
        return []
    return [
        Warning(
            f"The search index was written by another analyzer ({stored}).",
            hint="Run: manage.py rebuild_catalogue",
            id="catalogue.W001",
        )
    ]


@register(Tags.database)
def tiers_are_right(app_configs, databases, **kwargs):
    from catalogue.filing import tiers

    if not databases:
        return []
    try:
        best, right = tiers.share_of_best(), tiers.thresholds()
    except (DatabaseError, ObjectDoesNotExist):  # not migrated yet
        return []
    if right == (0, 0) or 0.04 <= best <= 0.25:
        return []
    return [
        Warning(
            f"{best:.0%} of all cards count as the best 10 %: searching for common words is slower or poorer for it.",
            hint="Run: manage.py rebuild_catalogue",
            id="catalogue.W003",
        )
    ]


@register(Tags.database)
def trail_is_whole(app_configs, databases, **kwargs):
    """Of the newest events; `manage.py check_audit` reads all."""
    from catalogue import audit

    if not databases:
        return []
    try:
        wrong, missing = audit.broken(last=1_000), audit.missing_guards()
    except DatabaseError:  # not migrated yet
        return []
    unguarded = [
        Error(
            f"The database does not guard the trail of events any more: {', '.join(missing)} missing.",
            hint="Run manage.py check_audit, compare with a backup, and create the triggers of catalogue 0013 again.",
            id="catalogue.E005",
        )
    ]
    return (unguarded if missing else []) + [
        Error(
            f"The trail of events is broken at number {number}: an event was changed or taken out.",
            hint="Run manage.py check_audit, and compare with a backup.",
            id="catalogue.E004",
        )
        for number in wrong[:1]
    ]


@register()
def lemmatisers_are_complete(app_configs, **kwargs):
    if not analysis.degraded():
        return []
    return [
        Warning(
            "lemmagen3 is not installed; Slovenian words are understood by simplemma alone (F1 .92 instead of .96).",
            id="catalogue.W002",
        )
    ]
