"""Letters with subscribers, and the issue of a month with eight entries."""

import datetime as dt
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

from django.utils import timezone

from catalogue.models import BroaderTopic
from library.models import Practice
from partners.models import Place, Post
from publishing.letters.consenting import CONSENT
from publishing.models import Issue, Letter, Subscriber
from publishing.models.private_link import digest
from tests.factories import make, make_topic
from workshops.models import Event


def make_letter(slug="mesecnik", **fields):
    told = {"title_sl": "Mesečnik", "title_en": "The Monthly", "from_name": "Mreža MER"}
    return Letter.objects.create(slug=slug, **told | fields)


def make_subscriber(letter, email="ana@example.org", state="active", topics=(), **fields):
    now = timezone.now()
    told = {"language": "sl", "consent": CONSENT, "consented_at": now}
    told |= {"confirmed_at": now} if state == "active" else {}
    subscriber = Subscriber(letter=letter, email=email, state=state, **told | fields)
    subscriber.token_digest = digest(subscriber.token)
    subscriber.save()
    subscriber.topics.set(topics)
    return subscriber


def make_issue(letter, state=Issue.State.READY, **fields):
    told = {"number": 1, "since": timezone.now() - dt.timedelta(days=30)}
    told |= {"subject_sl": "Novembrska številka", "subject_en": "The November issue"}
    return Issue.objects.create(letter=letter, state=state, **told | fields)


@contextmanager
def at(*moment):
    """The clock stands at this moment of ours."""
    now = timezone.make_aware(dt.datetime(*moment))
    with patch("django.utils.timezone.now", return_value=now):
        yield now


def moment(*parts):
    return timezone.make_aware(dt.datetime(*parts))


def make_month():
    """October 2027: eight entries, of which four are in the issue of 1 November 8.00."""
    topics = {
        "water": make_topic("water", "voda", "water"),
        "rainwater": make_topic("rainwater", "padavinska voda", "rainwater"),
        "mobility": make_topic("mobility", "mobilnost", "mobility"),
        "energy": make_topic("energy", "energija", "energy"),
    }
    BroaderTopic.objects.create(topic=topics["rainwater"], broader=topics["water"])

    def entry(model, when, topic, *, languages=("sl", "en"), number, **fields):
        titles = {f"title_{code}": f"E{number}" for code in languages}
        return make(model, topics=[topics[topic]], published_at=moment(*when), **titles, **fields)

    opportunity = {"type": "opportunity", "deadline_on": dt.date(2027, 10, 20), "deadline_time": dt.time(17)}
    made = [
        entry(Practice, (2027, 10, 3), "water", number=1),
        entry(Event, (2027, 10, 5), "mobility", languages=["sl"], number=2, start="2027-11-12", end="2027-11-12"),
        entry(Post, (2027, 10, 6), "energy", languages=["en"], number=3, **opportunity),
        entry(Practice, (2027, 10, 20), "rainwater", languages=["en"], number=4),
        entry(Place, (2027, 9, 30), "water", number=5),
        entry(Practice, (2027, 10, 10), "water", number=6),
        entry(Practice, (2027, 8, 15), "water", number=7),
        entry(Post, (2027, 11, 1, 8), "water", number=8),
    ]
    made[5].withdraw()
    made[6].withdraw()
    made[6].publish()
    return SimpleNamespace(topics=topics, entries=made)
