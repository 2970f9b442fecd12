"""Once a week: what became public on a list since the last time. Nothing new, no mail."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from publishing.following.lists import search_of
from publishing.letters.consenting import State
from publishing.mail import post
from publishing.models import FollowedList

EVERY = dt.timedelta(days=7)
MOST = 30  # entries of one mail; the list shows the others


def due():
    return FollowedList.objects.filter(state=State.ACTIVE, told_until__lte=timezone.now() - EVERY).order_by("pk")


@transaction.atomic
def tell(pk):
    """Whether a mail is on its way; of two rounds at once only one writes it."""
    followed = due().select_for_update(of=("self",)).filter(pk=pk).first()
    if followed is None:
        return False
    since, followed.told_until = followed.told_until, timezone.now()
    followed.save(update_fields=["told_until"])
    with translation.override(followed.language):
        cards = new_cards(followed, since)
        if cards:
            write(followed, cards)
    return bool(cards)


def new_cards(followed, since):
    """Nothing where what was narrowed to is no more: without it the list would be another one."""
    search = search_of(followed.query, followed.kind)
    if search.errors:
        return []
    return list(search.newly_public().filter(published_at__gt=since, published_at__lte=followed.told_until)[: MOST + 1])


def write(followed, cards):
    leave = settings.SITE_URL + reverse("follow_leave", args=[followed.token])
    context = {
        "subject": _("New: %(title)s") % {"title": followed.title},
        "title": followed.title,
        "rows": [{"card": card, "address": settings.SITE_URL + card.address} for card in cards[:MOST]],
        "has_more": len(cards) > MOST,
        "list_address": settings.SITE_URL + address_of(followed),
        "leave_address": leave,
        "language": followed.language,
    }
    post(
        key=f"followed:{followed.pk}:{followed.told_until.isoformat()}",
        to=followed.email,
        language=followed.language,
        subject=context["subject"],
        text=render_to_string("publishing/following/mail/new.txt", context),
        html=render_to_string("publishing/following/mail/new.html", context),
        unsubscribe=leave,
        returns=True,
    )


def address_of(followed):
    """The list itself, the newest first."""
    search = search_of(followed.query, followed.kind)
    return reverse(search.kind.list_name if search.kind else "catalogue") + search.query(sort="newest")
