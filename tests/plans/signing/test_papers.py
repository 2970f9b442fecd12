"""Papers of a signature: for whom they are, what the sheet says, the certificate that is made once."""

import datetime as dt
import hashlib
import io

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from plans.models import Signature, SignatureGroup, SigningCertificate
from plans.signing import certificates
from plans.signing.addresses import verify_address
from plans.signing.moving import take
from plans.signing.sheet_paper import sheet_pdf
from publishing.refusals import Overtaken
from tests.plans.signing.signing import draft, opened, signatory, signed

pytestmark = pytest.mark.django_db
DOCUMENT = "signature_document"


def stored(certificate):
    with certificate.file.open() as file:
        return file.read()


def sent(answer):
    return b"".join(answer.streaming_content)


def status(answer):
    """Also reads a file to its end, which closes it."""
    if answer.streaming:
        sent(answer)
    return answer.status_code


def words(content):
    """All text of a PDF, its lines joined."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def is_tagged(content):
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]
    return bool(root["/MarkInfo"]["/Marked"]) and root["/Lang"] == "sl"


# --- Documents ---


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [(None, 200, 404), ("foreign", 200, 404), ("mayor", 200, 200), ("editor", 200, 200), ("coordinator", 200, 200)],
)
@pytest.mark.parametrize("which", ["sheet", "mandate"])
def test_papers_are_for_those_who_may_and_for_all_where_they_are_shown(client, people, who, shown, hidden, which):
    partner, mayor = signatory()
    signature = signed(opened(people), people, partner)
    if who:
        client.force_login(mayor if who == "mayor" else getattr(people, who))
    address, found = reverse(DOCUMENT, args=[signature.pk, which]), []

    for shows in (True, False):
        Signature.objects.update(show_documents=shows)
        found.append(status(client.get(address)))

    assert found == [shown, hidden]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "withdrawn"])
def test_papers_are_public_only_while_the_signature_stands(client, people, state):
    signature = draft(opened(people), show_documents=True)
    ended = {"ended_on": dt.date(2026, 9, 20)} if state == "withdrawn" else {}
    Signature.objects.update(state=state, **ended)

    answers = [client.get(reverse(DOCUMENT, args=[signature.pk, which])) for which in ("sheet", "mandate", "other")]

    assert [answer.status_code for answer in answers] == [404] * 3


def test_paper_goes_out_without_power_and_is_kept_by_no_cache(client, people):
    partner, mayor = signatory()
    signature = signed(opened(people), people, partner)
    client.force_login(mayor)

    answer = client.get(reverse(DOCUMENT, args=[signature.pk, "sheet"]))

    assert status(answer) == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["X-Robots-Tag"]) == ("nosniff", "noindex")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {"no-store", "private"} <= {part.strip() for part in answer["Cache-Control"].split(",")}


# --- The sheet ---


@pytest.mark.parametrize(
    ("authentic", "first"),
    [("both", "Besedilo v slovenščini"), ("sl", "Besedilo v slovenščini"), ("en", "Text in English")],
)
def test_sheet_holds_the_exact_texts_with_their_hashes_and_the_authentic_one_first(people, authentic, first):
    text = opened(people, authentic=authentic)
    signature = draft(text, signatory()[0])

    content = sheet_pdf(text, signature)

    said = words(content)
    solid = said.replace(" ", "")
    assert is_tagged(content)
    assert all(line in said for line in filter(None, f"{text.text_sl}\n{text.text_en}".split("\n")))
    assert all(sha in solid for sha in (text.sha_sl, text.sha_en, text.sha))
    assert ("Občina Vič" in said, "Občinski svet" in said) == (True, True)
    assert min((said.find(name), name) for name in ("Besedilo v slovenščini", "Text in English"))[1] == first


def test_empty_sheet_is_had_by_the_steward(client, people):
    text = opened(people)
    client.force_login(people.editor)

    answer = client.get(reverse("commitment_sheet", args=[text.dossier_id, 1]))

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert client.get(reverse("commitment_sheet", args=[text.dossier_id, 2])).status_code == 404


# --- Certificates ---


@pytest.fixture
def certified(people):
    """A signature in force with its certificate."""
    signature = signed(opened(people), people, signatory()[0])
    certificates.make_first(signature.pk)
    return signature


def test_certificate_is_made_after_it_comes_into_force(client, people, jobs):
    partner, mayor = signatory()
    with jobs():
        signature = signed(opened(people), people, partner)

    certificate = SigningCertificate.objects.get()
    client.force_login(mayor)
    answer = client.get(reverse("signature_certificate", args=[signature.pk, certificate.pk]))
    content = sent(answer)
    assert certificate.number == f"MER-Z-{timezone.localdate().year}-000001"
    assert hashlib.sha256(content).hexdigest() == certificate.sha256
    assert [notice.sentence for notice in mayor.notices.order_by("pk")] == ["signature_active", "signature_certificate"]


def test_certificate_says_in_both_languages_who_signed_which_text_and_no_person(certified):
    certificate = SigningCertificate.objects.get()
    content = stored(certificate)

    said = words(content)
    solid = said.replace(" ", "")

    assert is_tagged(content)
    for line in ("Potrdilo o podpisu", "Certificate of the signature", "Občina Vič", "Zaveza za primer", "Example com"):
        assert line in said
    assert (certificate.number in said, certified.text.sha in solid, "31. avgust 2026" in said) == (True, True, True)
    assert "Županja" not in said


def test_qr_code_leads_to_the_verification(certified):
    certificate = SigningCertificate.objects.get()
    page = pypdfium2.PdfDocument(stored(certificate))[0].render(scale=3).to_pil()

    [found] = zxingcpp.read_barcodes(page)

    assert found.text == verify_address(certificate.code)


def test_certificate_is_made_once_whoever_asks_again(certified):
    assert certificates.make_first(certified.pk) is False
    assert SigningCertificate.objects.count() == 1


def test_certificate_issued_anew_replaces_the_first_whose_bytes_stay(client, people, certified):
    first = SigningCertificate.objects.get()
    bytes_before = stored(first)
    client.force_login(people.representative)
    address = reverse("signature_reissue", args=[certified.pk])
    typed = {"name": "Mestna občina  Vič", "seen": first.number}

    answers = [client.post(address, typed).status_code for _time in range(2)]

    newest, first = SigningCertificate.objects.order_by("-pk")
    certified.refresh_from_db()
    assert (answers, first.replaced_by, newest.replaced_by) == ([302, 409], newest, None)
    assert (certified.name, newest.number[-1]) == ("Mestna občina Vič", "2")
    assert "Mestna občina Vič" in words(stored(newest))
    assert stored(first) == bytes_before
    assert hashlib.sha256(bytes_before).hexdigest() == first.sha256


def test_certificate_of_a_withdrawn_signature_stays_as_it_was_issued(client, people, certified):
    """Acceptance 22, the half of the certificate."""
    certificate = SigningCertificate.objects.get()
    before = stored(certificate)
    take(step="withdraw", signature=certified, by=people.coordinator, reason="Sklep.")
    client.force_login(people.representative)

    address = reverse("signature_certificate", args=[certified.pk, certificate.pk])
    after = sent(client.get(address))
    client.logout()

    certificate.refresh_from_db()
    assert (after, hashlib.sha256(after).hexdigest()) == (before, certificate.sha256)
    assert client.get(address).status_code == 302
    with pytest.raises(Overtaken):
        certificates.issue_anew(signature=certified, by=people.coordinator, name="X", replaced=certificate)


@pytest.mark.parametrize(
    ("who", "expected"), [("foreign", 404), ("member", 404), ("editor", 200), ("coordinator", 200)]
)
def test_certificate_is_for_the_signatory_the_steward_and_the_coordinators(client, people, certified, who, expected):
    client.force_login(getattr(people, who))

    answer = client.get(reverse("signature_certificate", args=[certified.pk, SigningCertificate.objects.get().pk]))

    assert status(answer) == expected


@pytest.mark.parametrize("name", ["A" * 200, "=1+1 \u202eabc", "Občina 中文 #let", "Ω" * 60])
def test_certificate_is_made_of_any_name(people, name):
    text = opened(people)
    group = SignatureGroup.objects.create(text=text, name="G" * 200, sort="shared")
    signature = signed(text, people, name=name)
    Signature.objects.update(group=group)

    assert certificates.make_first(signature.pk)
