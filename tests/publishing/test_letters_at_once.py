"""Two coordinators press *Send* at once: the issue begins once, and nobody gets two copies."""

import pytest

from library.models import Practice
from publishing.letters import sending
from publishing.models import Delivery, Mail
from tests.factories import make
from tests.publishing.letters import make_issue, make_letter, make_subscriber
from tests.publishing.test_two_at_once import at_once, standing_rows  # noqa: F401  a fixture, used by its name

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_press_at_once_one_begins():
    letter = make_letter()
    make(Practice, title_sl="Skupna para", title_en="Shared steam")
    issue, begun = make_issue(letter), []
    for number in range(3):
        make_subscriber(letter, f"oseba{number}@example.org")

    at_once(*[lambda: begun.append(sending.start(issue.pk))] * 2)
    sending.send_batch.call(issue.pk)

    assert (sorted(begun), Delivery.objects.count(), Mail.objects.count()) == ([False, True], 3, 3)
