"""What the published reports of a plan say of its rows: the newest counts, one that was corrected does not."""

from collections import defaultdict
from typing import NamedTuple

from plans.models import ActionState, FundingState, IndicatorValue, MilestoneState, Report


class Newest(NamedTuple):
    """{key of a row: its newest state}; of indicators all values, the oldest first. `reports`, the newest first."""

    reports: list
    actions: dict
    fundings: dict
    milestones: dict
    values: dict


def newest(dossier, until=None):
    """As `Newest`, of what was published by that moment; five queries, one where there are no reports."""
    return told_in(list(counted_reports(dossier, until)))


def told_in(reports):
    """What these reports say, as `Newest`; the reports are given with the newest first. Four queries or none."""
    if not reports:
        return Newest([], {}, {}, {}, {})
    values = defaultdict(list)
    for value in in_time(IndicatorValue, reports):
        values[value.key].append(value)
    states = (
        {state.key: state for state in in_time(model, reports)} for model in (ActionState, FundingState, MilestoneState)
    )
    return Newest(reports, *states, dict(values))


def counted_reports(dossier, until=None):
    """Published reports that no published report corrects, the newest period first."""
    published = Report.objects.filter(dossier=dossier, state=Report.State.PUBLISHED)
    if until is not None:
        published = published.filter(published_at__lte=until)
    corrected = published.exclude(corrects=None).values("corrects")
    return published.exclude(pk__in=corrected).order_by("-period_to", "-published_at", "-pk")


def in_time(model, reports):
    """Rows of these reports, those of the newest last."""
    places = {report.pk: place for place, report in enumerate(reversed(reports))}
    return sorted(model.objects.filter(report__in=reports), key=lambda row: (places[row.report_id], row.pk))
