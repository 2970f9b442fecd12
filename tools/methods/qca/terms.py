"""Terms: `1` present, `0` absent, `-` does not matter, one sign per condition."""

import numpy as np

from tools.methods import arguments
from tools.methods.errors import MethodError
from tools.methods.qca.fit import memberships


def term_membership(term, conditions):
    """The membership of each case in a term: the least of its literals, 1 if it has none.

    term: str of k signs; conditions: (n, k) memberships. Returns (n,).
    Errors: term `term` (not text of 1, 0 and -), `empty`, `too_many`, `length`; conditions as of memberships.
    """
    term = checked("term", term)
    conditions = memberships("conditions", conditions, 2)
    _same_length(term, conditions.shape[1])
    return membership(term, conditions)


def term_label(term, names):
    """A term in the usual letters: "10-" of DEV, URB, LIT is "DEV*~URB"; without literals "1".

    term: str of k signs; names: k texts. Returns str.
    Errors: term `term`, `empty`, `too_many`, `length`; names `not_text` (no sequence of texts), `empty` (one blank).
    """
    term = checked("term", term)
    names = _names(names)
    _same_length(term, len(names))
    literals = [name if sign == "1" else f"~{name}" for sign, name in zip(term, names, strict=True) if sign != "-"]
    return "*".join(literals) or "1"


def membership(term, conditions):
    """`term_membership` of arguments that have been looked at."""
    present = [j for j, sign in enumerate(term) if sign == "1"]
    absent = [j for j, sign in enumerate(term) if sign == "0"]
    result = np.ones(conditions.shape[0])
    if present:
        result = np.minimum(result, conditions[:, present].min(axis=1))
    if absent:
        result = np.minimum(result, (1.0 - conditions[:, absent]).min(axis=1))
    return result


def checked(name, term):
    """`term` as text of the three signs. Errors: `term`, `empty`, `too_many`."""
    if not isinstance(term, str) or not set(term) <= set("10-"):
        raise MethodError(name, "term", f"{name} must be a text of the signs 1, 0 and -, one per condition.")
    if not term:
        raise MethodError(name, "empty", f"{name} must hold one sign per condition, but it is empty.")
    arguments.at_most(name, len(term), "conditions")
    return str(term)


def _names(value):
    message = "names must be a sequence of texts, one per condition."
    if isinstance(value, str | bytes):
        raise MethodError("names", "not_text", message)
    try:
        names = tuple(value)
    except Exception:  # whatever a foreign object does when it is asked for its items
        raise MethodError("names", "not_text", message) from None
    if not all(isinstance(name, str) for name in names):
        raise MethodError("names", "not_text", message)
    if not all(name.strip() for name in names):
        raise MethodError("names", "empty", "names must not hold an empty name.")
    return names


def _same_length(term, count):
    if len(term) != count:
        message = f"term must have one sign for each of the {count} conditions, but it has {len(term)}."
        raise MethodError("term", "length", message)
