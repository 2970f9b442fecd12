"""Who did what: one event after the other, each holding the digest of the one before.

An event is written after the commit of what it tells, in a transaction of its own: inside another one it would make
all that happens at the same time wait for it, and two of them for each other.
"""

import datetime as dt
import hashlib
import ipaddress
import json
from functools import partial

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from simple_history.models import HistoricalRecords

from catalogue.clients import client_address
from catalogue.models import AuditEvent

Action = AuditEvent.Action
KEPT = dt.timedelta(days=730)
FIRST = "0" * 64  # before the first event of all
SALT = "catalogue.audit.unknown"
LOCK = 0x4D4552_01  # any number that no other advisory lock of this database has
TOLD = ("at", "actor", "unknown", "action", "model", "object_id", "said", "network", "before")
AT_ONCE = 2_000


# --- Writing ---


def note(action, *, by=None, about=None, said="", unknown=""):
    """Write down what was done, once it is committed.

    `by` is an account, else whoever asked for the page; `about` a row, or a pair of its model and key; `unknown` an
    address that belongs to no account, of which a keyed digest is kept.
    """
    request = getattr(HistoricalRecords.context, "request", None)
    model, pk = about if isinstance(about, tuple) else (about, about.pk) if about else (None, None)
    event = AuditEvent(
        at=timezone.now(),
        actor=by.pk if by else number_of(request),
        unknown=salted_hmac(SALT, unknown.strip().lower(), algorithm="sha256").hexdigest() if unknown else "",
        action=action,
        model=model._meta.label if model is not None else "",
        object_id=pk,
        said=" ".join(said.split())[: AuditEvent._meta.get_field("said").max_length],
        network=shortened(client_address(request)) if request else "",
    )
    transaction.on_commit(partial(write, event))


def number_of(request):
    """The key of whoever is signed in, if the request knows it already."""
    person = getattr(request, "user", None)
    return person.pk if person is not None and person.is_authenticated else None


@transaction.atomic
def write(event):
    """Behind the newest one; of two at once one waits for the other."""
    one_at_a_time()
    event.before = AuditEvent.objects.values_list("digest", flat=True).first() or FIRST
    event.digest = digest_of(event)
    event.save(force_insert=True)
    return event


def one_at_a_time(number=LOCK):
    """To the end of the transaction. SQLite has one writer anyway: every transaction of the portal begins as one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def digest_of(event):
    told = [getattr(event, name) for name in TOLD]
    told[0] = event.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def shortened(address):
    """The network of an address: enough to see where from, too little to see who."""
    try:
        network = ipaddress.ip_network(address, strict=False)
    except ValueError:
        return ""
    return str(network.supernet(new_prefix=24 if network.version == 4 else 48))


# --- Checking ---


def broken(last=None):
    """The numbers of events that were changed, or before which one is missing; of the last so many, or of all."""
    newest = AuditEvent.objects.order_by("-pk")
    rows = list(newest[:last])[::-1] if last else newest.reverse().iterator(chunk_size=AT_ONCE)
    before, wrong = None, []
    for event in rows:
        expected = beginning() if before is None and not last else before
        if event.digest != digest_of(event) or expected not in (None, event.before):
            wrong.append(event.pk)
        before = event.digest
    return wrong


def beginning():
    """What the oldest event must hold: the digest of the one that the newest purge removed last."""
    purged = AuditEvent.objects.filter(action=Action.PURGE, model=AuditEvent._meta.label).first()
    return purged.said if purged else FIRST


def beyond(known):
    """Whether what was once the newest event is still there: `known` is (number, digest), kept somewhere else.

    The chain alone does not tell that its end is missing, or that all of it was computed anew.
    """
    pk, digest = known
    return not AuditEvent.objects.filter(pk=pk, digest=digest).exists() and not purged_up_to(pk)


def purged_up_to(pk):
    """The portal lets the oldest ones go; the chain from there on is checked by `beginning`."""
    return AuditEvent.objects.filter(action=Action.PURGE, model=AuditEvent._meta.label, object_id__gte=pk).exists()


GUARDS = {
    "sqlite": {"audit_no_update", "audit_no_delete", "audit_no_replace"},
    "postgresql": {"audit_no_change", "audit_no_truncate"},
}
FOUND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A')",
}


def missing_guards():
    """The triggers that refuse every change and are gone or switched off: somebody may have changed events."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor], [AuditEvent._meta.db_table])
        found = {name for (name,) in cursor.fetchall()}
    return sorted(GUARDS[connection.vendor] - found)


# --- Purging ---


def outdated():
    """The newest event that is kept no longer: with it go all before it."""
    old = AuditEvent.objects.filter(at__lt=timezone.now() - KEPT).order_by("-pk")
    return AuditEvent.objects.filter(pk__in=old.values("pk")[:1])


@transaction.atomic
def purge(pk):
    """Say that all up to this event go, and let them go: the triggers of the database want it in this order."""
    one_at_a_time()
    last = outdated().filter(pk=pk).first()
    if last is None:
        return False
    write(AuditEvent(action=Action.PURGE, model=AuditEvent._meta.label, object_id=last.pk, said=last.digest))
    AuditEvent.objects.filter(pk__lte=last.pk).order_by()._raw_delete(AuditEvent.objects.db)
    return True
