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


def forget_all():
    for kept in KEPT:
        kept.cache_clear()
