"""What else a reader of an entry may want."""

from django.db.models import Case, Count, Q, When

from catalogue.models import Card, CardFacet, Facet

# Enough to choose from; the newest carriers of a topic come first in its index.
CANDIDATES = 200


def related_cards(entry, most=3):
    """Cards that share the entry's first topic, project or country; most shared topics and same kind first."""
    topics = [row["slug"] for row in entry.topic_rows]
    facet, value = next(iter(shared_values(entry, topics)), (None, None))
    if facet is None:
        return Card.objects.none()
    carriers = CardFacet.objects.filter(facet=facet, value=value).order_by("-card")[:CANDIDATES]
    same_entry = Q(kind=entry.kind, object_id=entry.pk)
    return (
        Card.objects.live()
        .filter(pk__in=carriers.values("card"))
        .exclude(same_entry)
        .annotate(
            shared=Count("facets", filter=Q(facets__facet=Facet.TOPIC, facets__value__in=topics)),
            same_kind=Case(When(kind=entry.kind, then=1), default=0),
        )
        .order_by("-same_kind", "-shared", "-score", "pk")[:most]
    )


def shared_values(entry, topics):
    yield from ((Facet.TOPIC, topic) for topic in topics[:1])
    yield from ((Facet.PROJECT, str(project)) for project in entry.related_projects())
    yield from ((Facet.COUNTRY, country) for country in [entry.card_country()] if country)
