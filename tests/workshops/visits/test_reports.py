"""After a study visit each organisation says what it takes home; what it will use becomes its interest."""

import datetime as dt
from copy import deepcopy
from functools import partial
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from publishing.models import Notice
from tests.standing import stands
from tests.workshops.visits.visiting import make_visit
from workshops.models import Interest, Occurrence, VisitReport
from workshops.visits import reporting

pytestmark = pytest.mark.django_db


made_of_module = stands(partial(make_visit, in_days=-2, practices=2))


@pytest.fixture
def made(made_of_module, db):
    return deepcopy(made_of_module)


def page_of(made, partner=None):
    return reverse("visit_report", args=[made.event.slug, (partner or made.coming).pk])


def told(sentence):
    return sorted(Notice.objects.filter(sentence=sentence).values_list("person__email", flat=True))


def handed_in(made, partner=None, *, public=True, practices=(), **texts):
    return reporting.write(
        visit=made.visit,
        partner=partner or made.coming,
        by=made.of_coming,
        practices=practices,
        hand_in=True,
        public=public,
        **{"lessons_sl": "Začnite z občino."} | texts,
    )


def test_a_draft_is_kept_for_oneself_and_may_be_empty(client, made):
    client.force_login(made.of_coming)

    client.post(page_of(made), {"do": "save", "will_use_sl": "Parovod", "practices": [made.practices[0].pk]})

    report = VisitReport.objects.get()
    assert (report.will_use_sl, list(report.practices.all()), report.handed_in_at) == (
        "Parovod",
        made.practices[:1],
        None,
    )
    assert (Interest.objects.count(), "Parovod" in client.get(made.event.get_absolute_url()).content.decode()) == (
        0,
        False,
    )


def test_what_is_handed_in_needs_lessons_and_loses_nothing(client, made):
    client.force_login(made.of_coming)

    page = client.post(page_of(made), {"do": "hand_in", "follow_up_sl": "Sestanek junija"})

    assert list(page.context["form"].errors) == ["lessons_sl"]
    assert "Sestanek junija" in page.content.decode()


def test_each_practice_that_it_will_use_opens_an_interest_once(client, made):
    client.force_login(made.of_coming)
    ticked = {"practices": [made.practices[0].pk], "lessons_sl": "Naučili smo se."}

    for do in ("hand_in", "publish", "publish"):
        client.post(page_of(made), ticked | {"do": do})

    assert list(Interest.objects.values_list("practice", "partner", "event", "state")) == [
        (made.practices[0].pk, made.coming.pk, made.event.pk, "open")
    ]
    assert (told("interest"), told("visit_report_in")) == ([made.of_host.email], [made.of_host.email])


def test_an_interest_that_was_dropped_is_not_opened_by_a_correction(made):
    handed_in(made, practices=made.practices)
    Interest.objects.update(state="dropped")

    handed_in(made, practices=made.practices, lessons_sl="Popravljeno.")

    assert list(Interest.objects.values_list("state", flat=True)) == ["dropped", "dropped"]


@pytest.mark.parametrize("public", [True, False])
def test_the_page_of_the_event_shows_reports_that_are_public(client, made, public):
    handed_in(made, public=public)

    page = client.get(made.event.get_absolute_url()).content.decode()

    assert ("Začnite z občino." in page) == public


def test_before_the_visit_there_is_no_report(client):
    made = make_visit(in_days=3)
    client.force_login(made.of_coming)

    assert client.get(page_of(made)).status_code == 404


@pytest.mark.parametrize("who", ["of_invited", "of_host", "of_other"])
def test_nobody_else_opens_the_report_of_a_partner(client, made, who):
    handed_in(made)
    client.force_login(getattr(made, who))
    file = reverse("visit_report_file", args=[made.event.slug, made.coming.pk])

    answers = [client.get(page_of(made)), client.post(page_of(made), {"do": "save"}), client.get(file)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_organisers_have_all_reports_and_a_partner_its_own_as_tagged_pdf(client, made):
    handed_in(made, public=False)
    handed_in(made, made.invited, lessons_sl="Še ščepec žlahtnosti.", public=False)
    client.force_login(made.of_host)
    whole = client.get(reverse("visit_reports_file", args=[made.event.pk]))
    client.force_login(made.of_coming)
    own = client.get(reverse("visit_report_file", args=[made.event.slug, made.coming.pk]))

    read = [PdfReader(BytesIO(b"".join(answer) if answer.streaming else answer.content)) for answer in (whole, own)]
    texts = ["\n".join(page.extract_text() for page in reader.pages) for reader in read]
    assert ["žlahtnosti" in text for text in texts] == [True, False]
    assert ["Začnite z občino." in text for text in texts] == [True, True]
    assert [reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value for reader in read] == [True, True]


# --- The daily round ---


def walked():
    for wanted, do in ((reporting.to_ask, reporting.ask_for_reports), (reporting.to_remind, reporting.remind)):
        for pk in list(wanted().values_list("pk", flat=True)):
            do(pk)


def test_partners_are_asked_after_the_visit_and_reminded_7_and_0_days_before(monkeypatch, made):
    handed_in(made, made.invited)
    counts = {}
    real = timezone.localdate()
    for days in (0, 1, 20, 21, 22, 27, 28, 29, 40):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *args, day=real + dt.timedelta(days): day)
        walked()
        walked()
        counts[days] = (len(told("visit_report_wanted")), len(told("visit_report_due")))

    assert counts == {
        **dict.fromkeys((0, 1, 20), (1, 0)),
        **dict.fromkeys((21, 22, 27), (1, 1)),
        **dict.fromkeys((28, 29, 40), (1, 2)),
    }
    assert set(told("visit_report_due")) == {made.of_coming.email}


def test_nobody_is_asked_before_the_end_or_of_what_was_cancelled():
    today, cancelled = make_visit(in_days=0), make_visit(in_days=-2)
    told = {"cancelled_at": timezone.now(), "cancel_reason_sl": "Sneg"}
    Occurrence.objects.update_or_create(event=cancelled.event, defaults=told)

    assert not {today.visit, cancelled.visit} & {*reporting.to_ask()}
