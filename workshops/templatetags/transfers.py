"""What pages show of transfers: the chain of a practice, and what a place or a partner took over and gave."""

from django import template

from workshops.transfers.shown import Link, chain, generations

register = template.Library()


@register.inclusion_tag("workshops/transfers/chain.html")
def taken_over(practice, on_paper=False):
    """Who took a practice over; nothing where nobody did."""
    firsts = chain(getattr(practice, "transfer_rows", ()))
    picture = generations(practice, firsts) if firsts and not on_paper else None
    return {"firsts": firsts, "picture": picture}


@register.filter
def as_transfers(rows):
    """Rows of transfers as their lists show them; what is drawn without the database has none."""
    return [Link(row) for row in rows or ()]
