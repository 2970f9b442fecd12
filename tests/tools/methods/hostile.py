"""What a method must refuse, whatever the argument: one sentence, one error, nothing else."""

import warnings

import numpy as np
import pytest

from tools.methods import MethodError

NUMPYS_OWN = ("inhomogeneous", "broadcast", "operands", "ufunc", "dtype", "could not convert", "axis ", "array(")


def refusal(function, *args, **kwargs):
    """The `MethodError` that the call raises; fails if there is none, or a warning, or no message fit for people."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(MethodError) as caught:
            function(*args, **kwargs)
    error = caught.value
    message = str(error)
    assert error.argument in message
    assert error.code.isidentifier()
    assert len(message.split()) >= 4
    assert len(message) <= 400
    assert not any(word in message for word in NUMPYS_OWN), message
    return error


def spoilt(array, *, missing=False):
    """Copies of a good array, each wrong in one way that no method may accept, as (what is wrong, array)."""
    array = np.asarray(array, dtype=float)

    def with_first(value):
        copy = array.copy()
        copy.flat[0] = value
        return copy

    yield "infinite", with_first(np.inf)
    yield "minus infinite", with_first(-np.inf)
    yield "beyond 1e15", with_first(2e15)
    if not missing:
        yield "NaN", with_first(np.nan)
    yield "empty", np.empty((0, *array.shape[1:]))
    yield "text", "n/a"
    yield "texts", np.full(array.shape, "n/a").tolist()
    yield "objects", np.full(array.shape, object()).tolist()
    yield "a dictionary", {"a": 1}
    yield "too many dimensions", array.reshape(1, 1, 1, *array.shape)
    yield "complex", array + 1j
    if array.ndim > 1 and array.shape[0] > 1 and array.shape[1] > 1:
        ragged = array.tolist()
        ragged[0] = ragged[0][:-1]
        yield "ragged", ragged
