"""Duties as lists show them: what is most urgent first."""

from collections import Counter
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from plans.duties.owed import Standing, bearers_of, in_force
from plans.figures.duties import hold_day
from plans.models import Signature

ORDER = {standing: place for place, standing in enumerate(Standing)}
ASKED = ("text", "partner", "name", "state", "mandate_on", *(f"group__{name}" for name in ("name", "sort", "lead")))


class Row(NamedTuple):
    """One turn of a duty with where its name leads to, and what can be done with it."""

    owed: object
    address: str
    fulfil: str = ""
    extend: str = ""
    take_back: str = ""

    @property
    def hold_day(self):
        """From when the signature is on hold, where notice was given and it is not met."""
        return hold_day(self.owed.noticed_on) if self.owed.noticed_on and not self.owed.is_met else None

    @property
    def met_by(self):
        """(address, what it is) of what was handed in, or None; what is gone from the portal is not named."""
        record = self.owed.record
        if record.plan and record.plan.is_published:
            return record.plan.get_absolute_url(), record.plan
        if record.report and record.report.dossier.entry:
            plan = record.report.dossier.entry
            return reverse("plan_report", args=[plan.slug, record.report.pk]), plan
        if record.url:
            return record.url, record.url
        return None

    @property
    def document(self):
        if not self.owed.record.document:
            return ""
        return reverse("duty_document", args=[self.owed.bearer.signatures[0].pk, self.owed.key, self.owed.turn])


def urgent_first(found):
    return sorted(found, key=lambda owed: (ORDER[owed.standing], owed.deadline, owed.bearer.name, owed.turn))


def row_of(owed, *, hand_in=False, extend=False, take_back=False):
    args = [owed.bearer.signatures[0].pk, owed.key, owed.turn]
    is_open = not owed.is_met
    ways = {"duty_fulfil": hand_in and is_open, "duty_extend": extend and is_open, "duty_take_back": take_back}
    address = reverse("signature_duties", args=args[:1])
    return Row(owed, address, *(reverse(page, args=args) if is_shown else "" for page, is_shown in ways.items()))


def all_owed(dossier):
    """(all that the signatories of a commitment owe, how many of it by standing, how many bear it)."""
    found = in_force(Signature.objects.filter(text__dossier=dossier)).only(*ASKED)
    bearers = bearers_of(list(found), timezone.localdate())
    owed = urgent_first(owed for bearer in bearers for owed in bearer.owed)
    return owed, Counter(one.standing for one in owed), len(bearers)
