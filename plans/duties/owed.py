"""What signatories owe: the turns of the duties of the text that they signed, and what became of each.

A signature has duties as long as it is in force or on hold. A group that shares them has one set for all, counted from
the mandate of the organisation that leads it, else from the earliest one; also from that of one that has left since,
so that no day moves when somebody leaves.
"""

import datetime as dt
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.languages import LANGUAGES, shown
from plans.figures.calendar_dates import add_days
from plans.figures.duties import REMINDED, hold_day, turns
from plans.models import DutyState, Signature, SignatureGroup

IN_FORCE = (Signature.State.ACTIVE, Signature.State.ON_HOLD)


class Standing(models.TextChoices):
    """How a duty stands, what is most urgent first."""

    OVERDUE = "overdue", pgettext_lazy("duty", "overdue")
    OPEN = "open", _("due within 60 days")
    COMING = "coming", _("due later")
    MET = "met", pgettext_lazy("duty", "met")


@dataclass
class Bearer:
    """Who owes one set of duties: a signature, or the signatures in force of a group that shares them."""

    signatures: list
    anchor: dt.date
    group: SignatureGroup | None = None
    owed: list = field(default_factory=list)

    @property
    def text(self):
        return self.signatures[0].text

    @property
    def name(self):
        return self.group.name if self.group else self.signatures[0].name

    @property
    def mark(self):
        return mark_of(self.group.pk if self.group else None, self.signatures[0].pk)

    @property
    def columns(self):
        """By these its `DutyState` rows are known."""
        return {"group": self.group} if self.group else {"signature": self.signatures[0]}

    def find(self, key, turn):
        return next((owed for owed in self.owed if (owed.key, owed.turn) == (key, turn)), None)

    @property
    def held_from(self):
        """The day from which its signatures are on hold, or None where nothing holds them."""
        days = [owed.held_from for owed in self.owed if owed.held_from]
        return min(days, default=None)


@dataclass
class Owed:
    """One turn of a duty: `duty` as the text has it, `record` what became of it, if anything did."""

    bearer: Bearer
    duty: dict
    turn: int
    due: dt.date
    record: DutyState | None
    today: dt.date

    @property
    def key(self):
        return self.duty["key"]

    @property
    def text(self):
        """In the language of the page, or in another one with its code."""
        return shown(SimpleNamespace(**self.duty), "text")

    @property
    def texts(self):
        return {code: self.duty.get(f"text_{code}") or "" for code in LANGUAGES}

    @property
    def deadline(self):
        return (self.record and self.record.extended_to) or self.due

    @property
    def is_met(self):
        return bool(self.record and self.record.fulfilled_on)

    @property
    def noticed_on(self):
        return self.record.noticed_on if self.record else None

    @property
    def held_from(self):
        return hold_day(self.noticed_on) if self.noticed_on and not self.is_met else None

    @property
    def standing(self):
        if self.is_met:
            return Standing.MET
        if self.deadline < self.today:
            return Standing.OVERDUE
        return Standing.OPEN if self.deadline <= add_days(self.today, REMINDED[0]) else Standing.COMING


def mark_of(group, signature):
    return f"group-{group}" if group else f"signature-{signature}"


# --- Looked up ---


def in_force(signatures):
    """Those of a queryset that have duties, with what is asked of them here; the texts are fetched once."""
    found = signatures.filter(state__in=IN_FORCE).select_related("group").prefetch_related("text__dossier")
    return found.order_by("pk")


def bearers_of(signatures, today):
    """The bearers of these signatures in force, each once, in their order, with all that they owe."""
    members, found = members_of(signatures), {}
    for signature in signatures:
        group = shared_group(signature)
        mark = mark_of(group and group.pk, signature.pk)
        if mark not in found:
            found[mark] = shared_bearer(group, members[group.pk], signature.text) if group else alone(signature)
    records = records_of(found.values())
    for mark, bearer in found.items():
        bearer.owed = [*owed_by(bearer, records.get(mark, {}), today)]
    return list(found.values())


def shared_group(signature):
    group = signature.group
    return group if group and group.sort == SignatureGroup.Sort.SHARED else None


def members_of(signatures):
    """{primary key of a group that shares its duties: its signatures that ever were in force}."""
    groups = {group.pk for group in map(shared_group, signatures) if group}
    found = {}
    if groups:
        for member in Signature.objects.registered().filter(group__in=groups).order_by("pk"):
            found.setdefault(member.group_id, []).append(member)
    return found


def alone(signature):
    return Bearer([signature], signature.mandate_on)


def shared_bearer(group, members, text):
    standing = [member for member in members if member.state in IN_FORCE]
    for member in standing:
        member.text, member.group = text, group
    leading = [member for member in members if group.lead_id and member.partner_id == group.lead_id]
    return Bearer(standing, min(member.mandate_on for member in leading or members), group)


def records_of(bearers):
    """{mark of a bearer: {(duty, turn): its state}}."""
    alone = [bearer.signatures[0].pk for bearer in bearers if not bearer.group]
    groups = [bearer.group.pk for bearer in bearers if bearer.group]
    states = DutyState.objects.filter(models.Q(signature__in=alone) | models.Q(group__in=groups))
    found = {}
    told = states.select_related("plan", "fulfilled_by", "extended_by").prefetch_related("report__dossier__entry")
    for state in told:
        mark = mark_of(state.group_id, state.signature_id)
        found.setdefault(mark, {})[state.duty_key, state.turn] = state
    return found


def owed_by(bearer, records, today):
    for duty in bearer.text.duties:
        for turn in known(bearer.anchor, duty, today):
            yield Owed(bearer, duty, turn.number, turn.due, records.get((duty["key"], turn.number)), today)


def known(anchor, duty, today):
    """The turns of a duty up to the first one that nobody is reminded of yet."""
    for turn in turns(anchor, duty["months"], duty["every"], until=dt.date.max):
        yield turn
        if turn.due > add_days(today, REMINDED[0]):
            return
