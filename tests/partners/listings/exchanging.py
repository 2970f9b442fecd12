"""Listings of organisations with people, as tests need them."""

import datetime as dt
from itertools import count

from django.utils import timezone

from catalogue.models import Topic
from partners.models import Listing, Partner
from tests.factories import make, make_person, make_topic

NUMBERS = count(1)
NAMES = {
    "water": "Voda",
    "rainwater": "Deževnica",
    "governance": "Upravljanje",
    "symbiosis": "Simbioza",
    "energy": "Energija",
    "mobility": "Mobilnost",
}


def topic(slug):
    return Topic.objects.filter(slug=slug).first() or make_topic(slug, NAMES[slug], slug.capitalize())


def thesaurus():
    """Rainwater is narrower than water."""
    topic("rainwater").set_broader([topic("water")])


def in_days(days):
    return timezone.localdate() + dt.timedelta(days)


def organisation(country="SI", **fields):
    """A public organisation with one representative, `person`."""
    partner = make(Partner, country=country, **fields)
    partner.person = make_person(f"clan{next(NUMBERS)}@example.org", name=f"Član {partner.pk}")
    partner.memberships.create(user=partner.person, role="representative")
    return partner


def make_listing(topics="", *, partner=None, country="SI", days=60, touched="", **fields):
    """A public listing; topics are named with spaces between."""
    told = {"direction": "need", "languages": "sl", "expires": in_days(days)}
    listing = make(Listing, partner=partner or organisation(country), **told | fields)
    listing.set_topics([topic(slug) for slug in topics.split()], [topic(slug) for slug in touched.split()])
    return listing


def oracle():
    """The need and the six offers of the worked example."""
    thesaurus()
    offer = {"direction": "offer", "place_types": "industrial_zone"}
    return [
        make_listing("water governance", languages="sl, en", place_types="industrial_zone"),
        make_listing("water symbiosis", country="IT", languages="en", **offer),
        make_listing("rainwater governance", country="IT", languages="it", **offer),
        make_listing("rainwater", country="MT", languages="en", countries="IT", **offer | {"place_types": "town"}),
        make_listing("water governance energy", languages="sl", countries="SI, HR", **offer),
        make_listing("mobility", languages="sl", **offer),
        make_listing("rainwater governance", country="AT", languages="sl", **offer | {"place_types": "town"}),
    ]
