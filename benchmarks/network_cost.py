"""What pages of networks, listings, ideas, opportunities and letters cost, in units of a bare Django view of 20 kB.

    DATABASE_URL=sqlite:////tmp/throw-away.sqlite3 python benchmarks/network_cost.py

Fills a migrated throw-away database once: 30 networks with 600 organisations, 1,000 listings, 200 ideas, 200
opportunities and 60 issues of a letter. Measured as in `page_cost.py`; `cold` is a first visit in milliseconds.
"""

import datetime as dt
import random
import signal
import socket
import sys
import time

import setup

setup.start()

import page_cost
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.caches import forget_all
from catalogue.models import Topic
from library.models import Practice
from partners.models import Listing, Network, NetworkLink, NetworkMembership, Partner, Post, Remark, Support, User
from publishing.letters.composing import content_of
from publishing.models import Issue, Letter

NETWORKS, PARTNERS, LISTINGS, POSTS, ISSUES, PEOPLE = 30, 600, 1000, 200, 60, 40
LIST, ITEM = 50, 25
DICE = random.Random(17)


def made(model, number, topics=(), **fields):
    name = model.__name__
    entry = model(title_sl=f"{name} številka {number}", title_en=f"{name} number {number}", **fields)
    entry.summary_sl, entry.summary_en = "Povzetek v dveh vrstah. " * 4, "A summary of two lines. " * 4
    entry.publish()
    if topics:
        entry.set_topics(list(topics))
    return entry


@transaction.atomic
def fill():
    topics = [Topic.objects.create(slug=f"tema-{n}", name_sl=f"Tema {n}", name_en=f"Topic {n}") for n in range(20)]
    people = [User.objects.create_user(f"oseba{n}@example.org", name=f"Oseba {n}") for n in range(PEOPLE)]
    partners = [made(Partner, n, country=DICE.choice(("SI", "IT", "HR"))) for n in range(PARTNERS)]
    partners[0].memberships.create(user=people[0], role="representative")
    for number in range(100):
        made(Practice, number, DICE.sample(topics, 2), organisation=partners[number])
    networks = [made(Network, n, coordinator=partners[0], joinable=True) for n in range(NETWORKS)]
    today = timezone.localdate()
    for network in networks:
        for partner in DICE.sample(partners, 60):
            NetworkMembership.objects.create(network=network, partner=partner, state="active", since=today)
    for one, other in zip(networks[::3], networks[1::3], strict=True):
        NetworkLink.objects.create(network=one, member=other, state="active", since=today)
    for number in range(LISTINGS):
        told = {"direction": DICE.choice(("need", "offer")), "languages": "sl, en", "body_sl": "Besedilo. " * 80}
        told |= {"partner": partners[number % 50], "expires": today + dt.timedelta(90), "place_types": "town"}
        made(Listing, number, DICE.sample(topics, 2), **told)
    for number in range(POSTS):
        made(Post, number, type="idea", partner=partners[1], body_sl="Besedilo. " * 80)
        day = today + dt.timedelta(number % 100)
        made(Post, POSTS + number, type="opportunity", partner=partners[1], deadline_on=day, funder="Interreg")
    idea = Post.objects.ideas().order_by("-pk").first()
    for person in people:
        Support.objects.create(post=idea, person=person)
        Remark.objects.create(post=idea, author=person, partner=partners[1], text="Mnenje. " * 20, language="sl")
    letter = Letter.objects.create(slug="merilo", title_sl="Merilo", title_en="Measure", from_name="MER")
    for number in range(1, ISSUES + 1):
        sent_issue(letter, number)


def sent_issue(letter, number):
    now = timezone.now()
    issue = Issue(letter=letter, number=number, since=now - dt.timedelta(1), until=now, started_at=now, finished_at=now)
    issue.subject_sl = issue.subject_en = f"Številka {number}"
    issue.save()
    issue.content, issue.state = content_of(issue), Issue.State.SENT
    issue.save()


def pages():
    """{name: (address, its budget)}"""
    newest = {model: model.objects.order_by("-pk").first().get_absolute_url() for model in (Network, Listing)}
    idea, opportunity = (
        found.order_by("-pk").first() for found in (Post.objects.ideas(), Post.objects.opportunities())
    )
    lists = {name: (reverse(name), LIST) for name in ("network_of_networks", "network_overlap", "network_list")}
    lists |= {name: (reverse(name), LIST) for name in ("listing_list", "post_list", "opportunities")}
    return lists | {
        "listings, narrowed": (f"{reverse('listing_list')}?direction=need&place_type=town", LIST),
        "archive of a letter": (reverse("letter", args=["merilo"]), LIST),
        "network": (newest[Network], ITEM),
        "members": (reverse("network_members", args=[Network.objects.order_by("-pk").first().slug]), LIST),
        "listing": (newest[Listing], ITEM),
        "idea": (idea.get_absolute_url(), LIST),  # with a list, that of twenty remarks
        "opportunity": (opportunity.get_absolute_url(), ITEM),
        "issue": (reverse("letter_issue", args=["merilo", ISSUES]), ITEM),
        "for the media": (reverse("press"), ITEM),
        "deadlines.ics": (reverse("deadlines_calendar"), LIST),
    }


def first_visit(address):
    """(milliseconds, queries) of a process that keeps nothing."""
    client = Client(headers={"host": settings.SITE_HOST})
    client.get(address)
    forget_all()
    begun = time.perf_counter()
    client.get(address)
    cold = (time.perf_counter() - begun) * 1000
    with CaptureQueriesContext(page_cost.connection) as asked:
        client.get(address)
    return cold, len(asked)


def report(server, port):
    unit, _size = page_cost.measure(server, port, "/bare/")
    print(f"{'page':<22}{'ms CPU':>8}{'units':>8}{'budget':>8}{'queries':>9}{'cold':>8}{'kB gzip':>9}")
    failed = False
    for name, (address, budget) in pages().items():
        seconds, size = page_cost.measure(server, port, address)
        cold, asked = first_visit(address)
        failed |= seconds / unit > budget
        row = f"{name:<22}{seconds * 1000:>8.2f}{seconds / unit:>8.1f}{budget:>8}{asked:>9}"
        print(f"{row}{cold:>8.0f}{size / 1000:>9.1f}", flush=True)
    return failed


def main():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if not Letter.objects.filter(slug="merilo").exists():
        fill()
    server = page_cost.serve(port)
    try:
        with translation.override("sl"):
            failed = report(server, port)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    sys.exit(failed)


if __name__ == "__main__":
    main()
