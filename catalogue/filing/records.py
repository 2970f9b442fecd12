"""Records for harvesters: written where cards are, in their transaction, and stamped after its commit.

A stamp taken within a long import would lie before answers that were given meanwhile, and whoever goes on from these
would miss the record for ever.
"""

import hashlib
import json

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from catalogue import many
from catalogue.filing.telling import is_cited
from catalogue.models.card import Card
from catalogue.models.harvested import Harvested

FORM = 1  # part of every digest: raise it with every change of what records look like
BATCH = 500
ATTEMPTS = 5
WRITTEN = ["datestamp", "deleted", "cited", "sets", "digest", "told"]
ONE_RECORD = f"ON CONFLICT (kind, object_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in WRITTEN)}"


# --- Writing, within the transaction of the card ---


def keep(model, told):
    """Bring the records to {primary key: what is told, None where it is not public}; returns those that are new."""
    withdraw(model, [pk for pk, what in told.items() if what is None])
    rows = Harvested.objects.of(model, list(told)).only("object_id", "digest", "cited")
    standing = {row.object_id: row for row in rows}
    fresh = Harvested()
    records = [record(model, pk, what, standing.get(pk, fresh).cited) for pk, what in told.items() if what is not None]
    anew = [one for one in records if one.digest != standing.get(one.object_id, fresh).digest]
    if anew:
        many.insert(Harvested, anew, ONE_RECORD, without_keys=True)
        stamp_after_commit()
    return [one.object_id for one in anew]


def record(model, pk, told, was_cited):
    """What was told as DataCite once and is no more is gone from there, and harvesters hear of it."""
    return many.blank(
        Harvested,
        kind=model.kind,
        object_id=pk,
        cited=is_cited(told) or (None if was_cited is None else False),
        sets=f" {' '.join(told['sets'])} ",
        digest=digest_of(told),
        told=told,
    )


def digest_of(told):
    return hashlib.sha256(json.dumps([FORM, told], sort_keys=True).encode()).hexdigest()


def withdraw(model, pks):
    """These are public no more: a notice stays, in the sets it was in."""
    if pks:
        bury(Harvested.objects.of(model, pks))


def bury(records):
    if records.filter(deleted=False).update(deleted=True, datestamp=None, digest="", told={}):
        stamp_after_commit()


def withdraw_orphans():
    """Whatever has no public card any more, however that came about."""
    bury(Harvested.objects.filter(~Exists(cards_of_records())))


def cards_of_records():
    return Card.objects.filter(kind=OuterRef("kind"), object_id=OuterRef("object_id"), waiting=False)


# --- Stamping, after the commit ---


def stamp_after_commit():
    transaction.on_commit(stamp, robust=True)


def stamp():
    """Stamp what is committed and waits; returns how many records."""
    number = 0
    while done := stamp_some(Harvested.objects.waiting()):
        number += done
    return number


def stamp_some(records):
    """Each stamp is seen within its own second: no answer of a later second was given without it."""
    moment = this_second()
    pks = given(records, moment)
    for _attempt in range(ATTEMPTS):
        if not pks or this_second() == moment:
            break
        late, moment = moment, this_second()
        given(Harvested.objects.filter(pk__in=pks, datestamp=late), moment)
    return len(pks)


@transaction.atomic
def given(records, moment):
    """What another transaction is about to change gets its stamp from that one."""
    pks = list(records.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
    if pks:
        Harvested.objects.filter(pk__in=pks).update(datestamp=moment)
    return pks


def this_second():
    return timezone.now().replace(microsecond=0)


def stamp_anew():
    """All records are news, as after a restore: what was told after the backup was made may be gone."""
    Harvested.objects.stamped().update(datestamp=None)
    return stamp()


# --- Agreement ---


def agrees(entry, told):
    record = Harvested.objects.of(entry, [entry.pk]).first()
    return record is not None and record.digest == digest_of(told)


def disagreements():
    for record in Harvested.objects.filter(~Exists(cards_of_records()), deleted=False):
        yield f"record {record} for harvesters has no public card"
