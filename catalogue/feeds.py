"""Atom feeds of what is new: of everything, of one kind, of one topic, or of both, in the language of the address.

A query makes it the feed of a search, such as `?topic=water&country=SI&q=roofs`.
"""

import datetime as dt
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.api.caching import keepable, tag
from catalogue.datacite import PORTAL
from catalogue.filing.cards import pairs
from catalogue.filing.filing import current_state, index
from catalogue.forms import CatalogueSearch, query_string
from catalogue.labels import labels
from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from catalogue.models import Card, Facet, Kind
from catalogue.search.expressions import PUBLIC, every, facet_term
from catalogue.xml_writing import in_xml

NEWEST = 50
SINCE = "2026"  # from when on the portal names its entries by tag addresses (RFC 4151)
EMPTY_SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class Shelf(NamedTuple):
    """What a feed is of."""

    kind: str
    topic: str
    topics: dict  # labels by slug
    search: CatalogueSearch | None = None

    @property
    def asked(self):
        return {name: value for name, value in (("kind", self.kind), ("topic", self.topic)) if value}


class PortalAtom(Atom1Feed):
    """Atom that names the language of each text and the address of each entry in every language."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else EMPTY_SINCE

    def add_item_elements(self, handler, item):
        card = item["card"]
        self.add_text(handler, "title", card.title, card.shown_language)
        for code in (item["language"], *(code for code in LANGUAGES if code != item["language"])):
            address = settings.SITE_URL + getattr(card, f"address_{code}")
            handler.addQuickElement("link", "", {"rel": "alternate", "hreflang": code, "href": address})
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        if card.by:
            handler.startElement("author", {})
            handler.addQuickElement("name", in_xml(card.by))
            handler.endElement("author")
        if card.summary:
            self.add_text(handler, "summary", card.summary, card.summary_language)
        for category in item["terms"]:
            handler.addQuickElement("category", "", category)
        if card.licence:
            handler.addQuickElement("rights", in_xml(card.licence))

    def add_text(self, handler, name, text, language):
        handler.addQuickElement(name, in_xml(text), {"type": "text"} | ({"xml:lang": language} if language else {}))


class NewestEntries(Feed):
    feed_type = PortalAtom

    def get_object(self, request, version, kind=None, topic=None):
        topics = labels(Facet.TOPIC, version)
        if (kind and kind not in Kind) or (topic and topic not in topics):
            raise NoSuchPage
        return Shelf(kind, topic, topics, None if kind or topic else asked_of(request, version))

    def items(self, shelf):
        if shelf.search:
            return shelf.search.newly_public()[:NEWEST]
        cards = Card.objects.live().of_kind(shelf.kind)
        if shelf.topic:
            asked = every(PUBLIC, facet_term(Facet.TOPIC, shelf.topic))
            cards = cards.filter(pk__in=RawSQL(*index().ids(asked)))  # noqa: S611  our own SQL, the topic is a value
        return cards.order_by("-published_at", "-pk")[:NEWEST]

    # --- The feed ---

    def title(self, shelf):
        if shelf.search:
            return in_xml(": ".join([PORTAL, ", ".join(map(str, shelf.search.names()))]))
        named = [shelf.kind and str(Kind(shelf.kind).plural), shelf.topic and shelf.topics[shelf.topic]]
        return in_xml(": ".join([PORTAL, *filter(None, named)]))

    def subtitle(self, shelf):
        return _("The newest entries of the catalogue.")

    def link(self, shelf):
        """The list of the same."""
        if shelf.search:
            return settings.SITE_URL + reverse("catalogue") + query_string(shelf.search.asked())
        name = Kind(shelf.kind).list_name if shelf.kind else "catalogue"
        query = f"?{urlencode({'topic': shelf.topic})}" if shelf.topic else ""
        return settings.SITE_URL + reverse(name) + query

    def feed_url(self, shelf):
        if shelf.search:
            return settings.SITE_URL + shelf.search.feed()
        return settings.SITE_URL + reverse("feed", kwargs=shelf.asked)

    def feed_guid(self, shelf):
        return self.feed_url(shelf)

    def author_name(self):
        return PORTAL

    # --- Its entries ---

    def item_title(self, card):
        return card.title

    def item_description(self, card):
        return card.summary

    def item_link(self, card):
        return settings.SITE_URL + card.address

    def item_guid(self, card):
        return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{card.kind}:{card.object_id}"

    def item_pubdate(self, card):
        return card.published_at

    def item_updateddate(self, card):
        return max(card.updated_at or card.published_at, card.published_at)

    def item_extra_kwargs(self, card):
        return {"card": card, "language": get_language(), "terms": self.terms(card)}

    def terms(self, card):
        """The kind and the topics as categories; a slug, and the label people read."""
        slugs = [value for facet, value in pairs(card.facets) if facet == Facet.TOPIC]
        topics = [{"term": slug, "label": in_xml(self.topics.get(slug, slug))} for slug in slugs]
        return [{"term": card.kind, "label": card.kind_label}, *topics]

    def get_feed(self, shelf, request):
        self.topics = shelf.topics
        return super().get_feed(shelf, request)


def asked_of(request, version):
    """The search of the query; None where it asks for nothing. What it asks for must be there, as in the addresses."""
    search = CatalogueSearch(request.GET, version=version) if request.GET else None
    if search and search.errors:
        raise NoSuchPage
    return search if search and search.asked() else None


@require_safe
def feed(request, kind=None, topic=None):
    """Feed readers ask often: where nothing is new they are told so at the price of one query."""
    version = current_state().version
    etag = tag(request, version)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = NewestEntries()(request, version, kind=kind, topic=topic)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return keepable(response, etag)
