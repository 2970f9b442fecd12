"""An Atom feed of the editions of one book, in the language of the address."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.datacite import PORTAL
from catalogue.feeds import EMPTY_SINCE, SINCE
from catalogue.languages import shown
from catalogue.views import entry_at
from catalogue.xml_writing import in_xml
from library.editions.citing import absolute
from library.models import Book


class EditionsAtom(Atom1Feed):
    def latest_post_date(self):
        return super().latest_post_date() if self.items else EMPTY_SINCE


@require_safe
def feed(request, slug):
    book = entry_at(Book.objects.published(), slug)
    address = settings.SITE_URL + reverse("book_feed", args=[getattr(book, f"slug_{get_language()}") or slug])
    made = EditionsAtom(
        title=in_xml(_("Editions of “%(title)s”") % {"title": book}),
        link=absolute(book),
        description="",
        language=get_language(),
        feed_url=address,
        feed_guid=address,
        author_name=PORTAL,
    )
    for edition in book.editions.approved():
        made.add_item(**item(edition))
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def item(edition):
    return {
        "title": in_xml(str(edition)),
        "link": absolute(edition),
        "description": in_xml(shown(edition, "note").text or shown(edition, "citation").text),
        "unique_id": f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{edition.identifier}",
        "pubdate": edition.approved_at,
        "updateddate": edition.approved_at,
    }
