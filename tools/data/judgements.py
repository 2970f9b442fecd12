"""What judges said in pairs or by points, one of them after the other, and what they think together."""

import numpy as np

from tools.asking.inputs import as_numbers
from tools.methods import composite, decision


def whole(content, table):
    """The answers to a table, (n, n) of pairs or (n,) of points, of those judges who left nothing open there."""
    if len(content.lists[table.columns]) < 2:
        return []
    answers = [as_numbers(_readable(answer)) for answer in content.tables[table.key]]
    return [answer for answer in answers if is_whole(answer)]


def is_whole(answer):
    """Whether a judge's pairs (n, n) are all there, or some points (n,) given."""
    if answer.ndim == 2:
        return not np.isnan(answer[np.triu_indices(len(answer), 1)]).any()
    return bool(np.nan_to_num(answer).any())


def joint(table, answers):
    """One answer in the place of all: the geometric means of the pairs, or 100 points by the mean of the shares."""
    if not table.layers:
        return (100 * composite.budget_weights(np.nan_to_num(answers))).tolist()
    matrices = [decision.judgements_from_upper(answer[np.triu_indices(len(answer), 1)]) for answer in answers]
    found = decision.joint_judgements(np.array(matrices))
    return [
        [cell if row < column else None for column, cell in enumerate(line)] for row, line in enumerate(found.tolist())
    ]


def _readable(answer):
    """The same without what is no number, such as a text that was typed."""
    if answer and isinstance(answer[0], list):
        return [_readable(line) for line in answer]
    return [cell if isinstance(cell, int | float) else None for cell in answer]
