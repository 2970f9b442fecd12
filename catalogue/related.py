"""What else a reader of an entry may want."""

from django.utils import timezone

from catalogue.models import Card, Facet

# Enough to choose from; the newest carriers of a value come first in its index.
CANDIDATES = 300

# Written by hand: the same on both databases, and the compiler would take longer than the database.
STATEMENT = """
    SELECT {columns}
    FROM catalogue_card AS card
    JOIN ({carriers}) AS carrier ON carrier.card_id = card.id
    LEFT JOIN catalogue_cardfacet AS topic
        ON topic.card_id = card.id AND topic.facet = 'topic' AND topic.value IN ({places})
    WHERE card.published_at <= %s AND NOT (card.kind = %s AND card.object_id = %s)
    GROUP BY card.id
    ORDER BY CASE WHEN COUNT(topic.id) > 0 THEN 0 ELSE 1 END, CASE WHEN card.kind = %s THEN 0 ELSE 1 END,
        COUNT(topic.id) DESC, card.score DESC, card.id
    LIMIT %s
"""
CARRIERS = """
    SELECT card_id FROM (
        SELECT card_id FROM catalogue_cardfacet WHERE facet = %s AND value = %s ORDER BY card_id DESC LIMIT {most}
    ) AS newest
"""


def related_cards(entry, most=3):
    """Cards that share a topic, else the project or the country; same kind and most shared topics first."""
    topics = [row["slug"] for row in entry.topic_rows]
    shared = list(shared_values(entry, topics))
    if not shared:
        return []
    carriers = CARRIERS.format(most=CANDIDATES // len(shared))
    statement = STATEMENT.format(
        columns=", ".join(f"card.{field.column}" for field in Card._meta.concrete_fields),
        carriers=" UNION ".join([carriers] * len(shared)),
        places=", ".join(["%s"] * len(topics)) or "NULL",
    )
    same = [timezone.now(), entry.kind, entry.pk, entry.kind, most]
    return list(Card.objects.raw(statement, [*(part for pair in shared for part in pair), *topics, *same]))


def shared_values(entry, topics):
    yield from ((Facet.TOPIC, topic) for topic in topics)
    yield from ((Facet.PROJECT, str(project)) for project in entry.related_projects())
    yield from ((Facet.COUNTRY, country) for country in [entry.card_country()] if country)
