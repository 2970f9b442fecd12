"""Whatever is sent in any argument of any verb has the protocol's own answer, valid and at once, by GET and by POST."""

from itertools import product
from urllib.parse import quote

import pytest
from django.core import signing

from catalogue.filing.records import stamp
from catalogue.oai import lists
from library.models import Practice
from tests.catalogue.oai.asking import ask, code_of, judged, texts, token_of
from tests.factories import make

pytestmark = pytest.mark.django_db

HOSTILE = [
    *("\x00", "\x01", "\x0b\x1f", "a\nb", "\t", " ", "\u2028", "\ufffe", "\U0010ffff", "čšž", "<x>&amp;]]>", "'\"--;"),
    *(
        "../../etc/passwd",
        "%00",
        "%s%n",
        "{{7*7}}",
        "０",
        "１２",
        "-1",
        "1e9",
        "9" * 400,
        "A" * 100_000,
        "null",
        "[]",
        "{}",
    ),
]
DATES = [
    *("0000-00-00", "0001-01-01", "9999-12-31", "9999-12-31T23:59:59Z", "10000-01-01", "-2026-01-01", "2026-13-01"),
    *("2026-02-29", "2026-01-01T25:00:00Z", "2026-01-01T23:59:60Z", "2026-01-01t00:00:00z", "2026-01-01T00:00Z"),
    *("٢٠٢٦-٠١-٠١", "2026-W01", "2026001", "2026-01-01T00:00:00.5Z", " 2026-01-01", "2026-01-01\n"),
]
VERBS = {
    "Identify": {},
    "ListMetadataFormats": {"identifier": "oai:portal.example.eu:practice/1"},
    "ListSets": {"resumptionToken": ""},
    "ListIdentifiers": {"metadataPrefix": "oai_dc", "set": "kind", "from": "2020-01-01", "until": "2999-01-01"},
    "ListRecords": {"metadataPrefix": "oai_dc", "set": "kind", "from": "2020-01-01", "until": "2999-01-01"},
    "GetRecord": {"metadataPrefix": "oai_dc", "identifier": "oai:portal.example.eu:practice/1"},
}
ERRORS = {"badVerb", "badArgument", "cannotDisseminateFormat", "idDoesNotExist", "noRecordsMatch", "badResumptionToken"}


def every_request():
    for verb, arguments in VERBS.items():
        for name, value in product([*arguments, "resumptionToken"], HOSTILE):
            alone = {} if name == "resumptionToken" else arguments
            yield {"verb": verb} | {key: given for key, given in alone.items() if given} | {name: value}
        yield from ({"verb": verb, strange: "1"} for strange in HOSTILE[:-10])
    yield from ({"verb": value} for value in HOSTILE)


@pytest.mark.parametrize("method", ["get", "post"])
def test_hostile_values_have_an_answer_that_is_valid(client, method):
    make(Practice)
    stamp()

    said = [code_of(ask(client, method, **asked))[0] for asked in every_request()]

    assert (set(said) - ERRORS, len(said) > 300) == (set(), True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_far_and_impossible_dates_are_bad_arguments_or_match_nothing_or_all(client, method):
    make(Practice)
    stamp()
    asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}

    said = {
        (name, day): code_of(ask(client, method, **asked, **{name: day}))[0]
        for name in ("from", "until")
        for day in DATES
    }

    real = {"0001-01-01", "9999-12-31", "9999-12-31T23:59:59Z"}
    assert {day for (_name, day), code in said.items() if code != "badArgument"} == real
    assert (said["until", "9999-12-31"], said["from", "0001-01-01"]) == (None, None)
    assert (said["from", "9999-12-31"], said["until", "0001-01-01"]) == ("noRecordsMatch", "noRecordsMatch")


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\x00", b"verb=Identify&verb=%ff", b"verb", b"=" * 5_000, b"verb=" + b"\xc4" * 99]
)
def test_a_body_that_is_no_text_is_a_bad_verb(client, body):
    answer = client.post("/oai", body, content_type="application/x-www-form-urlencoded")

    assert code_of(judged(answer.content)) == ("badVerb", {})


@pytest.mark.parametrize("kind", ["application/json", "text/xml", "multipart/form-data; boundary=x"])
def test_a_body_of_another_kind_says_nothing(client, kind):
    answer = client.post("/oai", b"{", content_type=kind)

    assert answer.status_code in (200, 400)
    assert answer.status_code == 400 or code_of(judged(answer.content))[0] == "badVerb"


def signed(said, salt="catalogue.oai", key=None):
    return signing.Signer(key=key, salt=salt).sign_object(said)


def test_tokens_of_anybody_else_open_nothing(client, monkeypatch):
    """Changed, cut, of another key, salt, verb or shape: each is a bad token, none is a fault."""
    monkeypatch.setattr(lists, "PAGE", 1)
    for _turn in range(2):
        make(Practice)
    stamp()
    token = token_of(ask(client, verb="ListRecords", metadataPrefix="oai_dc")).text
    good = ["ListRecords", "oai_dc", "", "", "2999-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00", 1, 1]
    foreign = [
        *(token[:-1], token[1:], token + "A", token.upper(), quote(token) + "%", token.replace(":", "::"), token * 50),
        *(
            signed(good, key="other" * 20),
            signed(good, salt="other"),
            signing.dumps(good),
            signed(good[:2]),
            signed({}),
        ),
        *(
            signed("text"),
            signed(None),
            signed([*good, 1]),
            signed(["ListSets", *good[1:]]),
            signed([good[0], "x", *good[2:]]),
        ),
    ]

    said = {one: code_of(ask(client, "post", verb="ListRecords", resumptionToken=one))[0] for one in foreign}
    said["other verb"] = code_of(ask(client, verb="ListIdentifiers", resumptionToken=token))[0]

    assert {one: code for one, code in said.items() if code != "badResumptionToken"} == {}
    assert texts(ask(client, verb="ListRecords", resumptionToken=token), ".//oai:setSpec")
