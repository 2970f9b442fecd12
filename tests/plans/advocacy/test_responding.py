"""The answer to a recommendation: step by step, public at once, corrected and never forgotten."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Card
from plans.advocacy.responding import respond
from plans.models import Recommendation, Response
from publishing.refusals import Overtaken, Refused
from tests.documents import make_pdf
from tests.plans.advocacy.arguing import publish_recommendation, responded

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(people):
    return publish_recommendation(people).dossier


def status_of(dossier):
    return Recommendation.objects.get(pk=dossier.object_id).status_now


def form(**given):
    return {"status": "sent", "on": timezone.localdate().isoformat(), "by_whom": "", "seen": "", "once": "a"} | given


def test_the_newest_answer_is_the_status_of_page_and_card(client, people, dossier):
    responded(people, dossier, "sent", "answered", "partly")

    page = client.get(reverse("recommendation", args=[dossier.entry.slug_sl])).text
    assert (status_of(dossier), Card.objects.get(kind="recommendation").detail_sl) == (
        "partly",
        "nacionalna · delno sprejeto",
    )
    assert page.count("delno sprejeto") >= 2


@pytest.mark.parametrize("status", ["answered", "accepted", "implemented", "open"])
def test_no_step_is_left_out(people, dossier, status):
    with pytest.raises(Refused):
        responded(people, dossier, status)

    assert (status_of(dossier), Response.objects.count()) == ("open", 0)


@pytest.mark.parametrize("before", [(), ("sent",), ("sent", "answered", "rejected", "implemented")])
def test_events_overtake_any_status(people, dossier, before):
    responded(people, dossier, *before, "overtaken")

    assert status_of(dossier) == "overtaken"


def test_a_correction_stands_instead_of_the_last_one_which_stays_readable(client, people, dossier):
    responded(people, dossier, "sent", "answered")
    responded(people, dossier, "accepted", text_sl="Vse bo po vaše.")
    responded(people, dossier, "partly", corrects=True, text_sl="Samo pol bo po vaše.")

    page = client.get(reverse("recommendation", args=[dossier.entry.slug_sl])).text
    assert status_of(dossier) == "partly"
    assert [word in page for word in ("Vse bo po vaše.", "Samo pol bo po vaše.", "pozneje popravljeno")] == [True] * 3


def test_a_correction_may_lead_where_the_step_before_led(people, dossier):
    responded(people, dossier, "sent")

    with pytest.raises(Refused):
        responded(people, dossier, "accepted", corrects=True)
    responded(people, dossier, "overtaken", corrects=True)

    assert status_of(dossier) == "overtaken"


def test_of_two_who_record_at_once_the_second_is_told(people, dossier):
    first = responded(people, dossier, "sent")
    given = {"dossier": dossier, "by": people.coordinator, "on": timezone.localdate()}

    with pytest.raises(Overtaken):
        respond(status="overtaken", seen=None, **given)

    respond(status="overtaken", seen=first.pk, **given)
    assert Response.objects.count() == 2


@pytest.mark.parametrize("days", [1, -40])
def test_a_day_in_the_future_or_before_the_last_step_is_refused(people, dossier, days):
    responded(people, dossier, "sent")

    with pytest.raises(Refused):
        responded(people, dossier, "answered", on=timezone.localdate() + dt.timedelta(days=days))


def test_a_form_with_the_document_is_recorded_once_and_everybody_reads_it(client, people, dossier):
    client.force_login(people.representative)
    address = reverse("recommendation_respond", args=[dossier.pk])
    for _time in range(2):
        document = SimpleUploadedFile("odgovor.pdf", make_pdf("Odgovor"), "application/pdf")
        answer = client.post(address, form(by_whom="Direktorat za primer", document=document))

    client.logout()
    [response] = Response.objects.all()
    with_document = reverse("recommendation_answer", args=[dossier.entry.slug_sl, response.pk])
    page = client.get(reverse("recommendation", args=[dossier.entry.slug_sl])).text
    sent = client.get(with_document)
    sent.getvalue()  # read to its end, which also closes the file
    assert (answer.status_code, "Direktorat za primer" in page, with_document in page) == (302, True, True)
    assert (sent.status_code, sent["Content-Type"]) == (200, "application/pdf")
    assert sent["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "neznano"},
        {"on": "2999-01-01"},
        {"on": "31. 2. 2026"},
        {"document": SimpleUploadedFile("a.pdf", b"<script>", "application/pdf")},
        {"status": "implemented"},
        {"seen": "999"},
        {"by_whom": "x" * 201},
    ],
)
def test_bad_input_is_named_and_what_was_typed_stays(client, people, dossier, wrong):
    client.force_login(people.representative)

    answer = client.post(reverse("recommendation_respond", args=[dossier.pk]), form(text_sl="Natipkano.") | wrong)

    assert (answer.status_code in (200, 409), "Natipkano." in answer.text, Response.objects.count()) == (True, True, 0)


@pytest.mark.parametrize(
    ("who", "status"), [("editor", 404), ("representative", 200), ("coordinator", 200), ("foreign", 404)]
)
def test_representatives_and_coordinators_record_answers(client, people, dossier, who, status):
    client.force_login(getattr(people, who))

    assert client.get(reverse("recommendation_respond", args=[dossier.pk])).status_code == status


def test_the_document_of_what_is_not_public_goes_to_nobody(client, people, dossier):
    response = responded(people, dossier, "sent", document=SimpleUploadedFile("a.pdf", make_pdf("Odgovor")))
    address = reverse("recommendation_answer", args=[dossier.entry.slug_sl, response.pk])
    entry = dossier.entry
    entry.status = "withdrawn"
    entry.save()

    assert client.get(address).status_code == 404
