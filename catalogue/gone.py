"""The notice that stays where an entry was public once: what it was a kind of, since when it is gone, and why."""

from typing import NamedTuple

from django.shortcuts import render
from django.utils import timezone

from catalogue.models import Kind, Status


class Farewell(NamedTuple):
    """Since when an entry is withdrawn and the public reason, as far as they are known."""

    since: object = None
    reason: str = ""


def withdrawn(entries):
    """Those that may have been public once."""
    return entries.filter(status=Status.WITHDRAWN, published_at__lte=timezone.now())


def was_public(entry):
    since = entry.public_since()
    return since is not None and since <= timezone.now()


def farewell(entry):
    """As the entry's history tells it; the administration asks for no reason."""
    standing = entry.history.exclude(status=Status.WITHDRAWN).order_by("-history_date", "-history_id").first()
    since = entry.history.filter(status=Status.WITHDRAWN)
    if standing:
        since = since.filter(history_id__gt=standing.history_id)
    first = since.order_by("history_id").first()
    return Farewell(first.history_date if first else entry.updated_at)


def show_gone(request, entry, last_words=farewell):
    """410 with not one word of the entry's own."""
    context = {"kind": Kind(entry.kind), "farewell": last_words(entry)}
    return render(request, "catalogue/gone.html", context, status=410)
