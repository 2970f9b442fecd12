"""What keeps a SWOT from being weighed: a list that nobody weighed as a whole."""

import numpy as np
from django.utils.translation import gettext as _

from tools.questions.swot.data import LABELS, MOST_IN_PAIRS, judgements_of


def swot_problems(inputs, weighed):
    """(place, sentence) for each of `weighed`, (key, label), on which nothing can rest."""
    for key, label in weighed:
        if judgements_of(inputs, key)[0] is None:
            yield _problem(inputs, key, label)


def _problem(inputs, key, label):
    place = (f"{inputs.options['weighing']}-{key}",)
    pairs = inputs.matrix(f"pairs-{key}")
    if inputs.is_empty(f"pairs-{key}"):
        text = _("“%(list)s”: nobody has weighed this list yet. Compare its pairs, or share out points.")
        return place, text % {"list": label}
    if pairs.shape[-1] > MOST_IN_PAIRS:
        text = _("“%(list)s”: at most %(most)d items can be compared in pairs. Share out points, or shorten the list.")
        return place, text % {"list": label, "most": MOST_IN_PAIRS}
    judge, row, column = _first_open(pairs)
    text = _("“%(list)s”: nobody compared all pairs. %(judge)s still lacks “%(row)s” with “%(column)s”.")
    names = _names(inputs, key)
    words = {"list": label, "judge": inputs.names("judges")[judge], "row": names[row], "column": names[column]}
    return (f"pairs-{key}", judge, row, column), text % words


def _first_open(pairs):
    """(judge, row, column) of the first pair that is open where the judge has begun."""
    rows, columns = np.triu_indices(pairs.shape[-1], 1)
    open_pairs = np.isnan(pairs[:, rows, columns])
    judge = int(np.argmin(open_pairs.sum(axis=1)))
    pair = int(np.argmax(open_pairs[judge]))
    return judge, int(rows[pair]), int(columns[pair])


def _names(inputs, key):
    return [str(label) for label in LABELS.values()] if key == "groups" else inputs.names(key)
