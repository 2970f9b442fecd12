"""An event that does not take place: the public reads why, all active are told once, nobody gets a place any more."""

import pytest
from django.urls import reverse

from publishing.models import Mail
from publishing.refusals import Refused
from tests.workshops.coming import comes, now_of, states, wishes
from workshops.models import Occurrence
from workshops.registering.steps import Closed, approve, offer, restore, verify, withdraw

pytestmark = pytest.mark.django_db

WHY = {"reason_sl": "Predavateljica je zbolela.", "reason_en": "The speaker is ill."}


def cancel(client, desk, **changed):
    return client.post(reverse("event_cancel", args=[desk.event.pk]), WHY | changed)


def told():
    return sorted(Mail.objects.filter(subject__startswith="Odpovedano").values_list("to", flat=True))


def test_the_public_reads_why_in_its_language(organiser, desk):
    cancel(organiser, desk)
    organiser.logout()

    pages = [organiser.get(f"/{code}/{way}/").content.decode() for code, way in ways(desk.event)]

    assert [word in page for page in pages for word in WHY.values()] == [True, False, False, True]


def ways(event):
    return ("sl", f"dogodki/{event.slug_sl}"), ("en", f"events/{event.slug_en}")


def test_everybody_active_is_told_once_in_the_language_of_the_registration(organiser, desk):
    for number, language in enumerate(("sl", "sl", "en")):
        comes(desk.form, email=f"potrjen{number}@example.org", language=language)
    comes(desk.form, email="caka@example.org")
    withdraw(registration=now_of(comes(desk.other_form, email="drugje@example.org")))
    wishes(desk.form, email="nepotrjen@example.org")

    first, second = cancel(organiser, desk), cancel(organiser, desk)

    assert (first.status_code, second.status_code) == (302, 409)
    assert told() == ["caka@example.org", "potrjen0@example.org", "potrjen1@example.org"]
    english = Mail.objects.get(subject__startswith="Cancelled")
    assert (english.to, WHY["reason_en"] in english.text) == ("potrjen2@example.org", True)


@pytest.mark.parametrize("reasons", [{"reason_sl": "", "reason_en": ""}, {"reason_sl": " ", "reason_en": ""}])
def test_an_event_is_not_cancelled_without_a_reason(organiser, desk, reasons):
    cancel(organiser, desk, **reasons)

    assert not Occurrence.objects.filter(cancelled_at__isnull=False).exists()


def test_nobody_gets_a_place_any_more(organiser, desk):
    first, unproven = comes(desk.form, 3), wishes(desk.form)
    waits = comes(desk.form)
    gone = comes(desk.form)
    withdraw(registration=gone)
    cancel(organiser, desk)

    withdraw(registration=now_of(first))

    given = {"by": desk.organiser, "reason": "x"}
    for step, registration, more in ((offer, waits, given), (restore, gone, given), (verify, unproven, {})):
        with pytest.raises(Closed):
            step(registration=now_of(registration), **more)
    assert states(first, waits, gone, unproven) == ["withdrawn", "waiting", "withdrawn", "unverified"]


def test_nobody_is_approved_any_more(organiser, desk):
    desk.form.approval = True
    desk.form.save()
    pending = comes(desk.form)
    cancel(organiser, desk)

    with pytest.raises(Refused):
        approve(registration=now_of(pending), by=desk.organiser)

    assert states(pending) == ["pending"]


def test_an_event_without_registration_is_cancelled_too(organiser, desk):
    desk.form.delete()

    assert cancel(organiser, desk).status_code == 302
    assert Occurrence.objects.get(event=desk.event).cancel_reason_sl == WHY["reason_sl"]
