"""What a method asks of its arguments: each function returns the argument as the method needs it, or raises."""

import numbers
import operator
from decimal import Decimal
from itertools import islice

import numpy as np

from tools.methods.errors import MethodError

LARGEST = 1e15  # beyond it, a number is taken for a mistake

# The largest tables the portal works on; the forms state the same.
LIMITS = {
    "respondents": 5_000,
    "factors": 100,
    "cases": 500,
    "conditions": 8,
    "dematel_factors": 60,
    "experts": 200,
    "units": 1_000,
    "indicators": 100,
    "origins": 5_000,
    "centres": 500,
    "alternatives": 200,
    "criteria": 60,
    "ahp_elements": 15,
    "dex_attributes": 60,
    "dex_scale": 9,
    "dex_rules": 10_000,
    "swot_items": 50,
    "runs": 100_000,
    "sectors": 1_000,
}


def table(name, value, *, dimensions, missing=False, low=None, high=None, above=None, large=False):
    """`value` as a new float64 array.

    `dimensions` is the number of dimensions allowed, or a tuple of such numbers. NaN is refused unless `missing`.
    `low` and `high` bound the values and may be reached; `above` may not. `large` lets sums of many numbers pass 1e15.
    Errors: `not_numbers`, `shape`, `empty`, `not_finite`, `too_large`, `range`.
    """
    array = _floats(name, value)
    allowed = (dimensions,) if isinstance(dimensions, int) else tuple(dimensions)
    if array.ndim not in allowed:
        wanted = " or ".join(str(number) for number in allowed)
        raise MethodError(name, "shape", f"{name} must have {wanted} dimensions, but it has {array.ndim}.")
    if array.size == 0:
        raise MethodError(name, "empty", f"{name} must hold at least one number, but it is empty.")
    finite(name, array, missing=missing, large=large)
    within(name, array, low=low, high=high, above=above)
    return array


def number(name, value, *, low=None, high=None, above=None):
    """`value` as a float. Errors as of `table`."""
    return float(table(name, value, dimensions=0, low=low, high=high, above=above))


def whole(name, value, *, low=None, high=None):
    """`value` as an int. Errors: `not_whole`, `too_large`, `range`."""
    try:
        if isinstance(value, bool | np.bool_):
            raise TypeError
        result = operator.index(value)
    except Exception:
        raise MethodError(name, "not_whole", f"{name} must be a whole number.") from None
    if abs(result) > LARGEST:
        raise MethodError(name, "too_large", f"{name} must lie between -1e15 and 1e15.")
    if low is not None and result < low:
        raise MethodError(name, "range", f"{name} must be at least {low}, but it is {result}.")
    if high is not None and result > high:
        raise MethodError(name, "range", f"{name} must be at most {high}, but it is {result}.")
    return result


def flag(name, value):
    """`value` as a bool. Error: `option`."""
    if not isinstance(value, bool | np.bool_):
        raise MethodError(name, "option", f"{name} must be either True or False.")
    return bool(value)


def option(name, value, options):
    """`value`, which must be one of the words in `options`. Error: `option`."""
    if not isinstance(value, str) or value not in options:
        raise MethodError(name, "option", f"{name} must be one of these words: {', '.join(options)}.")
    return str(value)


def words(name, value, options):
    """`value` as a tuple of one or more different words of `options`. Errors: `option`, `empty`, `twice`."""
    if isinstance(value, str):
        value = (value,)
    try:
        chosen = tuple(islice(value, len(options) + 1))
    except Exception:
        raise MethodError(name, "option", f"{name} must be a sequence of words.") from None
    if not chosen:
        raise MethodError(name, "empty", f"{name} must name at least one option.")
    chosen = tuple(option(name, word, options) for word in chosen)
    if len(set(chosen)) < len(chosen):
        raise MethodError(name, "twice", f"{name} must name each option only once.")
    return chosen


