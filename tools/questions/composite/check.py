"""What keeps a comparison from being computed: sentences with the cell they belong to."""

from itertools import islice

import numpy as np
from django.utils.translation import gettext as _

from tools.asking.words import percent
from tools.methods import MethodError, composite
from tools.questions.composite.compute import (
    MIN_COVERAGE,
    chosen_weights,
    covered_weight,
    read_data,
    used_data,
    weights_of,
)

MOST_SENTENCES = 20  # of one kind; more help nobody


def comparison_problems(inputs):
    """The first problems of the first kind found, as (place, sentence)."""
    for kind in (_of_own, _of_values, _of_logarithms, _of_scale, _of_weights, _of_differences, _of_coverage):
        if problems := list(islice(kind(inputs), MOST_SENTENCES)):
            return problems
    return []


def _of_own(inputs):
    marked = [index for index, own in enumerate(inputs.column("units", "own")) if own == "own"]
    for index in marked[1:]:
        text = _("“%(name)s”: only one town or zone can be your own, and “%(first)s” is marked already.")
        names = inputs.names("units")
        yield ("units", index, "own"), text % {"name": names[index], "first": names[marked[0]]}


def _of_values(inputs):
    empty = np.isnan(inputs.matrix("values")).all(axis=0)
    for column in np.flatnonzero(empty):
        text = _("Column “%(column)s” holds no value at all. Fill in at least one, or remove the indicator.")
        yield ("values", 0, int(column)), text % {"column": inputs.names("indicators")[column]}


def _of_logarithms(inputs):
    names, units, values = inputs.names("indicators"), inputs.names("units"), inputs.matrix("values")
    for column, kind in enumerate(inputs.column("indicators", "transform")):
        if kind != "log":
            continue
        for row in np.flatnonzero(values[:, column] <= 0):
            text = _(
                "Row “%(row)s”, column “%(column)s”: logarithms need numbers greater than 0. Use the values as they "
                "are."
            )
            yield ("values", int(row), column), text % {"row": units[row], "column": names[column]}
        for key in ("low", "high", "target"):
            number = inputs.column("indicators", key)[column]
            if number is not None and number <= 0:
                text = _("“%(name)s”: goalposts and target must be greater than 0 where logarithms are taken.")
                yield ("indicators", column, key), text % {"name": names[column]}


def _of_scale(inputs):
    kind = {"goalposts": _goalposts, "target": _targets, "distance_to_best": _above_zero}
    return kind.get(inputs.options["normalisation"], lambda inputs: ())(inputs)


def _goalposts(inputs):
    rows = zip(
        inputs.names("indicators"),
        inputs.column("indicators", "low"),
        inputs.column("indicators", "high"),
        strict=True,
    )
    for index, (name, low, high) in enumerate(rows):
        if low is None or high is None:
            text = _("“%(name)s”: fill in the low and the high goalpost, or choose another scale than goalposts.")
            yield ("indicators", index, "low" if low is None else "high"), text % {"name": name}
        elif low >= high:
            text = _("“%(name)s”: the low goalpost must be smaller than the high one, also where less is better.")
            yield ("indicators", index, "low"), text % {"name": name}


def _targets(inputs):
    rows = zip(inputs.names("indicators"), inputs.column("indicators", "target"), strict=True)
    for index, (name, target) in enumerate(rows):
        if target is None:
            text = _("“%(name)s”: fill in the target, or choose another scale than nearness to the target.")
            yield ("indicators", index, "target"), text % {"name": name}


def _above_zero(inputs):
    for row, column in np.argwhere(read_data(inputs).values <= 0):
        text = _(
            "Row “%(row)s”, column “%(column)s”: the distance to the best needs numbers greater than 0. Choose "
            "another scale, for example min-max."
        )
        yield ("values", int(row), int(column)), _cell(inputs, text, row, column)


def _of_weights(inputs):
    kind = {"own": _own_weights, "budget": _points, "entropy": _entropy, "critic": _from_data}
    return kind.get(inputs.options["weights"], lambda inputs: ())(inputs)


def _own_weights(inputs):
    weights = inputs.numbers("indicators", "weight")
    for index in np.flatnonzero(np.isnan(weights)):
        text = _("“%(name)s”: fill in its weight, or let all indicators count the same.")
        yield ("indicators", int(index), "weight"), text % {"name": inputs.names("indicators")[index]}
    if np.nansum(weights) == 0 and not np.isnan(weights).any():
        yield ("indicators", 0, "weight"), _("At least one indicator must have a weight greater than 0.")


def _points(inputs):
    if not inputs.count("experts") or inputs.is_empty("points"):
        text = _("There are no points yet. Add the experts and their points, or choose other weights.")
        yield ("experts" if not inputs.count("experts") else "points",), text
        return
    for row in np.flatnonzero(inputs.matrix("points").sum(axis=1) == 0):
        text = _("“%(name)s” has given no points. Fill them in, or remove the expert.")
        yield ("points", int(row), 0), text % {"name": inputs.names("experts")[row]}


def _entropy(inputs):
    values = read_data(inputs).values
    problems = list(_from_data(inputs))
    for row, column in np.argwhere(values < 0):
        text = _("Row “%(row)s”, column “%(column)s”: weights by entropy need numbers from 0. Choose other weights.")
        problems.append((("values", int(row), int(column)), _cell(inputs, text, row, column)))
    for column in np.flatnonzero((values == 0).all(axis=0)):
        text = _("Column “%(column)s” holds only zeros, so entropy says nothing about it. Choose other weights.")
        name = inputs.names("indicators")[column]
        problems.append((("values", 0, int(column)), text % {"column": name}))
    return problems


def _from_data(inputs):
    """What weights by entropy and CRITIC need."""
    values = read_data(inputs).values
    for row, column in np.argwhere(np.isnan(values)):
        text = _(
            "Row “%(row)s”, column “%(column)s”: weights from the data need every value. Fill it in, or choose other "
            "weights."
        )
        yield ("values", int(row), int(column)), _cell(inputs, text, row, column)
    if composite.constant(values).all():
        yield ("values",), _("All values are the same, so no weights can be found in them. Choose equal weights.")


def _of_differences(inputs):
    """What is the same everywhere has no weight, so something else must have one."""
    data = used_data(inputs)
    same = composite.constant(data.values)
    if same.all():
        yield ("values",), _("All indicators are the same everywhere, so nothing tells the towns or zones apart.")
    elif inputs.options["weights"] in ("own", "budget") and not chosen_weights(inputs, data)[~same].any():
        text = _("Only indicators that are the same everywhere have a weight. Give one that differs a weight above 0.")
        yield ("indicators", 0, "weight"), text


def _of_coverage(inputs):
    data = used_data(inputs)
    try:
        weights = weights_of(inputs, data)
    except MethodError:  # says by itself what is wrong when it is computed
        return
    enough = covered_weight(data, weights) >= MIN_COVERAGE - 1e-9
    if enough.sum() < 2:
        text = _(
            "Fewer than two towns or zones have values for %(share)s of the weight, so there is nothing to compare. "
            "Fill in more values, or remove indicators that few have."
        )
        yield ("values",), text % {"share": percent(MIN_COVERAGE)}


def _cell(inputs, text, row, column):
    return text % {"row": inputs.names("units")[row], "column": inputs.names("indicators")[column]}
