"""The practices that answer what is weak."""

from catalogue.models import Card, Kind
from library.models import Practice

MOST_PRACTICES = 3
CANDIDATES = 12


def practices_for(answer):
    """[(weaknesses of one topic, its slug, cards of practices)]; those without a topic each stand for themselves."""
    groups = {}
    for number, weakness in enumerate(answer.weaknesses):
        groups.setdefault(weakness.topic or number, []).append(weakness)
    return [(weak, weak[0].topic, practices_of(weak[0].topic) if weak[0].topic else []) for weak in groups.values()]


def practices_of(topic):
    """Cards of published practices with the topic: those told in the reader's language first, failures included."""
    practices = Practice.objects.published().filter(topics__slug=topic).values("pk")
    cards = Card.objects.live().of_kind(Kind.PRACTICE).filter(object_id__in=practices).order_by("-score", "pk")
    return sorted(cards[:CANDIDATES], key=lambda card: bool(card.shown_language))[:MOST_PRACTICES]
