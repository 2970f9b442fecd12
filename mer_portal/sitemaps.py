"""One sitemap per kind, from the cards, with every language as an alternate."""

import math

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import get_language

from catalogue.models import Card, Kind, Page
from library.models import Edition
from projects.press.views import addresses_of, with_kit
from publishing.letters.archive import letters_shown, sent
from tools.questions.registry import QUESTIONS


class PortalSitemap(Sitemap):
    """Addresses begin with the configured address of the site, never with what a request says."""

    i18n = True
    alternates = True
    x_default = True
    limit = 5000

    def _urls(self, page, protocol, domain):
        """Django strips the language of the default address; ours keeps its own."""
        urls = super()._urls(page, protocol, domain)
        default = f"{protocol}://{domain}/{settings.LANGUAGE_CODE}/"
        for url in urls:
            own = next(alt["location"] for alt in url["alternates"] if alt["lang_code"] == settings.LANGUAGE_CODE)
            for alternate in url["alternates"]:
                if alternate["lang_code"] == "x-default":
                    alternate["location"] = own if own.startswith(default) else default
        return urls

    def get_domain(self, site=None):
        return settings.SITE_URL.partition("://")[2]

    def get_protocol(self, protocol=None):
        return settings.SITE_URL.partition("://")[0]

    def number_of_pages(self):
        return self.paginator.num_pages


class KindSitemap(PortalSitemap):
    def __init__(self, kind):
        self.kind = kind

    def number_of_pages(self):
        """Counted by the database: a kind may have a hundred thousand entries."""
        return max(1, math.ceil(self.items().count() * len(settings.LANGUAGES) / self.limit))

    def items(self):
        return Card.objects.live().of_kind(self.kind).order_by("pk")

    def location(self, card):
        return getattr(card, f"address_{get_language()}")


class ListSitemap(PortalSitemap):
    def items(self):
        pages = [("page", [page.key]) for page in Page.objects.all()]
        editions = Edition.objects.approved().order_by("pk").values_list("book", "number")
        return [
            ("home", []),
            ("catalogue", []),
            ("map", []),
            ("analyses", []),
            *(("analysis", [key]) for key in QUESTIONS),
            ("indicators", []),
            ("press", []),
            ("opportunities", []),
            ("letters", []),
            ("network_of_networks", []),
            ("network_overlap", []),
            *((kind.list_name, []) for kind in Kind),
            *pages,
            *(("edition", [*place]) for place in editions),
        ]

    def location(self, item):
        name, arguments = item
        return reverse(name, args=arguments)


class PressSitemap(PortalSitemap):
    """What projects have for the media."""

    def items(self):
        return with_kit()

    def location(self, project):
        return addresses_of(project)[get_language()]


class LetterSitemap(PortalSitemap):
    """Newsletters with their issues, as their archive shows them."""

    def items(self):
        issues = sent().order_by("letter", "number").values_list("letter__slug", "number")
        return [
            *(("letter", [letter.slug]) for letter in letters_shown().order_by("pk")),
            *(("letter_issue", [*place]) for place in issues),
        ]

    def location(self, item):
        name, arguments = item
        return reverse(name, args=arguments)


SITEMAPS = {"pages": ListSitemap, "media": PressSitemap, "letters": LetterSitemap} | {
    kind.value: KindSitemap(kind) for kind in Kind
}


def parts():
    """The addresses of all parts; a long one has several pages."""
    for section, sitemap in SITEMAPS.items():
        first = reverse("sitemap_part", args=[section])
        made = sitemap() if callable(sitemap) else sitemap
        yield first
        yield from (f"{first}?p={page}" for page in range(2, made.number_of_pages() + 1))
