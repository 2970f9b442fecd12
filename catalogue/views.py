from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.caches import kept_per_version
from catalogue.filing.filing import current_state
from catalogue.forms import MOST_LETTERS, CatalogueSearch
from catalogue.gone import farewell, show_gone, was_public, withdrawn
from catalogue.languages import in_order
from catalogue.linked_data import linked_data
from catalogue.map import towns
from catalogue.missing import NoSuchPage
from catalogue.models import Facet, OldAddress, Page
from catalogue.personal.declaring import data
from catalogue.prepared import Prepared
from catalogue.related import related_cards
from catalogue.search.snippets import explain
from catalogue.search.suggestions import nearest_topics, popular_topics, recent_topics, suggestions
from catalogue.tables.numbers import read_whole

LAST_PAGE = 99_999
PRIVACY = "privacy"  # the key of its page


@require_safe
def catalogue(request):
    return render(request, "catalogue/index.html", results(request, CatalogueSearch(request.GET)))


@require_safe
def kind_list(request, kind, calendar=""):
    """The list of one kind: the catalogue with the kind already chosen."""
    return render(request, "catalogue/kind.html", list_of_kind(request, kind, calendar))


def list_of_kind(request, kind, calendar=""):
    """What the list of one kind shows, also where it shows more; `calendar` names the address of one of it."""
    search = CatalogueSearch(request.GET, kind=kind)
    context = results(request, search) | {"kind": kind, "intro": kind.sentence, "within": request.path}
    if calendar:
        context["calendar"] = reverse(calendar) + search.narrowed_to(Facet.TOPIC, Facet.COUNTRY)
    return context


def results(request, search):
    """What the list of cards shows."""
    page = search.page(page_number(request))
    if search.criteria.query:
        explain(page.cards, search.criteria.query)
    return ways_on(search, page) | {
        "search": search,
        "page": page,
        "typed": request.GET.get("q", "")[:MOST_LETTERS],
        "facets": SimpleLazyObject(search.facets),  # the page shows them as HTML that is kept
        "active": search.active(),
        "links": search.links(page),
        "hidden_search": search.hidden(without="q"),
        "hidden_sort": search.hidden(without="sort"),
    }


def ways_on(search, page):
    """Topics to go on with: the nearest where nothing was found, else popular and recent ones at the start."""
    query = search.criteria.query
    if not page.count:
        nearest = nearest_topics(search.version, query, 6) if query else []
        return {"nearest": nearest, "popular": popular_topics(search.version, 8)}
    if search.criteria.plain and not search.kind and page.number == 1:
        return {"popular": popular_topics(search.version, 8), "recent": recent_topics(search.version, 8)}
    return {}


@require_safe
def suggest(request):
    """What the search box may offer, in the form that OpenSearch gives it: typed, texts, notes, addresses."""
    typed = request.GET.get("q", "")[:MOST_LETTERS].replace("\x01", "")  # which stands for a null character
    columns = [list(column) for column in zip(*suggestions(typed), strict=True)] or [[], [], []]
    response = JsonResponse([typed, *columns], safe=False, content_type="application/x-suggestions+json")
    response["Cache-Control"] = "public, max-age=60"
    return response


def page_number(request):
    number = read_whole(request.GET.get("page", "") or "1", 0, LAST_PAGE)
    if number is None:
        raise Http404(_("There is no such page of the catalogue."))
    return number


def show_entry(request, entries, slug, template, more=lambda entry: {}, last_words=farewell, beside=QuerySet.all):
    """The page of one entry the reader may see; its address in another language leads here too.

    `more` gives what only this kind's page shows, `last_words` what is said of an entry that was withdrawn; `beside`
    makes of a queryset one that brings what `more` needs.
    """
    entry = in_a_row(request, entries, beside, slug) or with_page_at(entries, slug, reader(request), beside)
    if entry is None:
        return not_here(request, entries, slug, last_words)
    if entry.get_absolute_url() != request.path:
        return redirect(entry, permanent=True)
    context = more(entry) | {
        "entry": entry,
        "related": related_cards(entry),
        "alternates": entry.addresses(),
        "linked_data": linked_data(entry),
    }
    return render(request, template, context)


def in_a_row(request, entries, beside, slug):
    """Where the archive asks for many pages in a row, their entries come together (`archive/rows.py`)."""
    row = getattr(request, "row", None)
    return row and row.entry(beside(entries.all()), slug)


def with_page_at(entries, slug, user, beside):
    """The entry with all that its page shows."""
    if entries.all().shows_drafts_to(user):
        return found_at(beside(entries.all()).with_page(), slug)
    found = (statement(entries.model, beside, code, get_language()).of(slug) for code in in_order())
    return next((entry for asked in found for entry in asked), None)


@kept_per_version(100)
def statement(model, beside, code, _language):
    """For everybody's page of a kind; written once, whatever the version of the catalogue."""

    def build(address):
        return beside(model.objects.published()).with_page().filter(**{f"slug_{code}": address})[:1]

    return Prepared(build)


def not_here(request, entries, slug, last_words):
    """The way to where it moved, a notice where the entry was public once; else there is no such page."""
    if entry := moved(entries.visible_to(reader(request)), slug):
        return redirect(entry, permanent=True)
    entry = entry_at(withdrawn(entries), slug)
    if not was_public(entry):
        raise NoSuchPage
    return show_gone(request, entry, last_words)


def reader(request):
    """Who reads: without a session cookie nobody in particular, so public pages never touch the session."""
    return request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else AnonymousUser()


def entry_at(entries, slug):
    """By the address in the page's language, by that in another one, or by one that it had once."""
    if found := found_at(entries, slug) or moved(entries, slug):
        return found
    raise NoSuchPage


def moved(entries, slug):
    """The entry that had this address once; none where the address is another one's now, whoever may see that."""
    if found_at(entries.model.objects, slug):
        return None
    pks = OldAddress.of_slug(entries.model.kind, slug, in_order())
    found = entries.in_bulk(pks)
    return next((found[pk] for pk in pks if pk in found), None)


def found_at(entries, slug):
    for code in in_order():
        if found := entries.filter(**{f"slug_{code}": slug}).first():
            return found
    return None


@require_safe
def map_of_europe(request):
    """Partners, places and practices by town: the drawing and its list say the same."""
    return render(request, "catalogue/map.html", {"towns": towns(current_state().version, get_language())})


@require_safe
def page(request, key):
    """The page on privacy prints what is kept of people, and how long, from where it is declared."""
    kept = data() if key == PRIVACY else ()
    return render(request, "catalogue/page.html", {"page": get_object_or_404(Page, key=key), "kept": kept})