def weights(name, value, count):
    """`value` as `count` weights that sum to 1; None stands for equal ones.

    Errors: as of `table`, and `length` and `no_weight`.
    """
    if value is None:
        return np.full(count, 1.0 / count)
    array = table(name, value, dimensions=1, low=0)
    length(name, array, count)
    largest = array.max()
    if largest == 0:
        raise MethodError(name, "no_weight", f"{name} must hold at least one weight greater than 0.")
    array = array / largest
    return array / array.sum()


def directions(name, value, count):
    """`value` as `count` numbers 1 (more is better) or -1 (less is better); None stands for all 1.

    Errors: as of `table`, and `length` and `direction`.
    """
    if value is None:
        return np.ones(count)
    array = table(name, value, dimensions=1)
    length(name, array, count)
    if not np.isin(array, (1.0, -1.0)).all():
        raise MethodError(name, "direction", f"{name} must hold only 1 (more is better) and -1 (less is better).")
    return array


def length(name, array, count, axis=0):
    """Refuse an array that has not `count` entries along `axis`. Error: `length`."""
    if array.shape[axis] != count:
        kind = ("entries", "columns", "layers")[axis] if array.ndim > 1 and axis else "entries"
        raise MethodError(name, "length", f"{name} must have {count} {kind}, but it has {array.shape[axis]}.")


def at_least(name, count, least, what):
    """Refuse fewer than `least` of `what`. Error: `too_few`."""
    if count < least:
        raise MethodError(name, "too_few", f"{name} must hold at least {least} {what}, but it holds {count}.")


def at_most(name, count, what, most=None):
    """Refuse more of `what` than the portal's limit (see `LIMITS`). Error: `too_many`."""
    most = LIMITS[what] if most is None else most
    if count > most:
        noun = what.replace("_", " ")
        raise MethodError(name, "too_many", f"{name} may hold at most {most} {noun}, but it holds {count}.")


def finite(name, array, *, missing=False, large=False):
    """Refuse infinity, unless `large` numbers beyond 1e15 and, unless `missing`, NaN. `not_finite`, `too_large`."""
    if np.isinf(array).any() or (not missing and np.isnan(array).any()):
        what = "infinite numbers" if missing else "NaN or infinite numbers"
        raise MethodError(name, "not_finite", f"{name} must not hold {what}{_where(name, array, missing)}.")
    if not large and (np.abs(array) > LARGEST).any():
        raise MethodError(name, "too_large", f"{name} must hold only numbers between -1e15 and 1e15.")


def within(name, array, *, low=None, high=None, above=None):
    """Refuse values out of bounds; NaN passes. Error: `range`."""
    if low is not None and (array < low).any():
        raise MethodError(name, "range", f"{name} must not hold numbers below {low:g}.")
    if high is not None and (array > high).any():
        raise MethodError(name, "range", f"{name} must not hold numbers above {high:g}.")
    if above is not None and (array <= above).any():
        raise MethodError(name, "range", f"{name} must hold only numbers greater than {above:g}.")


def _where(name, array, missing):
    wrong = np.isinf(array) if missing else ~np.isfinite(array)
    place = np.argwhere(wrong)[0]
    return f" (the first one stands at {', '.join(str(index) for index in place)})" if array.ndim else ""


def _floats(name, value):
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O":
            array = _from_objects(array)
        if array.dtype.kind not in "biuf":
            raise TypeError
        if isinstance(value, np.ma.MaskedArray):
            return np.ma.filled(value.astype(float), np.nan)
        with np.errstate(all="ignore"):
            return np.array(array, dtype=np.float64)
    except Exception:  # whatever a foreign object does when it is asked for its numbers
        message = f"{name} must be a table of numbers whose rows all have the same length."
        raise MethodError(name, "not_numbers", message) from None


def _from_objects(array):
    """Numbers that NumPy leaves as objects: fractions, decimals, whole numbers beyond 64 bits."""
    if not all(isinstance(item, numbers.Real | Decimal) for item in array.flat):
        raise TypeError
    return np.array([_float(item) for item in array.flat], dtype=np.float64).reshape(array.shape)


def _float(item):
    try:
        return float(item)
    except OverflowError:
        return np.inf
