"""The static score of a card: what one would show first where nothing else decides.

It also says which entries compete for a very common word, so it is made of what a reader would want of any entry:

- its kind: results before the bodies behind them, up to 40 (`Kind.weight`)
- validation: how sure the portal is of it, up to 20
- completeness: the share of its wanted fields, up to 15, and 5 for every text in every language
- recency: the year it tells of, up to 10; a year is worth the same whichever year it is now
- reuse: how often it was taken up elsewhere, up to 10
"""

import zlib

from catalogue.languages import LANGUAGES
from catalogue.models.kind import Kind

CONFIDENCE_POINTS = {"confirmed": 20, "partial": 8, "uncertain": 0}
FIRST_YEAR, LAST_YEAR = 1990, 2050
ENOUGH_REUSE = 4


def static_score(entry):
    """0 to 10,099: hundredths of points, the last two digits by lot, so that tiers divide equals evenly."""
    points = Kind(entry.kind).weight + CONFIDENCE_POINTS[entry.confidence] + completeness(entry)
    points += 10 * recency(entry) + 10 * min(entry.reuse(), ENOUGH_REUSE) / ENOUGH_REUSE
    points -= 10 if entry.is_related_case() else 0
    return max(0, round(points)) * 100 + zlib.crc32(seed(entry).encode()) % 100


def completeness(entry):
    texts = [name for name in entry.wanted if name != "topics"]
    in_all = all(getattr(entry, f"title_{code}") for code in LANGUAGES)
    return 15 * sum(entry.has(name) for name in texts) / len(texts) + 5 * in_all


def recency(entry):
    """0 for 1990 and before, 1 for 2050."""
    year = int(entry.card_date()[:4] or entry.public_since().year)
    return min(max(year - FIRST_YEAR, 0) / (LAST_YEAR - FIRST_YEAR), 1)


def seed(entry):
    """What decides by lot: the same for the same entry on every database and after every rebuild."""
    return entry.external_id or f"{entry.kind} {entry.pk}"
