"""My desk: what waits for me, what I work on, what is missing, what is due."""

from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from publishing import deciding, freshness, mine, notices, taking_over
from publishing.checking import completeness
from publishing.desk_sections import further_sections
from publishing.models import Dossier
from publishing.states import State
from publishing.translations import tally
from publishing.writing import WRITINGS, writing_of

MOST = 20
NOTICES = 5
ON_A_PAGE = 25


# What waits comes first. The rows of each are drawn by the template of its name in publishing/rows/.
SECTIONS = {
    "decide": mine.SORTS["decide"].title,
    "suggestions": gettext_lazy("Suggestions of readers that wait for your decision"),
    "reviews": gettext_lazy("Reviews I was asked for"),
    "review": mine.SORTS["review"].title,
    "due": mine.SORTS["due"].title,
    "drafts": mine.SORTS["drafts"].title,
    "submitted": mine.SORTS["submitted"].title,
    "public": mine.SORTS["public"].title,
    "notices": gettext_lazy("What was said"),
}


@login_required
@require_safe
def desk(request):
    person, more = request.user, {}
    found = {key: first(key, mine.listed(person, key), more) for key in ("decide", "review", "submitted", "public")}
    found["public"] += to_take_over(person, more)
    found |= {
        "suggestions": list(deciding.waiting_for(person)[:MOST]),
        "reviews": list(person.reviews.waiting().select_related("version__dossier")[:MOST]),
        "drafts": drafts(person, more),
        "due": first("due", freshness.due_for(list(person.organisations)), more),
        "notices": [notices.row(notice) for notice in notices.listed(person)[:NOTICES]],
    }
    may_write = person.is_coordinator or bool(person.organisations)
    listed = [*sections(found, more, may_write), *further_sections(person)]
    context = found | {"may_write": may_write, "sections": listed}
    return render(request, "publishing/desk.html", context)


def sections(found, more, may_write):
    """What the desk lists; whoever may write sees that there are no drafts, other lists are left out where empty."""
    for key, title in SECTIONS.items():
        shown_empty = key == "drafts" and may_write
        if found[key] or shown_empty:
            yield {
                "title": title,
                "template": f"publishing/rows/{key}.html",
                "rows": found[key],
                "empty": _("No drafts. What you begin to write appears here.") if shown_empty else "",
                "links": list(ways_on(key, title, more, may_write)),
            }


def ways_on(key, title, more, may_write):
    """(address, label) of the pages that a section leads to."""
    if more.get(key):
        yield reverse("all_of_mine", args=[key]), _("Show all: %(title)s") % {"title": title}
    if key == "public" and may_write:
        yield reverse("to_take_over"), _("Take over public entries")
    if key == "notices":
        yield reverse("notices"), _("All notices")


def first(key, found, more):
    """The first of a list; `more` learns by its key whether there are others."""
    rows = list(found[: MOST + 1])
    more[key] = len(rows) > MOST
    return rows[:MOST]


def drafts(person, more):
    """What is being written, with how complete it is and how its translations stand."""
    return [described(version) for version in first("drafts", mine.listed(person, "drafts").defer(None), more)]


def described(version):
    dossier = version.dossier
    share, lacking = completeness(dossier.kind, version.content)
    other = next(code for code, _name in Dossier._meta.get_field("language").choices if code != dossier.language)
    return {
        "version": version,
        "dossier": dossier,
        "share": share,
        "lacking": lacking,
        "untranslated": untranslated(tally(dossier.kind, version.content, dossier.language, other)),
        "language": other,
        "first_stage": writing_of(dossier.kind).stages[0].key,
    }


def untranslated(numbers):
    """What waits for translation, such as “3 missing, 1 older”; empty where nothing does."""
    missing, older = numbers["missing"], numbers["older"]
    words = [
        ngettext("%(number)s missing", "%(number)s missing", missing) % {"number": missing} if missing else "",
        ngettext("%(number)s older", "%(number)s older", older) % {"number": older} if older else "",
    ]
    return ", ".join(filter(None, words))


def to_take_over(person, more):
    """Public entries of one's organisations that have no dossier yet: a click opens one."""
    if not person.organisations:
        return []
    kinds = [kind for kind in taking_over.kinds_for(person) if WRITINGS[kind].owner_field]
    return [entry for kind in kinds for entry in first(kind, taking_over.own_entries_for(person, kind), more)]


# --- All of one sort ---


class Narrowing(forms.Form):
    """What cannot be understood narrows nothing."""

    kind = forms.ChoiceField(required=False, label=gettext_lazy("Kind"))
    state = forms.ChoiceField(required=False, label=gettext_lazy("State"))

    def __init__(self, data, states):
        super().__init__(data)
        kinds = [(kind.value, kind.plural) for kind in map(Kind, WRITINGS)]
        self.fields["kind"].choices = [("", _("All kinds")), *kinds]
        self.fields["state"].choices = [("", _("All states")), *((state, State(state).label) for state in states)]
        if len(states) < 2:
            del self.fields["state"]

    def asked(self):
        """{name: value} of what narrows."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@login_required
@require_safe
def all_of_mine(request, key):
    """Everything of one sort, page by page, narrowed by kind and state."""
    if key not in mine.SORTS:
        raise NoSuchPage
    sort = mine.SORTS[key]
    narrowing = Narrowing(request.GET, sort.states)
    asked = narrowing.asked()
    context = {"title": sort.title, "key": key, "narrowing": narrowing, "narrowed": bool(asked)}
    return page_of(request, mine.listed(request.user, key, **asked), asked, context)


def page_of(request, found, asked, context):
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publishing/all_of_mine.html", context | {"rows": shown.object_list} | paging(shown, asked))


def paging(shown, asked):
    """What the component of pages shows, with the same narrowing on every page."""
    number, pages = shown.number, shown.paginator.num_pages
    page = {"number": number, "pages": pages, "count": shown.paginator.count}
    page |= {"previous": shown.has_previous(), "next": shown.has_next()}
    elided = shown.paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    numbers = [n if isinstance(n, int) else None for n in elided]
    links = {"previous": address(asked, number - 1), "next": address(asked, number + 1)}
    links["numbers"] = [{"number": n, "query": address(asked, n)} for n in numbers]
    return {"page": page, "links": links}


def address(asked, number):
    return "?" + urlencode(asked | {"page": number})
