"""Long documents are set in a process of their own: the same bytes, and a sentence where it takes too much."""

import datetime as dt

import pytest

from catalogue.documents import apart
from catalogue.documents.apart import CannotSet, typeset_apart
from catalogue.documents.typesetting import typeset

MOMENT = dt.datetime(2027, 3, 3, tzinfo=dt.UTC)
WHOLE = '#set document(title: json("a.json").title)\n#set text(lang: "sl", font: "MER Serif")\n= Naslov'


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "a.typ"
    path.write_text(WHOLE)
    return path


def test_the_bytes_are_those_of_the_same_process(template):
    given = {"assets": {}, "moment": MOMENT}

    assert typeset_apart(template, {"title": "Čas"}, **given) == typeset(template, {"title": "Čas"}, **given)


def test_what_cannot_be_set_says_why(template):
    template.write_text("#unknown")

    with pytest.raises(CannotSet, match="unknown variable"):
        typeset_apart(template, {}, assets={}, moment=MOMENT)


def test_what_takes_too_long_ends(template, monkeypatch):
    template.write_text("#for one in range(100000000) { let two = one }")
    monkeypatch.setattr(apart, "SECONDS", 0.1)

    with pytest.raises(CannotSet, match="longer than"):
        typeset_apart(template, {}, assets={}, moment=MOMENT)
