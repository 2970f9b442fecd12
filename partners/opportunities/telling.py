"""A week before a deadline: those whose organisation published it, and those who look for partners for it."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from catalogue.claiming import claim
from catalogue.languages import LANGUAGES
from partners.models import Deadline, Listing, Post
from partners.opportunities.words import deadline_words
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import active
from publishing.sentences import SENTENCES, Sentence

AHEAD = 7  # days

SENTENCES["deadline_near"] = Sentence(
    ngettext_lazy("Deadline in %(left)d day: %(title)s", "Deadline in %(left)d days: %(title)s", "left"),
    _("The deadline of “%(title)s” is near: %(row)s."),
)


def near():
    """Deadlines of a day within the next week, not of today, of which nobody was told."""
    today = timezone.localdate()
    posts = Post.objects.opportunities().filter(pk=OuterRef("post"))
    listings = Listing.objects.live().filter(pk=OuterRef("listing"))
    found = Deadline.objects.filter(Exists(posts) | Exists(listings), told_at=None)
    days = {"moment__gte": midnight(today + dt.timedelta(1)), "moment__lt": midnight(today + dt.timedelta(AHEAD + 1))}
    return found.filter(**days).order_by("moment", "pk")


def midnight(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


@transaction.atomic
def tell_of_deadline(pk):
    """Of two rounds at once only one does."""
    if claim(near(), pk, told_at=timezone.now()) is None:
        return False
    deadline = Deadline.objects.select_related("post", "listing").get(pk=pk)
    entry, name = (deadline.post, "deadline") if deadline.post else (deadline.listing, "eoi")
    tell(
        people=concerned(entry),
        kind=Notice.Kind.DEADLINE,
        sentence="deadline_near",
        address=entry.get_absolute_url(),
        values=told_of(entry, name, deadline.moment),
    )
    return True


def concerned(entry):
    """Members of its organisation; of an opportunity also of those whose public searches are meant for it."""
    organisations = Q(memberships__partner=entry.partner_id)
    if isinstance(entry, Post):
        searching = Listing.objects.live().filter(call=entry).exclude(partner=None).values("partner")
        organisations |= Q(memberships__partner__in=searching)
    return set(active().filter(organisations))


def told_of(entry, name, moment):
    values = {"left": (timezone.localdate(moment) - timezone.localdate()).days}
    for code in LANGUAGES:
        with translation.override(code):
            values |= {
                f"title_{code}": getattr(entry, f"title_{code}") or "",
                f"row_{code}": deadline_words(entry, name),
            }
    return values
