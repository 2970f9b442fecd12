"""Words that name topics and kinds, so that a query finds their entries in the archive too."""

from collections import defaultdict, deque

from django.utils import translation

from catalogue.analysis import STOP_WORDS
from catalogue.filing.cards import pairs
from catalogue.languages import LANGUAGES
from catalogue.models import Facet, Topic
from catalogue.models.thesaurus import LONGEST_KEY, BroaderTopic, TopicKey
from catalogue.search.kinds import labels as kind_labels
from catalogue.text import UNDECOMPOSED
from catalogue.thesaurus import DEEPEST, TRIED


def names(cards):
    slugs = dict(Topic.objects.values_list("pk", "slug"))
    carried = {value for card in cards for facet, value in pairs(card.facets) if facet == Facet.TOPIC}
    narrower = narrower_topics()
    below = {slugs[pk]: found for pk in slugs if (found := carried_below(pk, narrower, slugs, carried))}
    return {
        "keys": keys_of({*carried, *below}, slugs),
        "below": below,
        "topics": titles({*carried, *below}),
        "kinds": [[kind, [sorted(terms) for terms in words]] for kind, words in kind_labels()],
        "longestKey": LONGEST_KEY,
        "tried": TRIED,
        "stop": sorted(STOP_WORDS),
        "letters": UNDECOMPOSED,
    }


def keys_of(wanted, slugs):
    """{key: slugs of the topics that it names}, where an entry carries one of them or one below it."""
    found = defaultdict(list)
    for key, pk in TopicKey.objects.order_by("topic").values_list("key", "topic"):
        if slugs[pk] in wanted and slugs[pk] not in found[key]:
            found[key].append(slugs[pk])
    return {key: topics for key, topics in found.items() if topics}


def titles(wanted):
    """{slug: {language: name}}."""
    named = (topic for topic in Topic.objects.all() if topic.slug in wanted)
    return {topic.slug: {code: name_in(topic, code) for code in LANGUAGES} for topic in named}


def name_in(topic, language):
    with translation.override(language):
        return topic.name


def narrower_topics():
    """{topic: topics directly below it}."""
    found = defaultdict(list)
    for topic, broader in BroaderTopic.objects.order_by("topic").values_list("topic", "broader"):
        found[broader].append(topic)
    return found


def carried_below(pk, narrower, slugs, carried):
    """The topics below one that entries carry, the nearest first."""
    found, waiting, known = [], deque([(pk, 0)]), {pk}
    while waiting:
        topic, depth = waiting.popleft()
        if depth == DEEPEST:
            continue
        for below in narrower.get(topic, ()):
            if below not in known:
                known.add(below)
                waiting.append((below, depth + 1))
                found += [slugs[below]] * (slugs[below] in carried)
    return found
