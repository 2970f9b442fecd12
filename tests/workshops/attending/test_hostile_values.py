"""Whatever is sent to the pages of attending: an answer, never a fault of the server, and nothing is half done."""

import pytest
from django.urls import reverse

from tests.workshops.attending.there import past_form, was_there, with_role
from workshops.attending.certificates import issue, token_of
from workshops.attending.guests import Guest
from workshops.models import Attendance, Certificate, FeedbackAnswer
from workshops.registering.passes import pass_token

pytestmark = pytest.mark.django_db
VALUES = ["a\x00b", "9" * 5000, "1e400", "١٢٣", "x" * 100_000, "-1", "=1+1", "\u202e", "1-\x00"]
NAMES = ["attend", "undo", "day", "q", "anew", "reason", "name", "title_sl", "access", "link", "delete"]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_hostile_values_get_an_answer(client, make_user, value):
    form = past_form(3)
    question = form.questions.create(stage="feedback", kind="number", label_sl="Ocena", required=True)
    registration = was_there(form)
    certificate, _is_new = issue(guest=Guest(registration))
    with_role(client, make_user, form.event)
    event = [form.event.pk]
    addresses = [
        reverse("event_pass", args=[pass_token(registration)]),
        *(
            reverse(f"event_{name}", args=event)
            for name in ("attendance", "attendance_list", "certificates", "materials")
        ),
        reverse("event_certificate_revoke", args=[*event, certificate.pk]),
        reverse("certificate", args=[token_of(certificate.number)]),
        reverse("my_feedback", args=[registration.token]),
    ]
    given = dict.fromkeys([*NAMES, f"q{question.pk}", f"day-{form.event.start}"], value)

    answers = [client.post(address, given).status_code for address in addresses]
    answers += [client.get(address, given).status_code for address in addresses]

    assert [status for status in answers if status >= 500] == []
    assert (Attendance.objects.count(), Certificate.objects.count()) == (1, 1)
    assert FeedbackAnswer.objects.count() <= 1
