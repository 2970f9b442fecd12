"""Which scores make a card one of the best 10 % or 1 %: counted by a rebuild and by every large import.

Between countings the shares drift; that costs a little time or a little rank, never a match.
"""

from django.db import transaction

from catalogue.models.card import Card, CatalogueState
from catalogue.search import index_of_database
from catalogue.search.expressions import BEST_1, BEST_10

SMALLEST = 1000  # fewer cards are all looked at anyway


def thresholds():
    """The scores (best 10 %, best 1 %) as the cards now stand."""
    total = Card.objects.count()
    if total < SMALLEST:
        return 0, 0
    scores = Card.objects.order_by("-score").values_list("score", flat=True)
    return scores[total // 10], scores[total // 100]


@transaction.atomic
def retune():
    """Count anew, and move the cards whose tier changes by it."""
    state = CatalogueState.lock()
    best_10, best_1 = thresholds()
    index_of_database().move_tier(BEST_10.word, state.best_10, best_10)
    index_of_database().move_tier(BEST_1.word, state.best_1, best_1)
    CatalogueState.objects.filter(pk=1).update(best_10=best_10, best_1=best_1)


def share_of_best():
    """The share of cards that count as the best 10 %; 0.1 when it is right."""
    total = Card.objects.count()
    return Card.objects.filter(score__gte=CatalogueState.objects.get(pk=1).best_10).count() / total if total else 0
