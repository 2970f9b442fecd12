"""What of a saved run can be taken into a plan: its weak points, or the items and pairs of a SWOT."""

from decimal import Decimal
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from tools.asking.base import key_of
from tools.asking.words import number, percent
from tools.questions.registry import QUESTIONS
from tools.questions.swot.data import LISTS, code

SWOT = "swot"
MOST_PAIRS = 20
LONGEST_PART = 150


class Part(NamedTuple):
    """A weak point of a run, or an item of its SWOT; `key` is its place in the data."""

    key: str
    name: str
    why: str
    topic: str = ""
    cited: str = ""  # how a row of evidence names it
    item: dict | None = None  # what a SWOT item holds: its list, weights and judges


class Pair(NamedTuple):
    """An inner item that meets an outer one; `internal` and `external` are the keys of their parts."""

    key: str
    kind: str
    internal: str
    external: str
    score: Decimal
    name: str
    why: str


def is_swot(run):
    return run.analysis == SWOT


def parts_of(run, answer=None):
    """Everything that can be taken, in the active language."""
    if is_swot(run):
        return list(items_of(run))
    found = (answer or run.answer()).weaknesses
    return [Part(one.key, one.name, one.why, one.topic, one.name[:LONGEST_PART]) for one in found]


def items_of(run):
    inputs, results = run.inputs(), run.results
    overall = {(group, index): weight for group, index, weight, _place in results["order"]}
    for group, listing in LISTS.items():
        told, topics = results["lists"][group], inputs.column(listing, "topic")
        for index, name in enumerate(inputs.names(listing)):
            item = {
                "group": group,
                "local": share(told["weights"][index]),
                "priority": share(overall[group, index]),
                "n": told["counted"] or None,
            }
            why = _("overall weight %(share)s") % {"share": percent(overall[group, index], 1)}
            cited = f"{code(group, index)} {name}"[:LONGEST_PART]
            yield Part(key_of(listing, index), name, why, topics[index] or "", cited, item)


def share(weight):
    """A weight as content holds it: six places."""
    return f"{Decimal(str(weight)).quantize(Decimal('0.000001')).normalize():f}"


def pairs_of(run):
    """The pairs of a SWOT that call for a strategy, the highest score first."""
    if not is_swot(run):
        return []
    inputs = run.inputs()
    return [pair_of(inputs, *pair) for pair in run.results["pairs"][:MOST_PAIRS] if pair[3]]


def pair_of(inputs, kind, inner, outer, score):
    first, second = LISTS[kind[0]], LISTS[kind[1]]
    name = f"{inputs.names(first)[inner]} × {inputs.names(second)[outer]}"
    why = _("%(kind)s, score %(score)s") % {"kind": kind, "score": number(score, 3)}
    key = key_of(kind.lower(), inner, outer)
    return Pair(key, kind, key_of(first, inner), key_of(second, outer), Decimal(share(score)), name, why)


def said_of(run, keys):
    """{key: {language: (label, what it says)}}: a label names the question and the point, never the run."""
    found = {key: {} for key in keys}
    for language in LANGUAGES:
        with translation.override(language):
            title = QUESTIONS[run.analysis].title
            for part in parts_of(run):
                if part.key in found:
                    label = _("%(question)s: %(name)s") % {"question": title, "name": part.cited}
                    found[part.key][language] = (label, part.why)
    return found
