"""What a process keeps of the catalogue. Each function takes the version of the catalogue, so a change makes it stale.

Whoever cannot wait for another version, as tests that roll back, forgets all at once.
"""

from functools import lru_cache

KEPT = []


def kept_per_version(most):
    """Keep the answers of a function to its last `most` questions, the version of the catalogue among them."""

    def remember(function):
        kept = lru_cache(maxsize=most)(function)
        KEPT.append(kept)
        return kept

    return remember


class Kept:
    """The same where what makes the answer is no part of the question: `of(question, make)`."""

    def __init__(self, most):
        self.cells = lru_cache(maxsize=most)(lambda question: [])
        KEPT.append(self.cells)

    def of(self, question, make):
        cell = self.cells(question)
        if not cell:
            cell.append(make())
        return cell[0]


def forget_all():
    for kept in KEPT:
        kept.cache_clear()
