"""What the public page of a listing shows besides it."""

from catalogue.models import Kind
from catalogue.related import cards_about


def more(listing):
    """Good practices on the same topics, by their cards: their room stands further right."""
    return {"practices": cards_about([row["slug"] for row in listing.topic_rows], Kind.PRACTICE)}
