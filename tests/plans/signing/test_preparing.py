"""A signature is begun, kept as a draft, submitted, taken back, returned and mended; nothing typed is lost."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.models import Signature, SignatureStep
from plans.signing.keeping import begin
from plans.signing.moving import take
from plans.signing.texts import close_text, open_text
from publishing.models import Version
from tests.documents import make_pdf
from tests.factories import make_person
from tests.plans.signing.signing import draft, opened, signatory, signed

pytestmark = pytest.mark.django_db
TYPED = {
    "country": "SI",
    "language": "sl",
    "person": "Ana  Županja",
    "function": "županja",
    "mandate_body": "Občinski svet",
    "mandate_on": "31. 8. 2026",
    "mandate_reference": "032-4/2026",
    "signed_on": "2026-09-15",
}


@pytest.fixture(autouse=True)
def in_autumn(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: dt.date(2026, 10, 1))


def begun(text, partner, mayor):
    return begin(text=text, by=mayor, partner=partner)


def send(client, signature, do="save", **typed):
    page = reverse("signature_write", args=[signature.pk])
    mark = client.get(page).context["form"]["mark"].value()
    return client.post(page, {"mark": mark, "do": do} | TYPED | typed)


def sheet(name="podpis.pdf"):
    return SimpleUploadedFile(name, make_pdf("podpisano"))


def test_only_representatives_find_the_button_on_the_page_of_the_commitment(client, people):
    text = opened(people)
    _partner, mayor = signatory()
    page, way = text.dossier.entry.get_absolute_url(), reverse("commitment_sign", args=[text.dossier.entry.slug])

    found = {}
    for name, person in {"nobody": None, "member": people.member, "mayor": mayor}.items():
        client.logout()
        if person:
            client.force_login(person)
        found[name] = way in client.get(page).text

    assert found == {"nobody": False, "member": False, "mayor": True}
    assert client.get(way).status_code == 200
    client.force_login(people.member)
    assert client.get(way).status_code == 404


def test_representative_begins_once_and_is_led_to_what_stands(client, people):
    text = opened(people)
    partner, mayor = signatory()
    client.force_login(mayor)
    page = reverse("commitment_sign", args=[text.dossier.entry.slug])

    answers = [client.post(page, {"partner": partner.pk}) for _time in range(2)]

    signature = Signature.objects.get()
    assert [answer.url for answer in answers] == [
        reverse("signature_write", args=[signature.pk]),
        reverse("signature", args=[signature.pk]),
    ]
    assert (signature.name, signature.country.code, signature.created_by) == ("Občina Vič", "SI", mayor)


def test_nobody_begins_for_an_organisation_of_others(client, people):
    text = opened(people)
    _partner, mayor = signatory()
    client.force_login(mayor)

    answer = client.post(reverse("commitment_sign", args=[text.dossier.entry.slug]), {"partner": people.other.pk})

    assert (answer.status_code, Signature.objects.count()) == (404, 0)


def test_draft_is_kept_with_its_papers_and_submitted(client, people):
    text = opened(people)
    partner, mayor = signatory()
    signature = begun(text, partner, mayor)
    client.force_login(mayor)

    kept = send(client, signature, signed_document=sheet(), registration_number="si 1234 ab")
    submitted = client.post(reverse("signature_step", args=[signature.pk, "submit"]))

    signature.refresh_from_db()
    assert (kept.status_code, submitted.status_code, signature.state) == (302, 302, "submitted")
    assert (signature.person, signature.registration_number) == ("Ana Županja", "SI1234AB")
    assert (signature.mandate_on, len(signature.signed_sha256)) == (dt.date(2026, 8, 31), 64)


def test_what_can_be_kept_is_kept_where_something_else_is_wrong(client, people):
    signature = begun(opened(people), *signatory())
    client.force_login(signature.created_by)

    answer = send(client, signature, mandate_on="1. 9. 2027", signed_document=sheet())

    signature.refresh_from_db()
    assert set(answer.context["form"].errors) == {"mandate_on", "signed_on"}
    assert (signature.person, signature.mandate_on, bool(signature.signed_document)) == ("Ana Županja", None, True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"mandate_on": "16. 9. 2026"}, "signed_on"),
        ({"mandate_on": "0206-08-31"}, "mandate_on"),
        ({"signed_on": "2. 10. 2026"}, "signed_on"),
        ({"signed_on": "30. 2. 2026"}, "signed_on"),
        ({"event": "Česar ni"}, "event"),
        ({"country": "XX"}, "country"),
        ({"email": "ni naslov"}, "email"),
        ({"group": "999"}, "group"),
        ({"person": "a" * 151}, "person"),
        ({"person": "a\0b"}, "person"),
    ],
)
def test_mistakes_are_named_at_their_field_and_what_was_typed_stays(client, people, typed, field):
    signature = begun(opened(people), *signatory())
    client.force_login(signature.created_by)

    answer = send(client, signature, **typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert answer.context["form"]["function"].value() == "županja"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("podpis.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("podpis.pdf", b""),
        ("podpis.txt", b"podpisano"),
        ("podpis.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("podpis.png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_sheet_that_is_none_is_refused_at_its_field(client, people, name, content):
    signature = begun(opened(people), *signatory())
    client.force_login(signature.created_by)

    answer = send(client, signature, signed_document=SimpleUploadedFile(name, content))

    signature.refresh_from_db()
    assert list(answer.context["form"].errors) == ["signed_document"]
    assert (bool(signature.signed_document), signature.person) == (False, "Ana Županja")


def test_of_two_who_change_a_draft_the_second_is_told_and_keeps_what_was_typed(client, people):
    signature = begun(opened(people), *signatory())
    client.force_login(signature.created_by)
    page = reverse("signature_write", args=[signature.pk])
    mark = client.get(page).context["form"]["mark"].value()
    send(client, signature, person="Prva")

    answer = client.post(page, TYPED | {"mark": mark, "person": "Druga"})

    signature.refresh_from_db()
    assert (answer.status_code, signature.person) == (409, "Prva")
    assert answer.context["form"]["person"].value() == "Druga"


def test_signature_is_taken_back_returned_and_mended(client, people):
    text = opened(people)
    partner, mayor = signatory()
    signature = draft(text, partner)
    take(step="submit", signature=signature, by=mayor)
    take(step="take_back", signature=signature, by=mayor)
    take(step="submit", signature=signature, by=mayor)
    client.force_login(people.representative)
    answer = client.post(reverse("signature_step", args=[signature.pk, "return"]), {"reason": "Sklep ni podpisan."})

    client.force_login(mayor)
    page = client.get(reverse("signature", args=[signature.pk]))
    send(client, signature)
    client.post(reverse("signature_step", args=[signature.pk, "submit"]))

    assert (answer.status_code, "Sklep ni podpisan." in page.text) == (302, True)
    steps = list(SignatureStep.objects.order_by("pk").values_list("step", flat=True))
    assert steps == ["submit", "take_back", "submit", "return", "submit"]


def test_return_without_a_reason_is_asked_for_one(client, people):
    signature = draft(opened(people), signatory()[0])
    take(step="submit", signature=signature, by=people.coordinator)
    client.force_login(people.representative)

    answer = client.post(reverse("signature_step", args=[signature.pk, "return"]), {"reason": " "})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["reason"])
    assert Signature.objects.get().state == "submitted"


def test_document_is_awaited_and_added_by_the_steward_once(client, people):
    text = opened(people)
    partner, mayor = signatory()
    signature = draft(text, partner)
    Signature.objects.update(signed_document="", mandate_document="")
    signature = Signature.objects.get()
    take(step="submit", signature=signature, by=mayor)
    client.force_login(people.representative)
    papers = reverse("signature_papers", args=[signature.pk])

    before = client.get(reverse("commitment_signatures", args=[text.dossier_id]))
    first = client.post(papers, {"signed_document": sheet()})
    second = client.post(papers, {"signed_document": sheet()})

    assert "čakamo na dokument" in before.text
    assert (first.status_code, second.status_code) == (302, 409)


def thrown_away(client, person, signature):
    client.force_login(person)
    page = reverse("signature_discard", args=[signature.pk])
    return client.get(page).status_code, client.post(page).status_code


def test_draft_that_was_never_submitted_is_gone_when_it_is_thrown_away(client, people):
    partner, mayor = signatory()

    assert thrown_away(client, mayor, begun(opened(people), partner, mayor)) == (200, 302)
    assert not Signature.objects.exists()


@pytest.mark.parametrize("step", ["take_back", "return"])
def test_of_what_was_submitted_once_the_record_stays_and_it_can_be_signed_anew(client, people, step):
    text = opened(people)
    partner, mayor = signatory()
    signature = draft(text, partner, email="sindaco@example.org")
    take(step="submit", signature=signature, by=mayor)
    take(step=step, signature=signature, by=people.coordinator, reason="Manjka žig.")

    answers = thrown_away(client, mayor, signature)

    signature.refresh_from_db()
    told = (signature.person, signature.email, signature.mandate_on, bool(signature.signed_document))
    assert (answers, signature.state, told) == ((200, 302), "discarded", ("", "", None, False))
    assert list(signature.steps.values_list("step", flat=True)) == ["submit", step, "discard"]
    assert client.get(reverse("signature", args=[signature.pk])).status_code == 200
    assert begun(text, partner, mayor) != signature


@pytest.mark.parametrize("state", ["submitted", "active", "discarded"])
def test_what_is_checked_or_over_is_not_thrown_away(client, people, state):
    partner, mayor = signatory()
    signature = draft(opened(people), partner)
    take(step="submit", signature=signature, by=mayor)
    if state == "active":
        take(step="activate", signature=signature, by=people.representative)
    Signature.objects.filter(state="submitted").update(state=state)

    assert thrown_away(client, mayor, signature) == (409, 409)
    assert Signature.objects.get().state == state


def test_what_was_typed_goes_on_with_the_text_that_is_open_now(client, people):
    """Text closed meanwhile: a link to the new one, what was typed stays."""
    text = opened(people)
    partner, mayor = signatory()
    signature = draft(text, partner)
    close_text(text=text, by=people.representative)
    version = Version.objects.get()
    version.content |= {"body_sl": "Drugače."}
    version.save()
    second = open_text(dossier=text.dossier, by=people.representative)
    client.force_login(mayor)

    page = client.get(reverse("signature_write", args=[signature.pk]))
    answer = client.post(reverse("signature_carry_over", args=[signature.pk]))

    signature.refresh_from_db()
    assert (page.context["newer"], answer.status_code) == (second, 302)
    assert (signature.text_id, signature.state, signature.person) == (second.pk, "draft", "Ana Županja")
    assert (bool(signature.signed_document), bool(signature.mandate_document)) == (False, True)


def test_organisation_without_an_account_is_recorded_by_the_steward_once(client, people):
    text = opened(people)
    client.force_login(people.representative)
    page = reverse("signature_new", args=[text.dossier_id])
    typed = {"name": "Comune di Prova", "registration_number": "it 99 1", "country": "IT", "language": "en"}

    first = client.post(page, typed)
    again = client.post(page, typed | {"registration_number": "IT991", "name": "Comune"})

    signature = Signature.objects.get()
    assert (first.status_code, again.status_code, again.context["standing"]) == (302, 409, signature)
    assert (signature.registration_number, signature.partner) == ("IT991", None)


@pytest.mark.parametrize(("who", "asked"), [("representative", False), ("coordinator", True)])
def test_only_coordinators_record_for_a_partner_of_the_portal(client, people, who, asked):
    text = opened(people)
    partner, _mayor = signatory()
    client.force_login(getattr(people, who))
    page = reverse("signature_new", args=[text.dossier_id])

    form = client.get(page).context["form"]
    client.post(page, {"partner": "Občina Vič", "language": "sl"})

    assert ("partner" in form.fields) == asked
    assert [row.partner for row in Signature.objects.all()] == [partner] * asked


@pytest.mark.parametrize("name", ["signature", "signature_write", "signature_discard", "signature_sheet"])
def test_signature_of_others_does_not_exist(client, people, name):
    signature = draft(opened(people), signatory()[0])
    client.force_login(people.foreign)

    assert client.get(reverse(name, args=[signature.pk])).status_code == 404
    assert client.post(reverse("signature_step", args=[signature.pk, "withdraw"])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_my_signatures_asks_as_often_for_three_as_for_one(client, people, django_assert_num_queries, number):
    mayor, partner = None, None
    for count in range(number):
        text = opened(people, title_sl=f"Zaveza {count}", title_en=f"Commitment {count}")
        if mayor is None:
            partner, mayor = signatory()
        signed(text, people, partner)
    client.force_login(mayor)
    client.get(reverse("my_signatures"))

    with django_assert_num_queries(8):
        answer = client.get(reverse("my_signatures"))

    assert len(answer.context["rows"]) == number


def test_page_of_a_commitment_that_can_be_signed_touches_no_session(client, people):
    page = opened(people).dossier.entry.get_absolute_url()

    assert "Cookie" not in client.get(page).get("Vary", "")


def test_only_who_may_submit_is_offered_to(client, people):
    signature = begun(opened(people), *signatory())
    editor = make_person("urednik@example.org")
    signature.partner.memberships.create(user=editor, role="editor")
    page, found = reverse("signature_write", args=[signature.pk]), []

    for person in (signature.created_by, editor):
        client.force_login(person)
        found.append(client.get(page).context["may_submit"])

    assert found == [True, False]


def test_the_public_page_says_to_everybody_who_signs_and_whom_to_ask(client, people):
    page = opened(people).dossier.entry.get_absolute_url()

    assert "kdor nima računa, se obrne na skrbnika" in client.get(page).text
