"""From content to results: checked, computed, and kept with the work."""

import hashlib
import json
import math

import numpy as np
from django.utils.translation import get_language

from tools.asking.base import Trouble
from tools.asking.messages import explained
from tools.data.checking import Problem, from_trouble, problems
from tools.methods import VERSION, MethodError


def fingerprint(work):
    """What the results depend on, as a short word: the same word, the same results."""
    parts = [work.analysis, VERSION, work.content, work.options]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def is_current(work):
    return work.results is not None and work.results_of == fingerprint(work)


def cleaned_options(question, stored):
    """(options, form): the cleaned choices, or None where they are wrong; choices never made stand at their default."""
    form = question.Options({**question.defaults(), **stored})
    return (form.cleaned_data if form.is_valid() else None), form


def all_problems(content, options):
    """Everything that keeps the content from being computed, in the order of the page."""
    found = problems(content, get_language())
    if found or options is None:
        return found
    try:
        content.question.check(content.inputs(options))
    except Trouble as trouble:
        return from_trouble(content.question, trouble)
    except MethodError as error:
        return [Problem(explained(error))]
    return []


def computed(content, options, progress=lambda share: None):
    """The results as plain JSON. Raises Trouble or MethodError."""
    return plain(content.question.compute(content.inputs(options), progress))


def plain(value):
    """Arrays as lists, NaN and infinity as None, tuples as lists: what JSON can keep and give back the same."""
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
