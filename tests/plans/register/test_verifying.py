"""Verification: a certificate by its code, a text and a file by what they are; nothing given ever breaks the page."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from plans.models import Commitment, Signature
from plans.register.verifying import has_endless_marks, readings_of
from plans.signing.moving import take
from plans.signing.texts import close_text, open_text
from tests.plans.figures.oracle import ORACLES
from tests.plans.register.registering import ENDED_ON, PAPER, bytes_of, certified, put, words_of
from tests.plans.signing.signing import CONTENT, opened, signatory, signed

pytestmark = pytest.mark.django_db
CODE = "ABCDEFGHJKLM"
NOTHING = "This matches nothing that was opened for signing or issued."
P9 = ORACLES["P9_hashes"]


def form(language="en"):
    with translation.override(language):
        return reverse("verify_form")


def verified(client, code=CODE, language="en"):
    with translation.override(language):
        return client.get(reverse("verify", args=[code]))


def compared(client, text="", file=None, status=200):
    data = {"text": text} | ({"file": file} if file else {})
    return words_of(client.post(form(), data), status)


def upload(content, name="besedilo.txt"):
    return SimpleUploadedFile(name, content)


# --- By code ---


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("active", "The signature today: in force since 15 Sep 2026."),
        ("on_hold", "The signature today: on hold."),
        ("withdrawn", "The signature today: withdrawn on 2 Nov 2026."),
        ("lapsed", "The signature today: lapsed on 2 Nov 2026."),
        ("superseded", "The signature today: superseded on 2 Nov 2026 by the signature of a newer text."),
    ],
)
def test_page_of_a_certificate_says_who_signed_what_and_how_it_stands_today(client, text, state, told):
    certified(put(text, "Občina Vič", state))

    response = verified(client)

    page = words_of(response)
    for said in (
        "Certificate MER-Z-2026-000001 is genuine",
        told,
        "Občina Vič",
        "Text 1: Example commitment",
        text.sha,
    ):
        assert said in page
    assert "Županja" not in page
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_certificate_of_a_withdrawn_signature_is_genuine_with_its_bytes_as_issued(client, people, text):
    partner, mayor = signatory()
    signature = signed(text, people, partner)
    certificate = certified(signature)
    take(step="withdraw", signature=signature, by=mayor, reason="Sklep sveta.", on=ENDED_ON)

    page = words_of(verified(client, language="sl"))

    assert "Potrdilo MER-Z-2026-000001 je pristno" in page
    assert "odstop 2. 11. 2026" in page
    assert bytes_of(certificate) == PAPER
    answer = compared(client, file=upload(bytes_of(certificate), "potrdilo.pdf"))
    assert "This is certificate MER-Z-2026-000001 of Občina Vič, exactly as it was issued." in answer
    assert "withdrawn on 2 Nov 2026" in answer


def test_superseded_signature_names_the_text_that_took_its_place(client, people, text):
    partner, _mayor = signatory()
    certified(signed(text, people, partner))
    close_text(text=text, by=people.representative)
    version = text.dossier.versions.get()
    version.content |= {"body_sl": "Drugače."}
    version.save()

    signed(open_text(dossier=text.dossier, by=people.representative), people, partner)

    assert "by the signature of text 2" in words_of(verified(client))


def test_certificate_that_was_replaced_says_by_which_one(client, text):
    first = certified(put(text, "Občina Vič"))
    first.replaced_by = certified(first.signature, "MER-Z-2026-000002", "NPQRSTVWXYZ2", b"%PDF-other")
    first.save()

    assert "It was replaced by certificate MER-Z-2026-000002" in words_of(verified(client))


@pytest.mark.parametrize(
    "typed",
    [
        "abcdefghjklm",
        " ABCD-EFGH-JKLM ",
        "abcd efgh\u00a0jk–lm",
        "ＡＢＣＤＥＦＧＨＪＫＬＭ",
        "ABCDEFGHJK1M",
        "ABCDEFGHJKIM",
        "ABC0EFGHJKLM",
    ],
)
def test_code_is_found_however_it_is_typed(client, text, typed):
    certified(put(text, "Občina Vič"))

    response = client.get(form(), {"code": typed}, follow=True)

    assert response.redirect_chain[-1][0] == "/en/commitments/verify/ABCDEFGHJKLM/"


def test_sign_that_may_stand_for_two_codes_is_not_guessed(client, text):
    signature = put(text, "Občina Vič")
    certified(signature, "MER-Z-2026-000001", "ABCDEFGHJKLM")
    certified(signature, "MER-Z-2026-000002", "ABCQEFGHJKLM", b"other")

    assert client.get(form(), {"code": "ABC0EFGHJKLM"}).status_code == 404


@pytest.mark.parametrize("typed", ["", "ABC", "X" * 61, "0" * 12, "ABCDEFGHJKLN", "\x00", "č" * 12, "<script>"])
def test_unknown_code_is_answered_with_404_and_the_form(client, text, typed):
    certified(put(text, "Občina Vič"))

    response = client.get(form(), {"code": typed})

    assert (response.status_code, response.content.decode().count('name="code"')) == (404, 1)
    assert readings_of("0" * 12) == []


def test_unknown_code_in_an_address_is_answered_with_404_and_the_form(client, text):
    response = verified(client, "ABCDEFGHJKLN", language="sl")

    assert "S to kodo ni nobenega potrdila." in words_of(response, 404)


def test_certificate_of_a_commitment_that_was_withdrawn_verifies_without_a_link(client, text):
    certified(put(text, "Občina Vič"))
    page = Commitment.objects.get().addresses()["en"]
    Commitment.objects.get().withdraw()

    response = verified(client)

    assert ("is genuine" in words_of(response), page in response.content.decode()) == (True, False)


# --- By text ---


@pytest.fixture
def of_oracle(people):
    return opened(people, duties=CONTENT["duties"][:1])


@pytest.mark.parametrize("language", ["sl", "en"])
def test_text_of_the_oracle_verifies_in_all_its_spellings(client, of_oracle, language):
    name = {"sl": "slovenian", "en": "english"}[language]
    told = f"This is text 1, {name}, of “{P9['canonical'][language].splitlines()[0]}”."
    exact = P9["canonical"][language]
    spellings = [
        exact,
        exact.replace("\n", "\r\n"),
        exact.replace("\n", "  \t\n") + "\n\n",
        exact.replace("č", "c\u030c").replace("š", "s\u030c").replace("ž", "z\u030c"),
        "\ufeff" + exact,
    ]

    pasted = [told in compared(client, text) for text in spellings]
    files = [told in compared(client, file=upload(text.encode())) for text in spellings]
    other_codings = [told in compared(client, file=upload(exact.encode(code))) for code in ("utf-16", "cp1250")]

    assert pasted + files + other_codings == [True] * 12


def test_one_letter_changed_matches_nothing(client, of_oracle):
    changed = P9["canonical"]["sl"].replace("cone", "cono", 1)

    assert changed != P9["canonical"]["sl"]
    assert NOTHING in compared(client, changed)
    assert NOTHING in compared(client, file=upload(changed.encode()))


def test_text_of_a_pdf_is_not_read_and_that_is_said(client, text):
    assert "The text of a PDF is not read" in compared(client, file=upload(PAPER, "besedilo.pdf"))


def test_text_is_found_in_whatever_commitment_it_stands(client, people, text):
    other = opened(people, title_sl="Druga zaveza", title_en="Another commitment")

    assert "of “Another commitment”" in compared(client, other.text_en)


# --- Hostile ---


HOSTILE = {
    "nothing": b"",
    "NUL": b"\x00" * 1000,
    "broken UTF-16": b"\xff\xfe\x00",
    "a lone surrogate": b"\xff\xfe\x00\xd8",
    "random": random.Random(1).randbytes(50_000),
    "a long row of blanks": b" " * 190_000 + b"x",
    "marks without end": ("a" + "\u0301\u0323" * 90_000).encode(),
    "marks that hide": ("a" + "\u0f73" * 90_000).encode(),
    "many lines": b"\n" * 700_000,
    "markup": b"<svg onload=alert(1)>",
    "a large file": b"x" * 3_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_matches_nothing_and_breaks_nothing(client, text, name):
    response = client.post(form(), {"file": upload(HOSTILE[name], "../../x\u202e.pdf")})

    page = words_of(response)
    assert (NOTHING in page, "<svg onload" in response.content.decode()) == (bool(HOSTILE[name]), False)


@pytest.mark.parametrize("given", ["a\x00b", "\u0301" * 150_000, " " * 199_000 + "x", "x" * 200_001, "<b>", "=1+1"])
def test_hostile_text_breaks_nothing(client, text, given):
    assert client.post(form(), {"text": given}).status_code == 200


def test_file_above_the_limit_is_refused_at_its_field(client, text):
    response = client.post(form(), {"file": upload(b"x" * (20 * 1024 * 1024 + 1))})

    assert "The file is larger than 20 MB." in words_of(response)


def test_form_without_anything_says_what_to_give(client):
    assert "Prilepite besedilo ali izberite datoteko." in words_of(client.post(form("sl"), {"text": " \n"}))


def test_rows_of_marks_that_no_writing_has_are_known():
    cases = {"č" * 1000: False, "a\u030c" * 1000: False, "a" + "\u0301" * 31: True, "\u0f73" * 31: True, "abc": False}

    assert {text: has_endless_marks(text) for text in cases} == cases


def test_comparing_is_limited_by_address(client, text, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"signing_verified": "2/h/key"}

    answers = [client.post(form(), {"text": "x"}).status_code for _time in range(3)]

    assert answers == [200, 200, 429]


def test_nothing_that_was_given_is_kept(client, text, tmp_path):
    before = sorted(tmp_path.rglob("*"))

    compared(client, file=upload(b"x" * 3_000_000))

    assert sorted(tmp_path.rglob("*")) == before


def test_verification_asks_the_database_twice_however_many_signatures_there_are(client, text):
    certified(put(text, "Občina Vič"))
    verified(client)
    for number in range(20):
        put(text, f"Občina {number}")

    with CaptureQueriesContext(connection) as asked:
        verified(client)

    assert (len(asked), Signature.objects.count()) == (2, 21)
