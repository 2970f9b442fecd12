"""The thesaurus as the search and the pages use it: which topics a query names, and what stands around a topic."""

from itertools import chain, islice, product, zip_longest
from typing import NamedTuple

from django.db import transaction

from catalogue.models.card import CatalogueState
from catalogue.models.thesaurus import LONGEST_KEY, TopicKey, topic_keys, write_keys
from catalogue.models.topic import Topic
from catalogue.text import alphabet_key

__all__ = ["NamedTopic", "Naming", "Neighbours", "named_topics", "neighbours", "rebuild_keys", "topic_keys"]

MOST_CANDIDATES = 400  # keys looked up for one query
MOST_NARROWER = 200
DEEPEST = 4
BATCH = 500
# Terms of each word that are tried, by the number of words: at most 64 combinations of a span, or 81 of three words.
TRIED = {1: 16, 2: 8, 3: 4, 4: 2, 5: 2, 6: 2}

# Topics below the given ones, the nearest first: the same SQL on SQLite and on PostgreSQL.
NARROWER = """
WITH RECURSIVE below (root, topic, depth) AS (
    SELECT broader_id, topic_id, 1 FROM catalogue_broadertopic WHERE broader_id IN ({roots})
    UNION
    SELECT below.root, tie.topic_id, below.depth + 1
    FROM below JOIN catalogue_broadertopic tie ON tie.broader_id = below.topic
    WHERE below.depth < %s
), nearest AS (
    SELECT root, topic, MIN(depth) AS depth FROM below WHERE root <> topic GROUP BY root, topic
)
SELECT catalogue_topic.*, nearest.root AS root
FROM nearest JOIN catalogue_topic ON catalogue_topic.id = nearest.topic
ORDER BY nearest.depth, nearest.root, nearest.topic LIMIT %s
"""


class NamedTopic(NamedTuple):
    """A topic that a query names (`named`), or one that stands below it."""

    pk: int
    slug: str
    name: str
    named: bool


class Naming(NamedTuple):
    """The words from `start` up to, not including, `stop` name these topics."""

    start: int
    stop: int
    topics: tuple[NamedTopic, ...]


class Neighbours(NamedTuple):
    """The topics around one, each list in the alphabet of the active language."""

    broader: list
    narrower: list
    related: list


def named_topics(words, limit=5):
    """The topics that a query names, in the order of its words, as at most `limit` namings; two queries at most.

    `words` holds a tuple of alternative terms for each word, as `analysis.query_terms` gives them. The longest
    spans win, and no word counts twice.
    """
    found = topics_by_span(words)
    chosen = []
    for start, stop in found:
        if all(stop <= other[0] or other[1] <= start for other in chosen):
            chosen.append((start, stop))
    chosen = sorted(chosen[:limit])
    below = narrower_of({topic.pk for span in chosen for topic in found[span]})
    return [Naming(*span, with_narrower(found[span], below)) for span in chosen]


def topics_by_span(words):
    """{(start, stop): topics} for every span of the query that spells a key, the longest first; one query."""
    candidates = candidate_keys(words)
    rows = TopicKey.objects.filter(key__in={key for _span, key in candidates}).select_related("topic")
    by_key = {}
    for row in rows.order_by("topic") if candidates else ():
        by_key.setdefault(row.key, {})[row.topic_id] = row.topic
    found = {}
    for span, key in candidates:
        if key in by_key:
            found.setdefault(span, {}).update(by_key[key])
    ordered = sorted(found, key=lambda span: (span[0] - span[1], span[0]))
    return {span: list(found[span].values()) for span in ordered}


def candidate_keys(words):
    """Pairs (span, key) to look up: one key of every span in turn, so that none uses up the others' share."""
    lengths = range(min(LONGEST_KEY, len(words)), 0, -1)
    spans = [(start, start + length) for length in lengths for start in range(len(words) - length + 1)]
    columns = [[(span, key) for key in keys_of_span(words[slice(*span)])] for span in spans]
    return list(islice(filter(None, chain.from_iterable(zip_longest(*columns))), MOST_CANDIDATES))


def keys_of_span(words):
    """Combinations of the words' terms, those with the first, likeliest terms before others."""
    terms = [list(enumerate(alternatives[: TRIED[len(words)]])) for alternatives in words]
    combinations = sorted(product(*terms), key=lambda combination: sum(place for place, _term in combination))
    return [" ".join(term for _place, term in combination) for combination in combinations]


def narrower_of(roots):
    """{root: topics below it, the nearest first}; one query, none without roots."""
    if not roots:
        return {}
    statement = NARROWER.format(roots=", ".join(["%s"] * len(roots)))
    found = {}
    for topic in Topic.objects.raw(statement, [*sorted(roots), DEEPEST, MOST_NARROWER]):
        found.setdefault(topic.root, []).append(topic)
    return found


def with_narrower(named, below):
    topics = {topic.pk: NamedTopic(topic.pk, topic.slug, topic.name, True) for topic in named}
    for topic in chain.from_iterable(below.get(topic.pk, ()) for topic in named):
        topics.setdefault(topic.pk, NamedTopic(topic.pk, topic.slug, topic.name, False))
    return tuple(topics.values())


def neighbours(topic):
    """What stands directly around the topic; three queries."""
    return Neighbours(*(in_alphabet(rows.all()) for rows in (topic.broader, topic.narrower, topic.related)))


def in_alphabet(topics):
    return sorted(topics, key=lambda topic: (alphabet_key(topic.name or ""), topic.pk))


def rebuild_keys():
    """Write the keys of all topics anew, for a changed analyzer; each batch in its own transaction."""
    topics = Topic.objects.order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(topics, BATCH)):
        with transaction.atomic():
            CatalogueState.lock()
            if write_keys(batch):
                CatalogueState.bump()
