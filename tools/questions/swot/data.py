"""The lists and judgements of a SWOT: where they stand in the content, and which of them count."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from tools.methods import MethodError, swot

LISTS = {"S": "strengths", "W": "weaknesses", "O": "opportunities", "T": "threats"}
LABELS = {"S": _("Strengths"), "W": _("Weaknesses"), "O": _("Opportunities"), "T": _("Threats")}
WHOLE = ("groups", *LISTS.values())  # everything that judges weigh
WAYS = {"pairs": ("pairs", "points"), "points": ("points", "pairs")}  # the way chosen, and the other one
MOST_IN_PAIRS = 15


def code(group, index):
    """What an item is called in charts and pairs: S1, S2, W1 …"""
    return f"{group}{index + 1}"


def judgements_of(inputs, key):
    """(way, judgements of all judges): the way chosen, or where nobody counts that way, the other; (None, None)."""
    for way in WAYS[inputs.options["weighing"]]:
        table = inputs.matrix(f"{way}-{key}")
        if somebody_counts(table):
            return way, table
    return None, None


def somebody_counts(table):
    try:
        swot.judged(table)
    except MethodError:
        return False
    return True


def strengths_of(inputs):
    """{kind: how strongly each inner item meets each outer one}; what was left empty is 0."""
    return {kind: np.nan_to_num(inputs.matrix(kind.lower())) for kind in swot.KINDS}
