"""Each mistake has the protocol's own answer, by GET and by POST, and each answer is valid."""

import pytest

from catalogue.filing.records import stamp
from library.models import Practice
from tests.catalogue.oai.asking import ask, code_of, judged
from tests.factories import make

pytestmark = pytest.mark.django_db

BAD_VERB = [{}, {"verb": "x"}, {"verb": ""}, {"verb": "identify"}, {"verb": ["Identify", "Identify"]}]
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
BAD_ARGUMENT = [
    {"verb": "Identify", "x": "1"},
    {"verb": "Identify", "identifier": "oai:portal.example.eu:practice/1"},
    {"verb": "ListRecords"},
    {"verb": "GetRecord", "metadataPrefix": "oai_dc"},
    {"verb": "GetRecord", "identifier": "oai:portal.example.eu:practice/1"},
    LIST | {"metadataPrefix": ["oai_dc", "oai_dc"]},
    LIST | {"metadataPrefix": ""},
    LIST | {"set": ""},
    LIST | {"set": "kind practice"},
    LIST | {"set": "kind:"},
    LIST | {"set": "č"},
    LIST | {"resumptionToken": "x"},
    {"verb": "ListSets", "resumptionToken": "x", "set": "kind"},
    LIST | {"from": "2026-02-30"},
    LIST | {"from": "0000-01-01"},
    LIST | {"until": "2026-1-1"},
    LIST | {"until": "2026-01-01T00:00:00"},
    LIST | {"until": "2026-01-01T24:01:00Z"},
    LIST | {"until": "2026-01-01T00:00:00+01:00"},
    LIST | {"until": "２０２６-01-01"},
    LIST | {"from": "2026-01-02", "until": "2026-01-01"},
    LIST | {"from": "2026-01-01", "until": "2026-01-01T00:00:00Z"},
]
NAMED = {"verb": "GetRecord", "metadataPrefix": "oai_dc"}
OTHERS = [
    ("cannotDisseminateFormat", LIST | {"metadataPrefix": "marc21"}),
    ("cannotDisseminateFormat", LIST | {"metadataPrefix": "č ž"}),
    ("cannotDisseminateFormat", {"verb": "GetRecord", "metadataPrefix": "x", "identifier": "KNOWN"}),
    ("cannotDisseminateFormat", {"verb": "GetRecord", "metadataPrefix": "oai_datacite", "identifier": "KNOWN"}),
    ("idDoesNotExist", NAMED | {"identifier": "oai:portal.example.eu:practice/999999"}),
    ("idDoesNotExist", NAMED | {"identifier": "oai:portal.example.eu:practice/0"}),
    ("idDoesNotExist", NAMED | {"identifier": "oai:portal.example.eu:practice/99999999999999999999"}),
    ("idDoesNotExist", NAMED | {"identifier": "oai:elsewhere.eu:practice/1"}),
    ("idDoesNotExist", NAMED | {"identifier": "not an address %zz \x00 č"}),
    ("idDoesNotExist", {"verb": "ListMetadataFormats", "identifier": "x"}),
    ("noRecordsMatch", LIST | {"set": "kind:term"}),
    ("noRecordsMatch", LIST | {"set": "shelf"}),
    ("noRecordsMatch", LIST | {"until": "1999-12-31"}),
    ("noRecordsMatch", LIST | {"from": "2999-01-01"}),
    ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "x"}),
    ("badResumptionToken", {"verb": "ListSets", "resumptionToken": 'W10:"\x01č'}),
]


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_mistake_has_the_answer_of_the_protocol(client, method):
    known = f"oai:portal.example.eu:practice/{make(Practice).pk}"
    stamp()
    rows = [("badVerb", asked) for asked in BAD_VERB] + [("badArgument", asked) for asked in BAD_ARGUMENT] + OTHERS

    for code, asked in rows:
        asked = {name: known if value == "KNOWN" else value for name, value in asked.items()}
        said, attributes = code_of(ask(client, method, **asked))

        assert said == code, asked
        assert (attributes == {}) == (code in ("badVerb", "badArgument")), asked


def test_what_stands_in_the_address_and_in_the_body_is_said_twice(client):
    response = client.post("/oai?verb=Identify", {"verb": "Identify"})

    assert code_of(judged(response.content)) == ("badVerb", {})


def test_the_answer_repeats_what_was_asked(client):
    make(Practice)
    stamp()

    root = ask(client, "post", **LIST, set="kind:practice", until="2999-12-31")

    assert code_of(root) == (None, LIST | {"set": "kind:practice", "until": "2999-12-31"})


def test_no_cookie_is_needed_or_made_and_scripts_of_any_site_may_read(client):
    client.handler.enforce_csrf_checks = True

    answers = [
        client.post("/oai", {"verb": "Identify"}),
        client.get("/oai", {"verb": "Identify"}),
        client.options("/oai"),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 204]
    assert {answer["Access-Control-Allow-Origin"] for answer in answers} == {"*"}
    assert not any(answer.cookies for answer in answers)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_there_are_no_other_methods(client, method):
    assert getattr(client, method)("/oai").status_code == 405


def test_who_asks_too_often_waits_as_the_protocol_says(client, settings):
    settings.API_RATE = 1

    answers = [client.get("/oai", {"verb": "Identify"}, REMOTE_ADDR="203.0.113.77") for _number in range(3)]

    assert answers[-1].status_code == 503
    assert int(answers[-1]["Retry-After"]) > 0
