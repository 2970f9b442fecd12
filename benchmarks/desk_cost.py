"""What pages of the desk cost when very much is written, in units of a bare Django view that returns 20 kB.

    DATABASE_URL=sqlite:////tmp/desk.sqlite3 python benchmarks/desk_cost.py [--dossiers 100000]

Fills a throw-away database once: practices of 1,000 organisations, each with its dossier and a history of versions.
Then measures as `page_cost.py` does, signed in as an editor of one organisation, a reviewer and a coordinator. Run it
with few dossiers and with many: what does not grow between the two does not grow with what others write.
"""

import argparse
import datetime as dt
import signal
import socket

import setup

setup.start()

import page_cost
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Min
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from library.models import Practice
from partners.models import Membership, Partner, User
from publishing.models import Dossier, Notice, Passage, Review, Version
from publishing.snapshot import taken
from publishing.states import State

ORGANISATIONS, EACH = 1000, 100  # dossiers of one organisation
BATCH = 1000
PEOPLE = ("editor", "reviewer", "coordinator")
# One dossier in so many: the states of its versions, the oldest first.
LIVES = (
    *[(State.PUBLISHED,)] * 40,
    *[(State.REPLACED, State.REPLACED, State.PUBLISHED)] * 20,
    *[(State.PUBLISHED, State.DRAFT)] * 15,
    *[(State.VALIDATED,)] * 10,
    *[(State.REVIEW,)] * 5,
    *[(State.DRAFT,)] * 5,
    *[(State.SUBMITTED,)] * 3,
    *[(State.WITHDRAWN,)] * 2,
)
WORDS = "Podjetja cone so zgradila skupni parovod in si delijo odpadno toploto sosednje jeklarne. " * 4


# --- What is measured: made once ---


