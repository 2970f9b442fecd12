"""Lists in parts: which records are asked for, a page of them, and the token that goes on from there.

The end is fixed at the first page, so a token never expires: what changes meanwhile comes with the next harvest.
"""

import datetime as dt
from dataclasses import astuple, dataclass, replace

from django.core import signing
from django.db.models import BooleanField, F, Func, Value
from django.db.models.lookups import GreaterThan

from catalogue.filing.records import this_second
from catalogue.models import Harvested
from catalogue.oai.asking import BAD_TOKEN, NOTHING, Refused, since_of, until_of
from catalogue.oai.formats import FORMATS, format_of

PAGE = 100
SIGNER = signing.Signer(salt="catalogue.oai")


@dataclass(frozen=True)
class Selection:
    """All that a token says; moments as text."""

    verb: str
    prefix: str
    spec: str  # of a set
    since: str
    until: str
    stamp: str = ""  # of the last record that was delivered …
    pk: int = 0  # … and its key
    delivered: int = 0


class Row(Func):
    """Several columns, compared as one: an index over them finds where to go on."""

    template = "(%(expressions)s)"
    output_field = BooleanField()


def selection(asked):
    """What a request selects, anew or going on."""
    arguments = asked.arguments
    if "resumptionToken" in arguments:
        return read(asked.verb, arguments["resumptionToken"])
    prefix = format_of(arguments["metadataPrefix"]).prefix
    since, until = since_of(arguments.get("from")), until_of(arguments.get("until"))
    now = this_second()
    return Selection(
        verb=asked.verb,
        prefix=prefix,
        spec=arguments.get("set", ""),
        since=since.isoformat() if since else "",
        until=min(until or now, now).isoformat(),
    )


def read(verb, token):
    """A token of ours for the same verb; an empty one, whose signature holds, cannot be."""
    try:
        selected = Selection(*SIGNER.unsign_object(token))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise Refused(BAD_TOKEN, "This token is not one of this repository.") from error
    if selected.verb != verb or (selected.prefix and selected.prefix not in FORMATS):
        raise Refused(BAD_TOKEN, "This token is one of another verb.")
    return selected


def token_after(selected, last, number):
    """The token of the page behind this one."""
    further = replace(selected, stamp=last.datestamp.isoformat(), pk=last.pk, delivered=selected.delivered + number)
    return written(further)


def written(selected):
    return SIGNER.sign_object(list(astuple(selected)))


def page(selected):
    """(records, whether more follow). Never empty behind the first page, which harvesters would take for a failure."""
    rows = list(after(selected, records(selected))[: PAGE + 1])
    if not rows and selected.delivered:
        rows = list(after(replace(selected, pk=selected.pk - 1), records(replace(selected, until="")))[:1])
    if not rows:
        raise Refused(NOTHING, "Nothing matches.")
    return rows[:PAGE], len(rows) > PAGE


def records(selected):
    found = Harvested.objects.stamped().in_set(selected.spec)
    if selected.since:
        found = found.filter(datestamp__gte=dt.datetime.fromisoformat(selected.since))
    if selected.until:
        found = found.filter(datestamp__lte=dt.datetime.fromisoformat(selected.until))
    found = FORMATS[selected.prefix].told_in(found)
    return found.defer("told", "digest") if selected.verb == "ListIdentifiers" else found.defer("digest")


def after(selected, found):
    """Those behind the last one that was delivered, in the order of their stamps."""
    if selected.stamp:
        last = Row(Value(dt.datetime.fromisoformat(selected.stamp)), Value(selected.pk))
        found = found.filter(GreaterThan(Row(F("datestamp"), F("id")), last))
    return found.order_by("datestamp", "id")
