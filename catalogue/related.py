"""What else a reader of an entry may want."""

from django.utils import timezone

from catalogue.filing.filing import index
from catalogue.models import Card, Facet
from catalogue.search.expressions import every, facet_term, public, some

CANDIDATES = 300  # enough to choose from, however many carry a value
BEST = 300  # of one kind, which are looked through first
FEW = 20  # of these are looked at more closely

# Written by hand: the same on both databases, and the compiler would take longer than the database. The best of a kind
# are read one after the other; only where too few of them share enough, the index is asked, in wider and wider circles.
STATEMENT = """
    WITH best AS MATERIALIZED (
        SELECT id, score, {shared} AS shared FROM (
            SELECT id, score, facets FROM catalogue_card
            WHERE kind = %s AND published_at <= %s ORDER BY score DESC, id LIMIT {best}
        ) AS card
    ), circle_0 AS MATERIALIZED (
        SELECT id FROM best WHERE shared > 0 ORDER BY shared DESC, score DESC, id LIMIT {few}
    ), {circles}
    SELECT {columns} FROM (
        SELECT card.*, {shared} AS shared FROM catalogue_card AS card WHERE card.id IN ({all})
    ) AS card
    WHERE card.published_at <= %s AND NOT (card.kind = %s AND card.object_id = %s)
    ORDER BY CASE WHEN shared > 0 THEN 0 ELSE 1 END, CASE WHEN card.kind = %s THEN 0 ELSE 1 END,
        shared DESC, card.score DESC, card.id
    LIMIT %s
"""
CARRIES = "CASE WHEN ' ' || card.facets || ' ' LIKE %s THEN 1 ELSE 0 END"


def related_cards(entry, most=3):
    """Cards that share a topic, else the project or the country; same kind and most shared topics first."""
    topics = [row["slug"] for row in entry.topic_rows]
    wider = list(wider_expressions(entry, topics))
    narrow = list(circles_of_kind(topics, entry.kind))
    if not topics and wider:
        narrow = [[every(facet_term(Facet.KIND, entry.kind), expression) for expression in wider]]
    return nearest([*narrow, *([wider] if wider else [])], topics, entry.kind, entry.pk, most)


def cards_about(topics, kind, most=3):
    """Cards of a kind that share one of these topics, those that share most of them first."""
    return nearest(list(circles_of_kind(topics, kind)), topics, kind, 0, most)


def circles_of_kind(topics, kind):
    """Of one kind: what carries all the topics, then what carries one of them."""
    of_kind, carried = facet_term(Facet.KIND, kind), [facet_term(Facet.TOPIC, topic) for topic in topics]
    if topics:
        yield [every(of_kind, *carried)]
    if len(topics) > 1:
        yield [every(of_kind, topic) for topic in carried]


def wider_expressions(entry, topics):
    """What shares something with the entry, of whatever kind."""
    if topics:
        yield some(*(facet_term(Facet.TOPIC, topic) for topic in topics))
    yield from (facet_term(Facet.PROJECT, project) for project in entry.related_projects())
    yield from (facet_term(Facet.COUNTRY, country) for country in [entry.card_country()] if country)


def nearest(circles, topics, kind, but, most):
    """Cards without the one of this kind with the primary key `but`, which is in every circle itself.

    A circle of which nothing is wanted has the limit 0, by which both databases leave it alone.
    """
    if not circles:
        return []
    parts, asked = [], []
    for number, expressions in enumerate(circles, 1):
        found = [index().some_ids(public(wanted), CANDIDATES // len(expressions)) for wanted in expressions]
        ids = " UNION ".join(f"SELECT id FROM ({sql}) AS few" for sql, _params in found)
        known = f"best WHERE shared = {len(topics):d}" if topics and number == 1 else f"({together(number)}) AS known"
        limit = f"CASE WHEN (SELECT COUNT(*) FROM {known}) <= {most:d} THEN {CANDIDATES} ELSE 0 END"
        parts.append(f"circle_{number} AS MATERIALIZED (SELECT id FROM ({ids}) AS more LIMIT ({limit}))")
        asked += [param for _sql, params in found for param in params]
    statement = STATEMENT.format(
        best=BEST,
        few=FEW + most,
        circles=", ".join(parts),
        all=together(len(circles) + 1),
        columns=", ".join(f"card.{field.column}" for field in Card._meta.concrete_fields),
        shared=f"({' + '.join([CARRIES] * len(topics)) or '0'})",
    )
    carried = [f"% topic:{topic} %" for topic in topics]
    now = timezone.now()
    params = [*carried, kind, now, *asked, *carried, now, kind, but, kind, most]
    return list(Card.objects.raw(statement, params))


def together(number):
    return " UNION ".join(f"SELECT id FROM circle_{circle}" for circle in range(number))
