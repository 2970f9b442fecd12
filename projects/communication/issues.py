"""An issue that was sent writes itself into the log of its letter's project: reached are those whom it came to.

How many that is, one learns little by little: mail comes back for days, so the daily round looks again.
"""

from django.utils import timezone

from catalogue.languages import LANGUAGES
from projects.communication.recording import is_behind, record
from projects.models import Activity, Channel
from publishing.letters.deliveries import delivered, delivered_in
from publishing.models import Issue

SOURCE = "issue"


def sent():
    found = Issue.objects.filter(state=Issue.State.SENT, letter__of_project__isnull=False)
    return found.select_related("letter__of_project__project")


def to_record():
    """Those of which the log says nothing yet, or something else than it would."""
    known = {row.source_id: row for row in Activity.objects.filter(source_kind=SOURCE)}
    behind = [issue.pk for issue in sent() if is_behind(known.get(issue.pk), **told(issue))]
    return Issue.objects.filter(pk__in=behind).order_by("pk")


def told(issue):
    """What the log says of an issue, as `record` takes it."""
    of_project = issue.letter.of_project
    return {
        "project": of_project.project,
        "titles": {code: getattr(issue, f"subject_{code}") for code in LANGUAGES},
        "date": timezone.localdate(issue.finished_at).isoformat(),
        "channel": Channel.NEWSLETTER,
        "audiences": of_project.audiences,
        "languages": delivered_in(issue),
        "reach": delivered(issue),
    }


def record_issue(pk):
    """Bring the log up to date; whether anything was written."""
    issue = sent().filter(pk=pk).first()
    return issue is not None and record((SOURCE, issue.pk), **told(issue))


def follow(issue):
    """One of `publishing.letters.sending.SENT_FOLLOWERS`."""
    record_issue(issue.pk)
