"""What became of each copy: it follows its mail; after a year only numbers are left."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from publishing.models import Delivery, Issue, Mail

KEPT = timedelta(days=365)
COUNTS = "counts"  # in the content of an issue: {language: {state: number}}


OUTCOMES = {Mail.State.SENT: Delivery.State.SENT, Mail.State.FAILED: Delivery.State.FAILED}


def follow_mail(mail, refusal):
    """A copy is as its mail is."""
    if outcome := OUTCOMES.get(mail.state):
        Delivery.objects.filter(mail=mail, state=Delivery.State.POSTED).update(state=outcome)


def left_behind():
    """Copies whose mail was given up by the round, or whose worker was killed between the two."""
    posted = Delivery.objects.filter(state=Delivery.State.POSTED, mail__state__in=OUTCOMES)
    return posted.order_by("pk")


def catch_up(pk):
    row = left_behind().filter(pk=pk).select_related("mail").first()
    if row:
        follow_mail(row.mail, None)
    return row is not None


# --- Numbers ---


def counts(issue):
    """{language: {state: number}}, also of those whose copies are forgotten."""
    if COUNTS in issue.content:
        return issue.content[COUNTS]
    rows = issue.deliveries.order_by().values_list("language", "state").annotate(Count("pk"))
    found = {}
    for language, state, number in rows:
        found.setdefault(language, {})[state] = number
    return found


def delivered(issue):
    """How many copies arrived, as far as one knows."""
    return sum(states.get(Delivery.State.SENT, 0) for states in counts(issue).values())


def delivered_in(issue):
    """Codes of the languages in which any did."""
    return sorted(language for language, states in counts(issue).items() if states.get(Delivery.State.SENT))


def kept_long_enough():
    old = Issue.objects.filter(finished_at__lt=timezone.now() - KEPT)
    return old.filter(Exists(Delivery.objects.filter(issue=OuterRef("pk")))).order_by("pk")


@transaction.atomic
def forget(pk):
    issue = kept_long_enough().select_for_update(of=("self",)).filter(pk=pk).first()
    if issue is None:
        return False
    Issue.objects.filter(pk=pk).update(content=issue.content | {COUNTS: counts(issue)})
    Mail.objects.filter(delivery__issue=issue).delete()
    issue.deliveries.all().delete()
    return True
