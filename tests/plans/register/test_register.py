"""The public register: who signed and how it stands today; on hold grey and not counted, ended without the person."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.caches import forget_all
from plans.figures.register import Counts, counted
from plans.models import ActionPlan, Commitment, DutyState, SignatureGroup
from plans.register.rows import register_of
from plans.signing.texts import open_text
from publishing import versions
from publishing.workflow import take
from tests.factories import make
from tests.plans.figures.oracle import ORACLES
from tests.plans.register.registering import address, below, names_listed, partner_at, put, words_of
from tests.plans.signing.signing import CONTENT, opened, publish_commitment

pytestmark = pytest.mark.django_db
GIVEN = ORACLES["P10_commitment"]["register"]


def group_of(text, name="Skupina", sort="shared"):
    return SignatureGroup.objects.create(text=text, name=name, sort=sort)


def oracle_register(text):
    """The register of the oracle: five organisations in force, three commitments."""
    groups = {name: group_of(text, name, sort) for name, sort in GIVEN["groups"].items()}
    for name, group, state in GIVEN["signatures"]:
        put(text, f"Občina {name}", state.replace(" ", "_"), group=groups.get(group))


# --- The page of a commitment ---


def test_page_of_a_recorded_commitment_has_no_texts_no_register_and_no_form(client):
    recorded = make(Commitment, stage="adopted", body_sl="Besedilo.")

    page = client.get(recorded.addresses()["sl"])

    assert [page.context.get(name) for name in ("texts", "register")] == [None, None]
    assert [
        word for word in ("Register", "signed-said", "hashes", '<form method="post"') if word in page.content.decode()
    ] == []


def test_page_says_stage_window_text_hashes_authentic_text_and_duties(client, people):
    text = opened(people, signing_from="2026-09-01", signing_to="2027-03-31")

    page = words_of(client.get(address()))

    for said in (
        "Open for signing",
        "It can be signed from 1 Sep 2026 to 31 Mar 2027.",
        "Text 1, from version 1",
        "both languages alike",
        "1. Action plan: 24 months after the decision.",
        text.sha_sl,
        text.sha_en,
        text.sha,
        "Nobody has signed yet.",
    ):
        assert said in page


@pytest.mark.parametrize("language", ["sl", "en"])
def test_text_is_downloaded_with_exactly_the_bytes_that_were_hashed(client, text, language):
    response = client.get(below("signable_text_file", 1, language))

    assert response.content == getattr(text, f"text_{language}").encode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"].endswith(f'-1-{language}.txt"')


@pytest.mark.parametrize("args", [(2, "sl"), (1, "de")])
def test_text_that_there_is_not_is_not_found(client, text, args):
    assert client.get(below("signable_text_file", *args)).status_code == 404


def test_page_says_which_version_is_signed_when_another_one_is_read(client, people, text):
    version = versions.open_version(text.dossier, by=people.editor)
    version.content |= {"body_sl": "Drugače.", "body_en": "Differently."}
    version.save()
    version = take(step="submit", version=version, by=people.editor)
    take(step="publish", version=version, by=people.representative)

    pages = {language: words_of(client.get(address(language))) for language in ("sl", "en")}
    version_page = words_of(client.get(version.get_absolute_url()))

    assert "Podpisuje se besedilo 1 iz različice 1; berete različico 2." in pages["sl"]
    assert "Text 1 from version 1 is being signed; you read version 2. Compare version 1 with version 2" in pages["en"]
    assert "you read version 2" in version_page
    assert client.get(f"{reverse('compare', args=[text.dossier_id])}?old=1&new=2").status_code == 200


def test_page_of_a_version_names_nobody_who_signed(client, text):
    put(text, "Občina Vič")

    page = words_of(client.get(text.version.get_absolute_url()))

    assert ("Vič" in page, "Besedilo 1" in page) == (False, True)


# --- What is counted and listed ---


def test_counts_are_those_of_the_oracle_on_the_page_and_in_json(client, text):
    oracle_register(text)
    wanted = Counts(*(GIVEN[name] for name in ("organisations_in_force", "commitments_in_force", "on_hold", "ended")))

    page = words_of(client.get(address()))
    told = json.loads(client.get(below("register_export", "json")).content)

    assert counted((group, state.replace(" ", "_")) for _name, group, state in GIVEN["signatures"]) == wanted
    assert (
        "In force for 5 organisations as 3 commitments; 1 signature is on hold and is not counted; "
        "2 signatures have ended."
    ) in page
    assert told["counts"] == wanted._asdict()


def test_those_in_force_come_first_those_on_hold_last_and_a_shared_group_in_one_line(client, text):
    oracle_register(text)

    response = client.get(below("register"))

    names = [f"Občina {letter}" for letter in "ABCDEGHF"]
    assert names_listed(response) == names
    assert "g1 3 organisations, one commitment with shared duties" in words_of(response)
    assert response.content.decode().count('<li class="is-on_hold">') == 1


def test_names_stand_in_the_slovenian_alphabet(client, text):
    for name in ("Žiri", "Cerknica", "Črnomelj", "Zagorje", "Dobrna"):
        put(text, name)

    assert names_listed(client.get(below("register"))) == ["Cerknica", "Črnomelj", "Dobrna", "Zagorje", "Žiri"]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_signature_that_is_not_in_force_yet_is_nowhere(client, text, state):
    secret = put(text, "Skrivnost", state)
    put(text, "Občina Vič")

    pages = [address(), below("register"), below("register_export", "csv"), below("register_export", "json")]

    assert [page for page in pages if "Skrivnost" in client.get(page).content.decode()] == []
    assert client.get(below("signatory", secret.pk)).status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"country": "IT"}, ["Comune"]),
        ({"state": "withdrawn"}, ["Bled"]),
        ({"q": "VIC"}, ["Vič"]),
        ({"text": "1", "country": "SI"}, ["Vič", "Bled"]),
        ({"country": "XX", "state": "nič", "page": "1"}, ["Comune", "Vič", "Bled"]),
        ({"page": "9" * 30}, ["Comune", "Vič", "Bled"]),
    ],
)
def test_register_is_narrowed_by_what_is_asked_and_by_nothing_that_is_no_choice(client, text, asked, found):
    put(text, "Vič")
    put(text, "Comune", country="IT", group=group_of(text, "Sosedje", "individual"))
    put(text, "Bled", "withdrawn")

    assert names_listed(client.get(below("register"), asked)) == found


def test_register_has_pages_of_fifty_lines_which_keep_what_is_asked(client, text):
    for number in range(51):
        put(text, f"Občina {number:02}")
    put(text, "Comune", "withdrawn", country="IT")

    first = client.get(below("register"), {"country": "SI"})
    second = client.get(below("register"), {"country": "SI", "page": "2"})

    assert (len(names_listed(first)), names_listed(second)) == (50, ["Občina 50"])
    assert "?country=SI&amp;page=2" in first.content.decode()


@pytest.mark.parametrize("name", ["register", "page", "json"])
def test_register_asks_the_database_as_often_for_one_signature_as_for_thirty(client, text, name):
    page = {"register": below("register"), "page": address(), "json": below("register_export", "json")}[name]
    numbers = []
    for _time in range(2):
        put(text, "Občina", partner=partner_at("Občina", 46, 14))
        client.get(page)
        forget_all()
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        numbers.append(len(asked))
        for number in range(30):
            put(text, f"Občina {number}", partner=partner_at(f"Občina {number}", 46, 14))

    assert numbers[0] == numbers[1]


def test_change_of_a_signature_is_seen_at_once(client, text):
    signature = put(text, "Občina Vič")
    before = names_listed(client.get(address()))
    signature.name = "Mestna občina Vič"
    signature.save()

    assert (before, names_listed(client.get(address()))) == (["Občina Vič"], ["Mestna občina Vič"])


# --- The map ---


def test_map_and_its_list_say_the_same_and_count_those_without_a_position(client, text):
    put(text, "Vič", partner=partner_at("Vič", 46.05, 14.5))
    put(text, "Šiška", partner=partner_at("Šiška", 46.05, 14.5))
    put(text, "Comune", country="IT")
    put(text, "Bled", "on_hold", partner=partner_at("Bled", 46.37, 14.11, city="Bled"))

    response = client.get(below("register"))

    assert response.content.decode().count('<circle class="dot') == 1
    assert "Italy: 1 1 without a position on the map Slovenia: 2 Ljubljana (2)" in words_of(response)


def test_partner_that_is_not_public_lends_neither_its_position_nor_a_link(client, text):
    hidden = partner_at("Skrito", 46.05, 14.5, city="Skrivnostkraj", published=False)
    signature = put(text, "Vič", partner=hidden)

    pages = [client.get(page).content.decode() for page in (below("register"), below("signatory", signature.pk))]

    assert ["Skriv" in page or "Skrito" in page for page in pages] == [False, False]
    assert pages[0].count('<circle class="dot') == 0


# --- One signatory ---


def test_page_of_a_signatory_says_who_signed_by_which_mandate(client, text):
    signature = put(text, "Občina Vič", group=group_of(text))

    response = client.get(below("signatory", signature.pk))

    page = words_of(response)
    for said in ("In force since 15 Sep 2026", "Ana Županja županja", "Občinski svet 31 August 2026", "032-1/2026"):
        assert said in page
    assert text.sha_sl in page
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize("state", ["withdrawn", "lapsed", "superseded", "on_hold"])
def test_nobody_is_named_once_a_signature_is_not_in_force(client, text, state):
    signature = put(text, "Občina Vič", state, show_documents=True)
    signature.signed_document = "signatures/x.pdf"
    signature.save()
    pages = [address(), below("register"), below("signatory", signature.pk)]
    pages += [below("register_export", form) for form in ("csv", "json")]

    found = [page for page in pages if "upanj" in client.get(page).content.decode()]

    assert found == []
    assert ("Documents" in words_of(client.get(pages[2]))) == (state == "on_hold")


def test_nothing_tells_that_a_signature_was_on_hold_once(client, text):
    signature = put(text, "Občina Vič", "on_hold")
    signature.steps.create(step="hold", source="active", target="on_hold", reason="Skrivnost")
    signature.state, signature.held_since = "active", None
    signature.save()
    DutyState.objects.create(
        signature=signature, duty_key="d1", due="2026-10-01", noticed_on="2026-10-02", fulfilled_on="2026-11-20"
    )
    pages = [address(), below("register"), below("signatory", signature.pk), below("register_export", "json")]

    told = "".join(client.get(page).content.decode() for page in pages).lower()

    assert [
        word for word in ("on hold", "skrivnost", "2026-10-0", "october") if word in told.replace('"on_hold": 0', "")
    ] == []


def test_page_of_a_signatory_shows_what_was_handed_in_in_public(client, text):
    group = group_of(text)
    signature = put(text, "Občina Vič", group=group)
    shown, hidden = make(ActionPlan, title_en="Open plan"), make(ActionPlan, title_en="Skrivnost", published=False)
    day = timezone.localdate()
    DutyState.objects.create(signature=signature, duty_key="d1", due=day, fulfilled_on=day, plan=shown)
    DutyState.objects.create(group=group, duty_key="d2", turn=1, due=day, fulfilled_on=day, plan=hidden)
    DutyState.objects.create(group=group, duty_key="d2", turn=2, due=day, fulfilled_on=day, url="https://example.org/x")
    DutyState.objects.create(signature=signature, duty_key="d2", turn=3, due=day)

    page = words_of(client.get(below("signatory", signature.pk)))

    assert [word in page for word in ("Open plan", "example.org", "Skrivnost")] == [True, True, False]
    assert page.count("Report,") == 2


def test_signatory_of_another_commitment_is_not_found_here(client, people, text):
    slug = Commitment.objects.get().slug_en
    other = publish_commitment(people, title_sl="Druga", title_en="Another").dossier
    elsewhere = put(open_text(dossier=other, by=people.representative), "Drugje")

    assert client.get(f"/en/commitments/{slug}/signatories/{elsewhere.pk}/").status_code == 404


# --- Files and machines ---


HOSTILE = ["=1+1", "<script>alert(1)</script>", "\u202eobčina", "Ž" * 200, "@SUM(A1)", 'a";b\n']


def test_hostile_names_are_text_in_page_csv_and_json(client, text):
    for name in HOSTILE:
        put(text, name, person=name[:150], mandate_body=name)

    page = client.get(below("register")).content.decode()
    cells = list(csv.reader(io.StringIO(client.get(below("register_export", "csv")).content.decode("utf-8-sig"))))
    told = json.loads(client.get(below("register_export", "json")).content)

    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)
    assert page.count("<bdi>") >= len(HOSTILE)
    assert {row[0] for row in cells[1:]} >= {"'=1+1", "'@SUM(A1)"}
    assert [cell for row in cells for cell in row if cell.startswith(("=", "+", "@"))] == []
    assert {row["organisation"] for row in told["signatures"]} == set(HOSTILE)


def test_csv_has_the_mandate_and_the_person_of_what_is_in_force(client, text):
    put(text, "Občina Vič", group=group_of(text))

    [heading, row] = csv.reader(io.StringIO(client.get(below("register_export", "csv")).content.decode("utf-8-sig")))

    told = dict(zip(heading, row, strict=True))
    assert (told["Organisation"], told["Mandate given by"], told["Who signs"]) == (
        "Občina Vič",
        "Občinski svet",
        "Ana Županja",
    )
    assert (told["Text"], told["Hash"], told["Signed on"]) == ("1", text.sha, "2026-09-15")
    assert "skrito@example.org" not in row


def test_machines_read_texts_hashes_duties_and_counts_of_a_commitment(client, text):
    put(text, "Občina Vič")

    facts = client.get(f"/api/v1/entries/commitment/{Commitment.objects.get().slug_sl}").json()["facts"]

    [told] = facts["texts_for_signing"]
    assert (told["number"], told["version"], told["closed"], told["sha256"]) == (1, 1, None, text.sha)
    assert told["texts"]["sl"]["sha256"] == text.sha_sl
    assert client.get(told["texts"]["sl"]["url"].removeprefix("http://testserver")).content == text.text_sl.encode()
    assert [duty["months"] for duty in facts["duties"]] == [24, 48]
    assert (facts["signatures"]["organisations"], facts["authentic"]) == (1, "both")


def test_unknown_file_of_the_register_is_not_found(client, text):
    assert client.get(below("register_export", "exe")).status_code == 404


# --- The page of a partner ---


def test_page_of_a_partner_shows_what_it_signed_and_that_of_others_nothing(client, text):
    partner = partner_at("Vič", 46.05, 14.5)
    put(text, "Vič", partner=partner)
    put(text, "Skrivnost", "draft", partner=partner_at("Šiška", 46.05, 14.5))

    signed, other = (
        client.get(one.addresses()["en"]).content.decode()
        for one in (partner, text.signatures.get(name="Skrivnost").partner)
    )

    assert ("Signed commitments" in signed, "in force since 15 Sep 2026" in signed) == (True, True)
    assert ("Signed commitments" in other, "Example commitment" in other) == (False, False)


def test_partner_shows_nothing_of_a_commitment_that_was_withdrawn(client, text):
    partner = partner_at("Vič", 46.05, 14.5)
    signature = put(text, "Vič", partner=partner)
    page = below("signatory", signature.pk)
    Commitment.objects.get().withdraw()

    assert "Signed commitments" not in client.get(partner.addresses()["en"]).content.decode()
    assert client.get(page).status_code == 410


def test_register_in_another_language_leads_to_its_own_address(client, text):
    slug = Commitment.objects.get().slug_sl

    response = client.get(f"/en/commitments/{slug}/signatories/")

    assert (response.status_code, response["Location"]) == (301, below("register"))


def test_texts_opened_for_signing_are_those_of_the_content(text):
    assert register_of(text.dossier_id, 1).signatures == []
    assert [duty["key"] for duty in text.duties] == [row["uid"] for row in CONTENT["duties"]]
