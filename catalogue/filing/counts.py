"""The numbers of cards by kind, facet and value: changed with every card, read by every list."""

from collections import Counter

from django.db import connection

from catalogue.caches import kept_per_version
from catalogue.filing.cards import pairs
from catalogue.models.card import Card, Facet, FacetCount

UPSERT = """
    INSERT INTO catalogue_facetcount (kind, facet, value, number) VALUES {rows}
    ON CONFLICT (kind, facet, value) DO UPDATE SET number = catalogue_facetcount.number + excluded.number
"""
BATCH = 200


def contribution(kind, facets, waiting):
    """What one card adds to the numbers."""
    return Counter() if waiting else Counter((kind, facet, value) for facet, value in pairs(facets))


def change(deltas):
    """Add {(kind, facet, value): number}; in one order, so that writers never block each other."""
    rows = [(*key, number) for key, number in sorted(deltas.items()) if number]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            cursor.execute(
                UPSERT.format(rows=", ".join(["(%s, %s, %s, %s)"] * len(part))),
                [column for row in part for column in row],
            )


def numbers(version, kinds=()):
    """{facet: {value: number}} of all public cards, or of those of some kinds."""
    found = {facet: Counter() for facet in Facet}
    for (kind, facet), values in _numbers(version).items():
        if not kinds or kind in kinds or facet == Facet.KIND:
            found[Facet(facet)].update(values)
    return found


@kept_per_version(2)
def _numbers(_version):
    found = {}
    for kind, facet, value, number in FacetCount.objects.filter(number__gt=0).values_list(
        "kind", "facet", "value", "number"
    ):
        found.setdefault((kind, facet), {})[value] = number
    return found


def recounted():
    """All numbers as the cards say, for comparing and for counting anew."""
    found = Counter()
    for kind, facets in Card.objects.filter(waiting=False).values_list("kind", "facets").iterator():
        found.update(contribution(kind, facets, waiting=False))
    return found


def write_anew():
    FacetCount.objects.all().delete()
    change(recounted())


def disagreements():
    kept = {(count.kind, count.facet, count.value): count.number for count in FacetCount.objects.exclude(number=0)}
    if kept != recounted():
        yield f"numbers of cards differ: {sorted(kept.items() ^ recounted().items())[:5]}"
