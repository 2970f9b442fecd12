"""The list of needs, offers and searches: the catalogue with a tab for each direction."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.models import Facet
from catalogue.views import list_of_kind


@require_safe
def listings(request, kind):
    context = list_of_kind(request, kind)
    search = context["search"]
    search.offered_apart = (Facet.DIRECTION,)
    return render(request, "partners/listings/list.html", context | {"tabs": list(tabs(search))})


def tabs(search):
    """All, and each direction, with how many there are under what else is chosen; the address of each."""
    chosen, numbers = search.criteria.chosen(Facet.DIRECTION), search.numbers[Facet.DIRECTION]
    yield {"label": "", "number": sum(numbers.values()), "query": search.query(direction=()), "current": not chosen}
    for value, label in search.labels[Facet.DIRECTION].items():
        query = search.query(direction=(value,))
        yield {"label": label, "number": numbers.get(value, 0), "query": query, "current": chosen == (value,)}
