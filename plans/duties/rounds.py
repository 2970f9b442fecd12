"""What the daily round does with duties: it reminds, gives written notice, puts on hold, and lets lapse.

Each part finds what waits whenever it comes, and looks again under the lock: a duty that is met meanwhile wins, a
second round finds nothing to do. What was told is known again by its key.
"""

from django.db import transaction
from django.utils import timezone

from partners.models import Membership
from plans.delivery.reminders import LATE_ROUND
from plans.duties.meeting import NOTICED, locked_bearer, record_of, write_down
from plans.duties.owed import Standing, bearers_of, in_force
from plans.duties.telling import REMINDER, key_of, shown_day, tell_ahead, tell_overdue
from plans.figures.duties import REMINDED, lapse_day, notice_day, reminder_days
from plans.models import Signature
from plans.signing.moving import move
from plans.signing.steps import STEPS
from publishing.models import Mail, Notice
from publishing.refusals import Overtaken

State = Signature.State


def waiting(wanted):
    """Of each bearer, the signature by which it is found, where something is wanted of it."""
    today = timezone.localdate()
    bearers = bearers_of(list(in_force(Signature.objects.all())), today)
    return named(bearer.signatures[0].pk for bearer in bearers if wanted(bearer))


def named(pks):
    return Signature.objects.filter(pk__in=list(pks)).order_by("pk")


def found_again(pk):
    """(bearer, commitment) under the lock, or (None, None) where the signature is not in force any more."""
    try:
        return locked_bearer(Signature.objects.select_related("text__dossier").get(pk=pk))
    except Overtaken:
        return None, None


# --- Reminders ---


def to_remind():
    """60 and 14 days before, or within a week of that where no round came by."""
    told, people = told_keys(), partners_with_people()

    def wanted(bearer):
        reached = any(one.email or one.partner_id in people for one in bearer.signatures)
        return reached and bool(untold(bearer, told))

    return waiting(wanted)


@transaction.atomic
def remind(pk):
    bearer, _commitment = found_again(pk)
    found = untold(bearer, told_keys()) if bearer else []
    for owed, before in found:
        tell_ahead(owed, before)
    return bool(found)


def untold(bearer, told):
    """(what is owed, how many days before) of the reminders of today that nobody was told yet."""
    return [
        (owed, before)
        for owed in bearer.owed
        if owed.standing == Standing.OPEN
        for before, day in zip(REMINDED, reminder_days(owed.deadline), strict=True)
        if day <= owed.today < day + LATE_ROUND and key_of(owed, before) not in told
    ]


def told_keys():
    """Keys of the reminders of the last days, of notices and of mails alike."""
    since = timezone.now() - 2 * LATE_ROUND
    notices = Notice.objects.filter(kind=Notice.Kind.COMMITMENT, sentence=REMINDER, at__gte=since)
    mails = Mail.objects.filter(key__startswith="duty:", created_at__gte=since).values_list("key", flat=True)
    told = {values.get("key") for values in notices.values_list("values", flat=True)}
    return told | {key.rpartition(":")[0] for key in mails}


def partners_with_people():
    return set(Membership.objects.filter(user__is_active=True).values_list("partner_id", flat=True))


# --- The written notice ---


def to_notice():
    """Those with a duty whose day is past and of which no notice was given."""
    return waiting(unnoticed)


@transaction.atomic
def give_notice(pk):
    bearer, _commitment = found_again(pk)
    found = unnoticed(bearer) if bearer else []
    for owed in found:
        owed.record = record_of(owed)
        owed.record.noticed_on = owed.today
        owed.record.save()
        write_down(bearer, NOTICED, None, f"{owed.text.text}: {shown_day(owed.deadline)}")
        tell_overdue(owed)
    return bool(found)


def unnoticed(bearer):
    return [
        owed
        for owed in bearer.owed
        if not owed.is_met and not owed.noticed_on and notice_day(owed.deadline) <= owed.today
    ]


# --- On hold ---


def to_hold():
    """Those whose notice is 30 days old, the duty still not met."""
    return waiting(held)


@transaction.atomic
def hold(pk):
    """From today on: where the round comes late, nobody is on hold for days on which the register said otherwise."""
    bearer, commitment = found_again(pk)
    found = held(bearer) if bearer else []
    for signature in found:
        move(signature, commitment, STEPS["hold"], by=None)
    return bool(found)


def held(bearer):
    """The signatures that are to be put on hold."""
    if not bearer.held_from or bearer.held_from > timezone.localdate():
        return []
    return [signature for signature in bearer.signatures if signature.state == State.ACTIVE]


# --- Lapsed ---


def to_lapse():
    """Those on hold for 24 months."""
    on_hold = Signature.objects.filter(state=State.ON_HOLD).values_list("pk", "held_since")
    today = timezone.localdate()
    return named(pk for pk, since in on_hold if lapse_day(since) <= today)


@transaction.atomic
def lapse(pk):
    bearer, commitment = found_again(pk)
    if bearer is None or not to_lapse().filter(pk=pk).exists():
        return False
    signature = next(one for one in bearer.signatures if one.pk == pk)
    move(signature, commitment, STEPS["lapse"], by=None)
    return True