def fill(number):
    """As many dossiers as asked for, once: some are made, the others are their copies."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if Dossier.objects.exists():
        return
    setup.prepare()
    add_people()
    size = min(BATCH, number)
    add_dossiers(size)
    for times in range(1, number // size):
        copy_dossiers(times)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Practice, Dossier, Version, Passage]):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


@transaction.atomic
def copy_dossiers(times):
    """All that was made, with shifted keys and for other organisations."""
    made = {model: span(model) for model in (Practice, Dossier, Version, Passage)}
    shift = {model: times * (last - first + 1) for model, (first, last) in made.items()}
    slug = f"slug_en || '-{times}'"
    further = times * BATCH // EACH
    copy(Practice, made, shift, slug_sl=slug, slug_en=slug, slug=slug, organisation_id=f"organisation_id + {further}")
    copy(Dossier, made, shift, owner_id=f"owner_id + {further}", object_id=f"object_id + {shift[Practice]}")
    copy(Version, made, shift, dossier_id=f"dossier_id + {shift[Dossier]}")
    copy(Passage, made, shift, version_id=f"version_id + {shift[Version]}")


def span(model):
    """The first and last keys of what was made before the copies: those of the first BATCH dossiers."""
    first = Dossier.objects.filter(owner__slug_en__startswith="benchmark-").order_by("pk").first().pk
    dossiers = Dossier.objects.filter(pk__gte=first, pk__lt=first + BATCH)
    found = {
        Practice: Practice.objects.filter(pk__in=dossiers.values("object_id")),
        Dossier: dossiers,
        Version: Version.objects.filter(dossier__in=dossiers),
        Passage: Passage.objects.filter(version__dossier__in=dossiers),
    }[model]
    return tuple(found.aggregate(first=Min("pk"), last=Max("pk")).values())


def copy(model, made, shift, **changed):
    """The rows that were made, once more, with shifted keys and what is changed."""
    columns = [field.column for field in model._meta.concrete_fields]
    values = [changed.get(name, f"id + {shift[model]}" if name == "id" else f'"{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    table, (first, last) = model._meta.db_table, made[model]
    statement = f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE id BETWEEN %s AND %s"
    with connection.cursor() as cursor:
        cursor.execute(statement, [first, last])


def add_people():
    partners = [Partner(title_sl=f"Organizacija {n}", title_en=f"Organisation {n}") for n in range(ORGANISATIONS)]
    Partner.objects.bulk_create([slugged(partner, n) for n, partner in enumerate(partners)])
    for name in PEOPLE:
        User.objects.create_user(f"{name}@bench.example", name=name.capitalize())
    Membership.objects.create(user=person("editor"), partner=organisations()[0])
    person("reviewer").groups.add(Group.objects.get(name="Reviewers"))
    person("coordinator").groups.add(Group.objects.get(name="Coordinators"))


def slugged(entry, number):
    entry.slug_sl = entry.slug_en = f"benchmark-{number}"
    return entry


def organisations():
    return list(Partner.objects.filter(slug_en__startswith="benchmark-").order_by("pk"))


def person(name):
    return User.objects.get(email=f"{name}@bench.example")


@transaction.atomic
def add_dossiers(size):
    owners, now = organisations(), timezone.now()
    entries = Practice.objects.bulk_create([practice(n, owners[n // EACH], now) for n in range(size)])
    kept = taken(entries[0])
    kind = ContentType.objects.get_for_model(Practice)
    dossiers = Dossier.objects.bulk_create(dossier(entry, owners[entry.number // EACH], kind, now) for entry in entries)
    made = [one for entry, dossier in zip(entries, dossiers, strict=True) for one in life(dossier, entry, kept, now)]
    made = Version.objects.bulk_create(made)
    Passage.objects.bulk_create(Passage(version=one, step="begin", target=one.state, by_name="Ana") for one in made)
    add_waiting(made, dossiers)


def practice(number, owner, now):
    entry = Practice(
        title_sl=f"Praksa {number}", title_en=f"Practice {number}", summary_sl=WORDS[:150], organisation=owner
    )
    entry.solution_sl, entry.solution_en = WORDS, "" if number % 3 else WORDS
    entry.number = number
    if State.DRAFT not in LIVES[number % 100] and State.SUBMITTED not in LIVES[number % 100]:
        entry.status, entry.published_at = "published", now
    return slugged(entry, number)


def dossier(entry, owner, kind, now):
    return Dossier(
        kind="practice",
        owner=owner,
        language="sl",
        title_sl=entry.title_sl,
        title_en=entry.title_en,
        content_type=kind,
        object_id=entry.pk,
        confirmed_at=now - dt.timedelta(days=entry.number % 500),
    )


def life(dossier, entry, kept, now):
    texts = {
        f"{name}_{code}": getattr(entry, f"{name}_{code}") for name in ("title", "solution") for code in ("sl", "en")
    }
    texts |= {f"{name}_sl": WORDS for name in ("problem", "results", "lessons")}
    for number, state in enumerate(LIVES[entry.number % 100], start=1):
        means = {"opinion_sl": "Zgledno.", "opinion_en": "Exemplary.", "decided_at": now, "validated": True}
        yield Version(
            dossier=dossier,
            number=number,
            state=state,
            content=kept | texts,
            published_at=now,
            **(means if state == State.VALIDATED else {}),
        )


def add_waiting(made, dossiers):
    """What waits for the three of them."""
    in_review = [version for version in made if version.state == State.REVIEW][:30]
    due = timezone.localdate() + dt.timedelta(days=9)
    Review.objects.bulk_create(Review(version=one, reviewer=person("reviewer"), due=due) for one in in_review)
    for name in PEOPLE:
        Notice.objects.bulk_create(
            Notice(person=person(name), kind="comment", sentence="comment", dossier=dossier, values={"by": "Ana"})
            for dossier in dossiers[:500]
        )


# --- Measuring ---


def pages():
    """{name: (who, address)}"""
    own = Dossier.objects.filter(owner=organisations()[0], versions__state=State.PUBLISHED).order_by("pk").first()
    with translation.override("en"):
        desk, queue, notices = reverse("desk"), reverse("translation_queue"), reverse("notices")
        about = {name: reverse(name, args=[own.pk]) for name in ("dossier", "versions", "compare")}
        overview, mine = reverse("translation_overview"), reverse("my_reviews")
    found = {"desk": ("editor", desk), "desk, reviewer": ("reviewer", desk), "desk, coordinator": ("coordinator", desk)}
    found |= {name: ("editor", address) for name, address in about.items()}
    found |= {"queue": ("editor", queue), "queue, coordinator": ("coordinator", queue)}
    found |= {"overview": ("coordinator", overview), "notices": ("editor", notices), "reviews": ("reviewer", mine)}
    return found


def signed_in(name):
    client = Client(headers={"host": settings.SITE_HOST})
    client.force_login(person(name))
    return client


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def report(server, port):
    unit, _size = page_cost.measure(server, port, "/bare/")
    print(f"{Dossier.objects.count()} dossiers, {Version.objects.count()} versions, {connection.vendor}")
    print(f"{'page':<22}{'ms CPU':>8}{'units':>8}{'queries':>9}{'kB gzip':>9}")
    for name, (who, address) in pages().items():
        client = signed_in(who)
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        seconds, size = page_cost.measure(server, port, address, cookie)
        asked = queries(client, address)
        row = f"{name:<22}{seconds * 1000:>8.2f}{seconds / unit:>8.1f}{asked:>9}{size / 1000:>9.1f}"
        print(row, flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--dossiers", type=int, default=100_000)
    fill(options.parse_args().dossiers)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = page_cost.serve(port)
    try:
        report(server, port)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


if __name__ == "__main__":
    main()
