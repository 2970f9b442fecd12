"""The daily round: all that the portal does by itself, part by part; `manage.py daily_round` walks it.

Other rooms add their parts with `also`. A part that fails holds up no other, and a second round finds nothing to do.
"""

import logging

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from catalogue.claiming import claim
from catalogue.oai import round as harvest
from catalogue.personal.purged import note_purged
from catalogue.previews import keeping
from publishing import mail, once, suggesting, sweeping
from publishing.deadlines import AHEAD, BETWEEN_REMINDERS
from publishing.freshness import ask, ask_again, lapse, to_ask, to_ask_again, to_lapse
from publishing.models import Notice, Review
from publishing.notices import send_day, tell, titles_of, waiting_for_the_day
from publishing.states import State

logger = logging.getLogger(__name__)


# --- Reviews that are late ---


def to_remind():
    """Reviews that are due within three days or overdue, and nobody was reminded of for a week."""
    unreminded = Q(reminded_at=None) | Q(reminded_at__lte=timezone.now() - BETWEEN_REMINDERS)
    waiting = Review.objects.waiting().filter(unreminded, due__lte=timezone.localdate() + AHEAD)
    reviewers = get_user_model().objects.filter(is_active=True, groups__name="Reviewers")
    return waiting.filter(version__state=State.REVIEW, reviewer__in=reviewers).order_by("pk")


@transaction.atomic
def remind(pk):
    """Remind the reviewer; of two rounds at once only one does."""
    if claim(to_remind(), pk, reminded_at=timezone.now()) is None:
        return False
    review = Review.objects.select_related("reviewer", "version__dossier__owner").get(pk=pk)
    tell(
        people=[review.reviewer],
        kind=Notice.Kind.REVIEW,
        sentence="review_reminder",
        dossier=review.version.dossier,
        address=reverse("review", args=[pk]),
        values={"due": review.due.isoformat()} | titles_of(review.version),
    )
    return True


# --- The round ---


def write_to(pk):
    return send_day(person=get_user_model().objects.get(pk=pk), today=timezone.localdate())


MAILS_OF_THE_DAY = "mails of the day"
# {what is done: (what it is done to, how)}, in this order.
PARTS = {
    "lapsed": (to_lapse, lapse),
    "asked again": (to_ask_again, ask_again),
    "asked": (to_ask, ask),
    "reviewers reminded": (to_remind, remind),
    "preview images drawn": (keeping.for_the_round, keeping.draw_one),
    "records for harvesters": (harvest.left_over, harvest.bring_up),
    MAILS_OF_THE_DAY: (waiting_for_the_day, write_to),
    "sent forms forgotten": (once.outdated, once.forget),
    "suggestions forgotten": (suggesting.too_late, suggesting.drop),
    "addresses of readers forgotten": (suggesting.answered_long_ago, suggesting.forget_address),
}

SWEPT = "files swept"


def also(name, wanted, do):
    """Another room's part of the round: what waits (a queryset) and what is done with each primary key.

    The mails of the day stay behind it: what a part tells of goes out on the same day.
    """
    PARTS[name] = wanted, do
    PARTS[MAILS_OF_THE_DAY] = PARTS.pop(MAILS_OF_THE_DAY)


def waiting():
    """What a round would do now, as {what: how many}."""
    counts = {name: wanted().count() for name, (wanted, _do) in PARTS.items()}
    return counts | mails(mail.due().count(), mail.stuck().count()) | {SWEPT: len(sweeping.orphans())}


def daily_round():
    """All that the portal does by itself; a second time finds nothing to do. Returns ({what: how many}, failures)."""
    results = {name: each(wanted, do) for name, (wanted, do) in PARTS.items()}
    done = {name: found.count(True) for name, found in results.items()}
    note_purged(done)
    swept = attempt(sweep, "all")
    failed = sum(found.count(None) for found in results.values()) + (swept is None)
    return done | mails(*mail.send_due()) | {SWEPT: swept or 0}, failed


def sweep(_all):
    return len(sweeping.sweep(delete=True))


def mails(handed_on, given_up):
    return {"mails handed on": handed_on, "mails given up": given_up}


def each(wanted, do):
    """What cannot even be looked for holds up no other part."""
    pks = attempt(keys_of, wanted)
    return [None] if pks is None else [attempt(do, pk) for pk in pks]


def keys_of(wanted):
    return list(wanted().values_list("pk", flat=True))


def attempt(do, pk):
    """Whether it was done; None where it failed, which holds up no other."""
    try:
        return do(pk)
    except Exception:
        logger.exception("The daily round failed at %s %s.", do.__name__, pk)
        return None
