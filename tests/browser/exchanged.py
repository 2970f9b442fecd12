"""A need and an offer that fits it for browser tests, with a message that waits for an answer; and a network."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone, translation

from catalogue.languages import LANGUAGES
from catalogue.models import Topic
from partners.contact import steps
from partners.matching.keeping import refresh
from partners.models import ContactRequest, Listing, Network, Partner
from tests.browser.people import ORGANISATION
from tests.factories import make, make_person

TEXT = "Zanima nas, kako ste zbirali deževnico s streh in koliko je stalo."


def add_exchange():
    """The addresses of its pages by name and language."""
    own = Partner.objects.get(title_sl=ORGANISATION)
    other = make(Partner, title_sl="Občina Cisterna", title_en="Municipality of Cisterna", country="IT")
    other.memberships.create(user=make_person("cisterna@example.org", name="Bruna Cisterna"), role="representative")
    need = add_listing(own, "need", "Iščemo znanje o deževnici", "Knowledge of rainwater wanted", "sl, en")
    add_listing(other, "offer", "Ponujamo izkušnje z deževnico", "Experience with rainwater offered", "en, it")
    refresh()
    told = {"name": "Cene Dež", "organisation": "Vodna zadruga", "text": TEXT, "language": "sl"}
    steps.write(entry=need, receiver=own, email="cene@example.net", **told)
    message = ContactRequest.objects.get()
    steps.confirm(message.pk)
    make(Network, title_sl="Mreža območij", title_en="Network of areas", coordinator=own)
    return pages_of(need, message)


def add_listing(partner, direction, title_sl, title_en, languages):
    texts = {"summary_sl": "Strehe hal so velike.", "summary_en": "The roofs of the halls are large."}
    texts |= {"body_sl": "Radi bi zbirali vodo.", "body_en": "We would like to collect water."}
    end = timezone.localdate() + dt.timedelta(days=90)
    told = {"direction": direction, "languages": languages, "place_types": "industrial_zone, town", "expires": end}
    listing = make(Listing, partner=partner, title_sl=title_sl, title_en=title_en, **texts | told)
    listing.set_topics(Topic.objects.order_by("pk")[:2])
    return listing


def pages_of(need, message):
    found = {"need": need.addresses()}
    places = {"contact": ["listing", need.pk], "contact_sent": ["listing", need.pk], "listing_matches": [need.pk]}
    places |= {"listing_extend": [need.pk], "contact_confirm": [message.token], "contact_message": [message.pk]}
    for code in LANGUAGES:
        with translation.override(code):
            for name, args in places.items():
                found.setdefault(name, {})[code] = reverse(name, args=args)
    return found
