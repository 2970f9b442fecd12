"""Two daily rounds at once: everything is done and told once, and nothing fails."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone

from catalogue.models import Card
from library.models import Practice
from partners.contact import steps
from partners.models import ContactRequest, Post
from publishing.daily_round import daily_round
from publishing.following.lists import search_of
from publishing.following.views import ask as follow
from publishing.models import Delivery, FollowedList, Issue, Mail, Notice
from tests.factories import make
from tests.partners.listings.exchanging import in_days, make_listing, organisation
from tests.publishing.letters import make_issue, make_letter, make_subscriber
from tests.publishing.test_two_at_once import at_once, standing_rows  # noqa: F401  a fixture, used by its name
from tests.workshops.transfers.taking_over import let_pass, make_network, report

pytestmark = pytest.mark.django_db(transaction=True)


def ago(**distance):
    return timezone.now() - dt.timedelta(**distance)


def all_that_is_due():
    """Of each part of the round that tells somebody something, one."""
    partner = organisation()
    need = make_listing("water", partner=partner, days=14)
    make_listing("water", direction="offer", days=200)
    make(Post, type="idea", partner=partner, published_at=ago(days=91))
    make(Post, type="opportunity", partner=partner, deadline_on=in_days(5))
    told = {"name": "Ana", "organisation": "", "text": "Koliko je to stalo?", "language": "sl"}
    message = steps.write(entry=need, receiver=partner, email="ana@example.net", **told)
    steps.confirm(message.pk)
    ContactRequest.objects.update(sent_at=ago(days=31))
    letter = make_letter()
    make(Practice, title_sl="Skupna para", title_en="Shared steam")
    make_subscriber(letter, "caka@example.org", "unconfirmed", consented_at=ago(days=4))
    make_subscriber(letter, "bere@example.org")
    make_issue(letter, planned_at=ago(minutes=1))
    make_issue(make_letter("pozni"), planned_at=ago(hours=7))
    follow(search_of(""), language="sl", page="/", email="sledi@example.org")
    FollowedList.objects.update(state="active", told_until=ago(days=8))
    Card.objects.filter(kind="practice").update(published_at=ago(days=1))
    let_pass(report(make_network()), 61)
    Mail.objects.all().delete()
    Notice.objects.all().delete()


def test_two_rounds_at_once_do_everything_once():
    all_that_is_due()
    failures = []

    at_once(*[lambda: failures.append(daily_round()[1])] * 2)

    assert failures == [0, 0]
    notices = Counter(Notice.objects.values_list("sentence", "person"))
    assert {sentence for sentence, _person in notices} == {
        *("listing_expires", "matches", "idea_unanswered", "deadline_near", "letter_late"),
        "transfer_on_behalf",
    }
    assert {key: n for key, n in notices.items() if n > 1} == {}
    assert sorted(Mail.objects.filter(person=None).values_list("to", flat=True)) == [
        *("ana@example.net", "caka@example.org", "sledi@example.org")
    ]
    assert (Delivery.objects.count(), Issue.objects.filter(state="sending").count()) == (1, 1)


def test_no_room_takes_a_row_by_a_condition_that_is_asked_only_once():
    """Whoever writes such an update uses `claim`."""
    rooms = [path for path in Path().rglob("*.py") if path.parts[0] not in (".venv", "tests")]
    shape = re.compile(r'pk__in=[^\n]*\.values\("pk"\)\)\.update\(')

    assert [str(path) for path in rooms if shape.search(path.read_text())] == []
