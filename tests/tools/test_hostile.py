"""Odd input on every page of every tool, drawn by seed: never an error of the server, never a lost form."""

import html
import random
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from tools.questions.registry import QUESTIONS
from tools.work import actions

ROUNDS = 3
ODD = ["", "\x00", "x" * 5000, "1e400", "NaN", "-1", "0", "1,5", "1.234", "=1+1", "<script>", "9" * 30, "1/0", "٣"]
PASTED = [
    "",
    ";A;B\nA;1;2\nB;3;4",
    "a;b\nc;1\nd;x",
    "\t\t\n",
    "'=x;=2\n",
    "A;1\nA;2",
    "a,b,c,d,e,f,g,h,i,j,k,l,m\n" * 3,
]
FILES = [b"", b"\x00\x01", b"PK\x03\x04", b";A\nB;1", b"\xff\xfea\x00;\x00b\x00"]
DOINGS = ["next", "keep", "add:{key}", "remove:{key}:0", "give:{key}", "give:{key}:1", "give:{key}:99", "suggest:x"]
INPUT = re.compile(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"')


def spoilt_form(page, analysis, dice):
    """The fields of the data page, some of them odd, a table pasted or uploaded, and one of the buttons."""
    fields = {name: html.unescape(value) for name, value in INPUT.findall(page)}
    names = sorted(name for name in fields if name.startswith(("l-", "t-", "n-")))
    fields |= {name: dice.choice(ODD) for name in dice.sample(names, min(len(names), dice.randint(0, 8)))}
    key = dice.choice(analysis.parts).key
    fields |= {"do": dice.choice(DOINGS).format(key=key), f"paste-{key}": dice.choice(PASTED)}
    if dice.random() < 0.3:
        fields[f"file-{key}"] = SimpleUploadedFile("table.csv", dice.choice(FILES))
    return fields


def spoilt_options(analysis, dice):
    fields = analysis.Options().fields
    chosen = {name: dice.choice([field.initial, field.initial, dice.choice(ODD)]) for name, field in fields.items()}
    return {name: "" if value is None else value for name, value in chosen.items() if value is not False}


@pytest.mark.django_db
@pytest.mark.parametrize("key", QUESTIONS)
@pytest.mark.parametrize("language", ["sl", "en"])
def test_odd_input_never_breaks_a_tool(client, key, language):
    analysis, dice = QUESTIONS[key], random.Random(key + language)
    client.raise_request_exception = False

    with translation.override(language):
        for _round in range(ROUNDS):
            work = actions.begin(analysis=analysis, example=dice.choice(analysis.examples))
            page = client.get(work.data_address).content.decode()
            answers = [
                client.post(work.data_address, spoilt_form(page, analysis, dice)),
                client.post(work.options_address, spoilt_options(analysis, dice)),
                client.get(work.data_address),
                client.get(work.result_address),
                client.get(work.next_address),
            ]

            assert [answer.status_code for answer in answers if answer.status_code >= 400] == []
