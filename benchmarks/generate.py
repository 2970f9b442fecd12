"""Fill a database with made-up bilingual practices, to see what pages cost when the catalogue is large.

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python benchmarks/generate.py --entries 10000

Words come from the shipped practices, so that terms, topics and countries have lifelike frequencies.
Refuses a database that holds users: it is meant for throw-away databases only.
"""

import argparse
import random
import time

import setup

setup.start()

from django.core.management import call_command
from django.db import transaction

from catalogue.models import Topic
from library.models import Practice
from partners.models import User
from projects.models import Project

COUNTRIES = ["SI", "IT", "ES", "FR", "DE", "AT", "GR", "PT", "HR", "PL"]
BATCH = 1000


def sentences(language, entries):
    texts = (getattr(entry, f"{field}_{language}") or "" for entry in entries for field in Practice.body_fields)
    return [sentence.strip() for text in texts for sentence in text.split(". ") if len(sentence) > 20]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--entries", type=int, default=10_000)
    entries = options.parse_args().entries
    call_command("migrate", verbosity=0)
    if User.objects.exists():
        raise SystemExit("This database holds users. Use a throw-away one.")
    call_command("load_content", verbosity=0)
    originals = list(Practice.objects.filter(external_id__isnull=False))
    pools = {language: sentences(language, originals) for language in ("sl", "en")}
    topics, projects = list(Topic.objects.all()), list(Project.objects.all())
    chance, start = random.Random(1), time.perf_counter()
    for first in range(0, entries, BATCH):
        with transaction.atomic():
            for number in range(first, min(first + BATCH, entries)):
                make_practice(number, chance, pools, topics, projects)
        print(f"{min(first + BATCH, entries):>8} of {entries}, {time.perf_counter() - start:.0f} s", flush=True)


def make_practice(number, chance, pools, topics, projects):
    texts = {
        f"{field}_{language}": ". ".join(chance.choices(pool, k=4))
        for language, pool in pools.items()
        for field in ("problem", "solution", "results", "lessons")
    }
    titles = {f"title_{language}": f"{chance.choice(pool)[:60]} {number}" for language, pool in pools.items()}
    practice = Practice(
        **texts,
        **titles,
        country=chance.choice(COUNTRIES),
        start=str(chance.randint(2000, 2026)),
        project=chance.choice(projects),
        slug_sl=f"praksa-{number}",
        slug_en=f"practice-{number}",
    )
    practice.skip_history_when_saving = True
    practice.publish()
    practice.set_topics(chance.sample(topics, chance.randint(1, 3)))


if __name__ == "__main__":
    main()
