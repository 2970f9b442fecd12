"""Every refusal of a method has its sentence, in both languages."""

import ast
import re

import pytest
from django.conf import settings
from django.utils import translation

from tools.asking.messages import SENTENCES, explained
from tools.methods import MethodError

CODE = re.compile(r"[a-z_]+\Z")


def raisers(tree):
    """Names of functions that hand on one of their parameters as the code of a MethodError, with its place."""
    yield "MethodError", 1
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        parameters = [argument.arg for argument in function.args.args]
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "MethodError" and len(call.args) > 1:
                name = getattr(call.args[1], "id", None)
                if name in parameters:
                    yield function.name, parameters.index(name)


def codes():
    found = set()
    for path in (settings.BASE_DIR / "tools" / "methods").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        places = dict(raisers(tree))
        for call in ast.walk(tree):
            place = places.get(getattr(getattr(call, "func", None), "id", None))
            if isinstance(call, ast.Call) and place is not None and len(call.args) > place:
                value = call.args[place]
                if isinstance(value, ast.Constant) and CODE.match(str(value.value)):
                    found.add(value.value)
    return found


def test_every_code_of_the_methods_has_a_sentence_and_no_other_does():
    assert codes() == set(SENTENCES)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_stands_in_both_languages(code):
    error = MethodError("values", code, "values are wrong somehow.")

    with translation.override("en"):
        english = explained(error)
    with translation.override("sl"):
        slovenian = explained(error)

    assert english != slovenian
    assert (english[-1], slovenian[-1]) == (".", ".")
