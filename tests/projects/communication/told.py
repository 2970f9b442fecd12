"""A log of communication for tests: a project whose partner writes it, and the worked example of its totals."""

from projects.models import Activity, IndicatorTarget, Participation, Project
from tests.factories import make


def project_of(partner, **fields):
    project = make(Project, **fields)
    Participation.objects.create(project=project, partner=partner)
    return project


def tell(project, channel="website", audiences=(), languages=("sl",), reach=None, basis="unknown", **fields):
    """One activity of the log."""
    told = {"date": "2026-05", "title_sl": "Kaj je bilo", "audiences": [*audiences], "languages": [*languages]} | fields
    return Activity.objects.create(project=project, channel=channel, reach=reach, basis=basis, **told)


def tell_example(project, **fields):
    """Five activities: two newsletters, a press release that was estimated, an event, an article of unknown reach."""
    tell(project, "newsletter", ["local_authority", "sme"], ["sl"], 412, "counted", **fields)
    tell(project, "press_release", ["general_public"], ["sl", "en"], 30_000, "estimated", **fields)
    tell(project, "event", ["sme", "business_support"], ["sl"], 38, "counted", **fields)
    tell(project, "newsletter", ["local_authority"], ["sl"], 398, "counted", **fields)
    tell(project, "media_article", ["general_public"], ["en"], **fields)


def promise(project, target, **fields):
    """So many participants of events unless told otherwise."""
    told = {"code": "C1", "label_sl": "Udeleženci", "measure": "reach", "basis": "counted", "channels": ["event"]}
    return IndicatorTarget.objects.create(project=project, target=target, **told | fields)
