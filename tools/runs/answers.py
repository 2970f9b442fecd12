"""What results say, and the practices that answer what is weak."""

from catalogue.models import Card, Kind
from library.models import Practice
from tools.asking.inputs import Inputs
from tools.questions.registry import QUESTIONS
from tools.work.computing import cleaned_options
from tools.work.content import fitted

MOST_PRACTICES = 3
CANDIDATES = 12


def answer_of(kept):
    """The answer of a piece of work or a run, in the active language."""
    analysis = QUESTIONS[kept.analysis]
    options, _form = cleaned_options(analysis, kept.options)
    return analysis.answer(Inputs(fitted(analysis, kept.content), options), kept.results)


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
