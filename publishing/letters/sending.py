"""Sending an issue: frozen once, then posted by fifties, each copy with its mail in one transaction or not at all."""

import logging
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks import task

from catalogue.claiming import claim
from catalogue.jobs import may_run_twice
from catalogue.languages import LANGUAGES
from publishing import mail
from publishing.letters.composing import candidates, chosen, content_of, end_of, is_worth_a_mail, of_subscriber
from publishing.letters.consenting import State as Consent
from publishing.letters.rendering import mail_to
from publishing.models import Delivery, Issue, IssueItem, Mail, Notice, Subscriber
from publishing.notices import tell
from publishing.people import coordinators
from publishing.sentences import SENTENCES, Sentence

logger = logging.getLogger(__name__)

AT_ONCE = 50
PAUSE = timedelta(minutes=1)
SILENT = timedelta(minutes=10)  # after that the worker that sent it is taken for killed
READY, SENDING, SENT, STOPPED = (Issue.State.READY, Issue.State.SENDING, Issue.State.SENT, Issue.State.STOPPED)
WAITING = Delivery.State.WAITING
SENT_FOLLOWERS = []  # each takes an issue that was sent


@transaction.atomic
def start(pk, by=None):
    """Begin to send what is ready; twice does no harm. Whether it began."""
    begun = {"state": SENDING, "started_at": timezone.now()} | ({"approved_by": by} if by else {})
    if not Issue.objects.filter(pk=pk, state=READY).update(**begun):
        return False
    freeze(pk)
    issue = Issue.objects.select_related("letter").get(pk=pk)
    Delivery.objects.bulk_create(rows_for(issue), batch_size=1000, ignore_conflicts=True)
    transaction.on_commit(partial(send_batch.enqueue, pk), robust=True)
    return True


def freeze(pk):
    """What it holds from now on, whatever becomes of the entries; its items are in no later issue."""
    issue, now = Issue.objects.select_related("letter").get(pk=pk), timezone.now()
    content = content_of(issue, now)
    for place, candidate in enumerate(chosen(candidates(issue, now)), start=1):
        IssueItem.objects.update_or_create(
            issue=issue, kind=candidate.card.kind, object_id=candidate.card.object_id, defaults={"order": place}
        )
    until = min(end_of(issue, now), now)  # what becomes public after this moment is for the next issue
    Issue.objects.filter(pk=pk).update(content=content, until=until)


def rows_for(issue):
    """A copy for everybody who gets something."""
    for subscriber in recipients(issue):
        if is_worth_a_mail(issue, of_subscriber(issue, subscriber), subscriber.language):
            yield Delivery(issue=issue, subscriber=subscriber, language=subscriber.language)


def recipients(issue):
    found = Subscriber.objects.filter(letter=issue.letter_id, state=Consent.ACTIVE)
    return found.prefetch_related("topics").order_by("pk")


@may_run_twice()
@task()
def send_batch(pk):
    """Fifty copies; what another worker is just posting is left to it."""
    with transaction.atomic():
        rows = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
        rows = rows.filter(issue=pk, state=WAITING, issue__state=SENDING).select_related("issue__letter", "subscriber")
        for row in rows.prefetch_related("subscriber__topics")[:AT_ONCE]:
            post(row)
    again_or_finish(pk)


def post(row):
    """Whoever left meanwhile, or chose other topics, gets none."""
    subscriber, issue = row.subscriber, row.issue
    is_active = subscriber is not None and subscriber.state == Consent.ACTIVE
    if not is_active or not is_worth_a_mail(issue, of_subscriber(issue, subscriber), subscriber.language):
        Delivery.objects.filter(pk=row.pk, state=WAITING).update(state=Delivery.State.SKIPPED)
        return
    key = f"issue:{issue.pk}:{subscriber.pk}"
    posted = mail.post(key=key, **mail_to(issue, subscriber)) or Mail.objects.get(key=key)
    Delivery.objects.filter(pk=row.pk, state=WAITING).update(state=Delivery.State.POSTED, mail=posted)


def again_or_finish(pk):
    """It is finished only when no copy waits."""
    if Delivery.objects.filter(issue=pk, state=WAITING, issue__state=SENDING).exists():
        send_batch.using(run_after=timezone.now() + PAUSE).enqueue(pk)
        return
    if Issue.objects.filter(pk=pk, state=SENDING).update(state=SENT, finished_at=timezone.now()):
        follow(Issue.objects.select_related("letter").get(pk=pk))


def follow(issue):
    for told in SENT_FOLLOWERS:
        try:
            told(issue)
        except Exception:
            logger.exception("What follows issue %s could not be done.", issue.pk)


# --- Planned ---

LATE = timedelta(hours=6)  # the server was off, or this is a copy of it: nothing goes out without being asked for


def planned(now):
    return Issue.objects.filter(state=READY, planned_at__lte=now).order_by("pk")


def due():
    now = timezone.now()
    return planned(now).filter(planned_at__gt=now - LATE)


@may_run_twice()
@task()
def start_planned(pk):
    """Whoever planned it anew meanwhile left another job."""
    return bool(due().filter(pk=pk)) and start(pk)


def start_due(pk):
    return start_planned.call(pk)


def plan(pk, at):
    """Whether it will be sent at that moment."""
    if not Issue.objects.filter(pk=pk, state=READY).update(planned_at=at):
        return False
    transaction.on_commit(partial(start_planned.using(run_after=at).enqueue, pk), robust=True)
    return True


def late():
    return planned(timezone.now() - LATE)


@transaction.atomic
def tell_late(pk):
    """It waits until somebody sends or plans it; those who made it are told once."""
    if claim(late(), pk, planned_at=None) is None:
        return False
    issue = Issue.objects.select_related("letter", "by", "approved_by").get(pk=pk)
    tell(
        people={person for person in (issue.by, issue.approved_by) if person} or coordinators(),
        kind=Notice.Kind.LETTER,
        sentence="letter_late",
        address=reverse("issue_desk", args=[pk]),
        values={f"title_{code}": getattr(issue.letter, f"title_{code}") or "" for code in LANGUAGES},
    )
    return True


SENTENCES["letter_late"] = Sentence(
    gettext_lazy("An issue waits: %(title)s"),
    gettext_lazy("The issue of “%(title)s” was not sent at the time planned: that was over six hours ago."),
)


def stop(pk):
    """What is not posted yet never will be."""
    return bool(Issue.objects.filter(pk=pk, state=SENDING).update(state=STOPPED, finished_at=timezone.now()))


# --- The daily round: what a killed worker left ---


def interrupted():
    """Issues of which nothing was posted for a while, though they are being sent."""
    since = timezone.now() - SILENT
    lately = Mail.objects.filter(delivery__issue=OuterRef("pk"), created_at__gt=since)
    return Issue.objects.filter(~Exists(lately), state=SENDING, started_at__lte=since).order_by("pk")


def hand_on(pk):
    transaction.on_commit(partial(send_batch.enqueue, pk), robust=True)
    return True
