"""What matching all listings costs, of the minute that the worker may take for 5,000 of them.

    DATABASE_URL=sqlite:////tmp/throw-away.sqlite3 python benchmarks/matching_cost.py

Needs a migrated database; what it makes there is gone again at the end. Half are needs and searches, half offers; each
has up to three of 150 topics in trees of three levels, and every third names a language of its own beside English.
"""

import random
import time

import setup

setup.start()

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone

from catalogue.models import BroaderTopic, TaggedTopic, Topic
from partners.matching.keeping import difference, refresh
from partners.models import Listing, Match, Partner

BUDGET = 60  # seconds
LISTINGS, PARTNERS, TOPICS = 5000, 500, 150
COUNTRIES = ("SI", "IT", "HR", "MT", "ES", "FR")
LANGUAGES = ("sl, en", "en", "it", "hr, en", "fr, en", "es")
TYPES = ("industrial_zone", "town", "region", "business_park", "")


def made(model, number, **fields):
    titles = {f"{name}_{code}": f"Merjenje {number}" for name in ("title", "slug") for code in ("sl", "en")}
    slugs = {name: f"merjenje-{number}" for name in titles if name.startswith("slug")}
    return model(**titles | slugs | {"status": "published", "published_at": timezone.now()} | fields)


def topics():
    """Five trees: each topic but the first five lies below an earlier one."""
    found = [Topic(slug=f"merjenje-{n}", name_sl=f"Merjenje {n}", name_en=f"Measuring {n}") for n in range(TOPICS)]
    Topic.objects.bulk_create(found)
    ties = [BroaderTopic(topic=found[n], broader=found[n // 5]) for n in range(5, TOPICS)]
    BroaderTopic.objects.bulk_create(ties)
    return found


def fill(dice):
    partners = [made(Partner, n, country=dice.choice(COUNTRIES)) for n in range(PARTNERS)]
    Partner.objects.bulk_create(partners, batch_size=500)
    listings = [
        made(
            Listing,
            n,
            direction=dice.choice(["need", "need", "partner_search", "offer", "offer", "offer"]),
            partner=dice.choice(partners),
            languages=dice.choice(LANGUAGES),
            place_types=dice.choice(TYPES),
            role=dice.choice(["lead", "partner", "associated"]),
        )
        for n in range(LISTINGS)
    ]
    Listing.objects.bulk_create(listings, batch_size=500)
    kind, found = ContentType.objects.get_for_model(Listing), topics()
    tagged = [
        TaggedTopic(content_type=kind, object_id=listing.pk, tag=topic)
        for listing in listings
        for topic in dice.sample(found, dice.choice([1, 2, 3]))
    ]
    TaggedTopic.objects.bulk_create(tagged, batch_size=2000)
    return listings


def timed(do):
    """Seconds of a core that the worker takes, and on the clock, which shows the database, too, and a busy machine."""
    before = time.process_time(), time.perf_counter()
    do()
    return time.process_time() - before[0], time.perf_counter() - before[1]


def main():
    with transaction.atomic():
        listings = fill(random.Random(17))
        first = timed(refresh)
        kept = Match.objects.count()
        again = timed(refresh)
        one = timed(lambda: refresh(listings[0].pk))
        unchanged = not difference()
        transaction.set_rollback(True)
    print(f"{connection.vendor}: {LISTINGS} listings, {kept} matches")
    for name, (seconds, clock) in {"first": first, "again": again, "one": one}.items():
        print(f"{name:<6}{seconds:>7.2f} s CPU, {seconds / BUDGET:.2f} of the budget; {clock:.1f} s on the clock")
    raise SystemExit(not unchanged or first[0] > BUDGET)


if __name__ == "__main__":
    main()
