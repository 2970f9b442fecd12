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
    """The same for texts, where what makes the answer is no part of the question: `of(question, make)`.

    Longer ones than `longest` are made each time: their number is limited, and so is what all of them take.
    """

    def __init__(self, most, longest):
        self.longest = longest
        self.cells = lru_cache(maxsize=most)(lambda question: [])
        KEPT.append(self.cells)

    def of(self, question, make):
        cell = self.cells(question)
        if cell:
            return cell[0]
        made = make()
        if len(made) <= self.longest:
            cell[:] = [made]  # once, also where several made it at a time
        return made


def forget_all():
    for kept in KEPT:
        kept.cache_clear()
