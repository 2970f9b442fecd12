"""What else a reader of an entry may want."""

from django.utils import timezone

from catalogue.filing.filing import index
from catalogue.models import Card, Facet
from catalogue.search.expressions import every, facet_term, public

# Enough to choose from, however many carry a value.
CANDIDATES = 300

# Written by hand: the same on both databases, and the compiler would take longer than the database.
STATEMENT = """
    SELECT {columns} FROM catalogue_card AS card
    JOIN ({carriers}) AS carrier ON carrier.id = card.id
    WHERE card.published_at <= %s AND NOT (card.kind = %s AND card.object_id = %s)
    ORDER BY CASE WHEN {shared} > 0 THEN 0 ELSE 1 END, CASE WHEN card.kind = %s THEN 0 ELSE 1 END,
        {shared} DESC, card.score DESC, card.id
    LIMIT %s
"""
CARRIES = "CASE WHEN ' ' || card.facets || ' ' LIKE %s THEN 1 ELSE 0 END"


def related_cards(entry, most=3):
    """Cards that share a topic, else the project or the country; same kind and most shared topics first."""
    topics = [row["slug"] for row in entry.topic_rows]
    return nearest(list(wanted_expressions(entry, topics)), topics, entry.kind, entry.pk, most)


def cards_about(topics, kind, most=3):
    """Cards of a kind that share one of these topics, those that share most of them first."""
    of_kind = facet_term(Facet.KIND, kind)
    return nearest([every(of_kind, facet_term(Facet.TOPIC, topic)) for topic in topics], topics, kind, 0, most)


def nearest(wanted, topics, kind, but, most):
    """Cards that answer one of these expressions, without the one of this kind with the primary key `but`."""
    if not wanted:
        return []
    parts = [index().some_ids(public(expression), CANDIDATES // len(wanted)) for expression in wanted]
    shared = " + ".join([CARRIES] * len(topics)) or "card.score * 0"
    statement = STATEMENT.format(
        columns=", ".join(f"card.{field.column}" for field in Card._meta.concrete_fields),
        carriers=" UNION ".join(f"SELECT id FROM ({sql}) AS few" for sql, _params in parts),
        shared=f"({shared})",
    )
    carried = [f"% topic:{topic} %" for topic in topics]
    params = [param for _sql, params in parts for param in params]
    params += [timezone.now(), kind, but, *carried, kind, *carried, most]
    return list(Card.objects.raw(statement, params))


def wanted_expressions(entry, topics):
    if len(topics) > 1:
        yield every(*(facet_term(Facet.TOPIC, topic) for topic in topics))
    yield from (facet_term(Facet.TOPIC, topic) for topic in topics)
    yield from (facet_term(Facet.PROJECT, project) for project in entry.related_projects())
    yield from (facet_term(Facet.COUNTRY, country) for country in [entry.card_country()] if country)
