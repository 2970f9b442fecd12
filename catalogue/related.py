"""What else a reader of an entry may want."""

from django.utils import timezone

from catalogue.models import Card, Facet

# Enough to choose from; the newest carriers of a topic come first in its index.
CANDIDATES = 200

# Written by hand: the same on both databases, and the compiler would take longer than the database.
STATEMENT = """
    SELECT {columns}
    FROM catalogue_card AS card
    JOIN (
        SELECT card_id FROM catalogue_cardfacet WHERE facet = %s AND value = %s
        ORDER BY card_id DESC LIMIT {candidates}
    ) AS carrier ON carrier.card_id = card.id
    LEFT JOIN catalogue_cardfacet AS topic
        ON topic.card_id = card.id AND topic.facet = 'topic' AND topic.value IN ({places})
    WHERE card.published_at <= %s AND NOT (card.kind = %s AND card.object_id = %s)
    GROUP BY card.id
    ORDER BY CASE WHEN card.kind = %s THEN 0 ELSE 1 END, COUNT(topic.id) DESC, card.score DESC, card.id
    LIMIT %s
"""


def related_cards(entry, most=3):
    """Cards that share the entry's first topic, project or country; same kind and most shared topics first."""
    topics = [row["slug"] for row in entry.topic_rows]
    facet, value = next(iter(shared_values(entry, topics)), (None, None))
    if facet is None:
        return []
    statement = STATEMENT.format(
        columns=", ".join(f"card.{field.column}" for field in Card._meta.concrete_fields),
        candidates=CANDIDATES,
        places=", ".join(["%s"] * len(topics)) or "NULL",
    )
    same = [timezone.now(), entry.kind, entry.pk, entry.kind, most]
    return list(Card.objects.raw(statement, [facet, value, *topics, *same]))


def shared_values(entry, topics):
    yield from ((Facet.TOPIC, topic) for topic in topics[:1])
    yield from ((Facet.PROJECT, str(project)) for project in entry.related_projects())
    yield from ((Facet.COUNTRY, country) for country in [entry.card_country()] if country)
