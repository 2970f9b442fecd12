"""Certificates: who earns one, what the paper says, how it is verified, and that it never says more."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
import zxingcpp
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from publishing.daily_round import daily_round
from publishing.models import Mail
from publishing.refusals import Refused
from tests.workshops.attending.there import past_form, queries_of, was_there, with_role
from tests.workshops.coming import comes, make_event
from workshops.attending.certificates import NotEarned, issue, revoke, token_of
from workshops.attending.days import time_on
from workshops.attending.earning import earned_by
from workshops.attending.guests import Guest
from workshops.attending.paper import pdf_of
from workshops.attending.steps import undo
from workshops.calendars.moments import days_of
from workshops.models import Certificate
from workshops.registering import names
from workshops.registering.names import name_digest, validate_name

pytestmark = pytest.mark.django_db


def issued(name="Ana Žagar", **fields):
    registration = was_there(past_form(3, **fields), name=name)
    return issue(guest=Guest(registration))[0]


def address_of(certificate):
    return reverse("certificate", args=[token_of(certificate.number)])


# --- Earned ---


@pytest.mark.parametrize(("share", "enough"), [(80, False), (79, False), (78, True), (75, True)])
def test_eleven_of_fourteen_hours_are_not_quite_eighty_per_cent(share, enough):
    form = past_form(3.5, 7.5, 3, certificate="hours", least_share=share)

    earned = earned_by(Guest(was_there(form, 0, 1)), form)

    assert (earned.hours, earned.is_enough) == (Decimal("11.00"), enough)


@pytest.mark.parametrize(
    ("fields", "attended", "enough"),
    [
        ({"certificate": "days", "least_share": 50}, [0], True),
        ({"certificate": "days", "least_share": 51}, [0], False),
        ({"certificate": "hours", "least_share": 51}, [0], False),  # no times in the programme: days count
        ({"certificate": "none", "least_share": 1}, [0, 1], False),
    ],
)
def test_days_count_where_the_form_says_so_or_the_programme_has_no_times(fields, attended, enough):
    form = past_form(days=2, **fields)

    assert earned_by(Guest(was_there(form, *attended)), form).is_enough == enough


@pytest.mark.parametrize(("day", "hours"), [("2027-10-30", 7), ("2027-03-27", 5), ("2027-11-06", 6)])
def test_a_night_in_which_clocks_change_lasts_as_long_as_it_really_does(day, hours):
    event = make_event(start=day, end=day)
    event.sessions.create(day=dt.date.fromisoformat(day), time=dt.time(22), ends=dt.time(4), title_sl="Opazovanje")

    assert time_on(event, days_of(event)) == dt.timedelta(hours=hours)


def test_hours_at_the_same_time_count_once():
    form = past_form(4)
    session = form.event.sessions.get()
    form.event.sessions.create(day=session.day, time=session.time, ends=session.ends, title_sl="Vzporedno")

    assert earned_by(Guest(was_there(form)), form).hours == 4


def test_who_was_not_there_gets_none():
    with pytest.raises(NotEarned):
        issue(guest=Guest(comes(past_form(3))))


# --- Issued ---


def test_the_daily_round_issues_each_certificate_once_and_tells_by_mail():
    form = past_form(3)
    registration, other = was_there(form, people=2), was_there(form)

    daily_round()
    _done, failed = daily_round()

    year = timezone.localdate().year
    assert [each.number for each in Certificate.objects.order_by("number")] == [f"MER-{year}-{n:06}" for n in (1, 2, 3)]
    assert registration.certificates.count() == 2
    assert Mail.objects.filter(to=registration.email, subject__startswith="Potrdilo").count() == 2
    assert Mail.objects.filter(to=other.email, subject__startswith="Potrdilo").count() == 1
    assert failed == 0


def test_a_revoked_certificate_is_only_issued_anew_where_that_is_asked_for():
    certificate = issued()
    guest = Guest(certificate.registration)
    revoke(certificate=certificate, reason="Pomota")

    daily_round()
    with pytest.raises(NotEarned):
        issue(guest=guest)
    again, is_new = issue(guest=guest, anew=True)

    assert is_new
    assert again.number != certificate.number
    assert issue(guest=guest, anew=True) == (again, False)


def test_what_a_certificate_rests_on_is_not_taken_back():
    certificate = issued()
    [day] = certificate.registration.attendances.values_list("day", flat=True)

    with pytest.raises(Refused):
        undo(guest=Guest(certificate.registration), day=day, by=None)


def test_a_companion_who_goes_leaves_the_number_and_the_digest():
    registration = was_there(past_form(3), people=2)
    certificates = [issue(guest=Guest(registration, each))[0] for each in (None, registration.companions.get())]

    registration.companions.all().delete()

    kept = Certificate.objects.get(pk=certificates[1].pk)
    assert (kept.registration, kept.companion, kept.name_digest) == (None, None, certificates[1].name_digest)
    assert pdf_of(kept) is None


# --- The paper ---


def test_the_paper_holds_all_letters_is_tagged_and_leads_to_its_verification():
    certificate = issued("Čedomir Šžđ Παπαδόπουλος Ђорђе")

    content = pdf_of(certificate)

    reader = PdfReader(io.BytesIO(content))
    text = " ".join(reader.pages[0].extract_text().split())
    assert [word in text for word in ("Čedomir Šžđ", "Παπαδόπουλος", "Ђорђе", certificate.number)] == [True] * 4
    assert text.index("Potrdilo o udeležbi") < text.index("Certificate of attendance")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert read_code(content) == f"http://testserver{address_of(certificate)}"


def read_code(content):
    import pypdfium2

    image = pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil()
    return zxingcpp.read_barcode(Image.fromarray(__import__("numpy").asarray(image.convert("L")))).text


def test_the_paper_stays_the_same_whatever_becomes_of_the_event():
    certificate = issued()
    before = pdf_of(certificate)
    event = certificate.event
    event.title_sl, event.location_sl = "Drug naslov", "Drugje"
    event.save()

    assert pdf_of(Certificate.objects.get()) == before


def test_there_is_no_paper_in_another_name():
    certificate = issued()
    certificate.registration.name = "Nekdo Drug"
    certificate.registration.save()

    assert pdf_of(Certificate.objects.get()) is None


@pytest.mark.parametrize("name", ["王伟", "Ana 😀", "Ana ﷺ"])
def test_a_name_that_no_letters_can_show_is_refused_with_its_sign(name):
    with pytest.raises(ValidationError, match=r"ne znamo izpisati\. Zapišite ime z latinico, grščino ali cirilico"):
        validate_name(name)


def test_a_name_that_is_far_too_long_is_not_set_on_trial(monkeypatch):
    monkeypatch.setattr(names, "unknown_sign", pytest.fail)

    with pytest.raises(ValidationError, match="150"):
        names.NameField().clean("Ω" * 100_000)


@pytest.mark.parametrize("name", ["Ana Žagar", "Nguyễn Văn Đức", "Γιώργος", "Ђорђе", "O’Brien-Łuć", "Ọbáfẹ́mi"])
def test_a_name_of_european_letters_is_taken(name):
    validate_name(name)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("ana  žagar ", True),
        ("ANA ŽAGAR", True),
        ("Ana Z\u030cagar", True),
        ("\u202eAna Žagar", True),
        ("Ana Zagar", False),
    ],
)
def test_a_name_is_compared_without_capitals_blanks_and_hidden_signs(typed, same):
    assert (name_digest("MER-2027-000001", typed) == name_digest("MER-2027-000001", "Ana Žagar")) == same


def test_equal_names_on_two_certificates_have_different_digests():
    assert name_digest("MER-2027-000001", "Ana") != name_digest("MER-2027-000002", "Ana")


# --- Verified ---


def test_verification_says_all_but_the_name(client):
    certificate = issued(days=1)
    address = address_of(certificate)

    answers = [client.get(address), *(client.post(address, {"name": name}) for name in ("ana žagar", "Nekdo Drug"))]

    pages = [answer.content.decode() for answer in answers]
    assert [answer.context["answer"] for answer in answers] == ["", "matches", "differs"]
    assert all(certificate.number in page and certificate.said["sl"]["title"] in page for page in pages)
    assert not any(name.casefold() in page.casefold() for page in pages for name in ("Žagar", "Nekdo Drug"))
    assert all("noindex" in answer["X-Robots-Tag"] for answer in answers)


def test_a_revoked_certificate_says_so_and_why(client):
    certificate = issued()
    revoke(certificate=certificate, reason="Izdano pomotoma")

    page = client.get(address_of(certificate)).content.decode()

    assert "Izdano pomotoma" in page
    assert "Potrdilo je veljavno" not in page


def test_names_cannot_be_tried_without_end(client):
    address = address_of(issued())

    answers = [client.post(address, {"name": f"Ime {number}"}).status_code for number in range(21)]

    assert answers == [200] * 20 + [429]


def test_verification_outlives_the_name(client):
    certificate = issued()
    certificate.registration.delete()

    answer = client.post(address_of(certificate), {"name": "Ana Žagar"})

    assert answer.context["answer"] == "matches"


# --- At the desk and behind the link ---


def test_organisers_issue_revoke_and_take_all_in_one_archive(client, make_user):
    form = past_form(3)
    was_there(form, name="Ana Žagar"), was_there(form, name="Wang 王")
    with_role(client, make_user, form.event)
    desk = reverse("event_certificates", args=[form.event.pk])

    page = client.post(desk, {"issue": "all"}, follow=True).content.decode()

    certificate = Certificate.objects.get()
    assert "Znaka »王« ne znamo izpisati" in page
    archive = client.get(reverse("event_certificates_archive", args=[form.event.pk, 1]))
    names = zipfile.ZipFile(io.BytesIO(archive.content)).namelist()
    assert names == [f"{certificate.number}-ana-zagar.pdf"]

    client.post(
        reverse("event_certificate_revoke", args=[form.event.pk, certificate.pk]), {"reason": "Napaka"}, follow=True
    )
    client.post(desk, {"anew": certificate.registration_id}, follow=True)

    assert list(Certificate.objects.order_by("pk").values_list("reason", flat=True)) == ["Napaka", ""]


def test_nothing_is_revoked_without_a_reason(client, make_user):
    certificate = issued()
    with_role(client, make_user, certificate.event)

    answer = client.post(
        reverse("event_certificate_revoke", args=[certificate.event_id, certificate.pk]), {"reason": " "}
    )

    assert answer.context["form"].errors
    assert Certificate.objects.get().revoked_at is None


def test_a_participant_fetches_what_is_valid_behind_the_link(client):
    certificate = issued()
    token = certificate.registration.token
    address = reverse("my_certificate_pdf", args=[token, certificate.pk])

    shown = client.get(reverse("my_certificates", args=[token])).content.decode()
    fetched = client.get(address)
    revoke(certificate=certificate, reason="Pomota")

    assert address in shown
    assert fetched.content == pdf_of(certificate)
    assert client.get(address).status_code == 404


def test_the_desk_of_certificates_asks_as_often_whatever_the_number_of_people(client, make_user):
    form = past_form(3)
    was_there(form, people=2)
    with_role(client, make_user, form.event)

    before = queries_of(client, "event_certificates", form)
    for _number in range(4):
        was_there(form)

    assert queries_of(client, "event_certificates", form) == before
