"""The end of a listing: its owners are asked twice before it, one button adds six months, afterwards no list has it."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from catalogue.dates import add_months
from catalogue.languages import LANGUAGES
from catalogue.models import CatalogueState
from partners.models import ExpiryQuestion, Listing
from partners.models.listing import last_end
from publishing import versions
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import active
from publishing.refusals import Overtaken, Refused
from publishing.sentences import SENTENCES, Sentence

LONGER = 6  # months that are added
FIRST, SECOND = 14, 3  # days before the end

SENTENCES["listing_expires"] = Sentence(
    ngettext_lazy("Your listing expires in %(left)d day", "Your listing expires in %(left)d days", "left"),
    gettext_lazy("“%(title)s” is valid until %(until)s. Does it still hold? One button adds six months."),
)


# --- The owners are asked ---


def to_ask(days):
    """Listings that end in so many days at the latest and of whose end nobody was asked so near to it."""
    today = timezone.localdate()
    nearest = dt.timedelta(SECOND + 1 if days == FIRST else 0)
    ending = Listing.objects.published().filter(expires__range=(today + nearest, today + dt.timedelta(days)))
    asked = ExpiryQuestion.objects.filter(listing=OuterRef("pk"), expires=OuterRef("expires"), days=days)
    return ending.exclude(Exists(asked)).order_by("pk")


def to_ask_first():
    return to_ask(FIRST)


def to_ask_again():
    return to_ask(SECOND)


def ask_first(pk):
    return ask(pk, FIRST)


def ask_again(pk):
    return ask(pk, SECOND)


@transaction.atomic
def ask(pk, days):
    """Of two rounds at once only one asks."""
    listing = to_ask(days).filter(pk=pk).first()
    if listing is None:
        return False
    _question, is_new = ExpiryQuestion.objects.get_or_create(listing=listing, expires=listing.expires, days=days)
    if is_new:
        tell_owners(listing)
    return is_new


def tell_owners(listing):
    left = (listing.expires - timezone.localdate()).days
    until = f"{listing.expires:%-d. %-m. %Y}"
    tell(
        people=set(active().filter(memberships__partner=listing.partner_id)),
        kind=Notice.Kind.FRESHNESS,
        sentence="listing_expires",
        address=reverse("listing_extend", args=[listing.pk]),
        values={f"title_{code}": getattr(listing, f"title_{code}") or "" for code in LANGUAGES}
        | {"left": left, "until": until},
    )


# --- Longer ---


def longer(listing):
    """The new end: six months after the old one, or after today where that has passed; a year from today at most."""
    return min(add_months(max(listing.expires, timezone.localdate()), LONGER), last_end())


def mark_of(listing):
    """Names the end that somebody sees: a button pressed twice adds six months once."""
    return listing.expires.isoformat() if listing.expires else ""


@transaction.atomic
def extend(*, listing, by, seen=""):
    """The new end; Refused where it is a year off already. It makes a version of its own, which says who did it."""
    CatalogueState.lock()
    listing = Listing.objects.get(pk=listing.pk)
    if seen not in ("", mark_of(listing)):
        raise Overtaken(_("This was done already. Nothing was changed."))
    if listing.expires is None or longer(listing) <= listing.expires:
        raise Refused(_("It is valid for a year already; more cannot be added now."))
    dossier = versions.adopt(listing)
    listing.expires = longer(listing)
    listing.save()
    dossier.refresh_from_db()
    versions.catch_up(dossier, by=by, reason=_("Valid for six months more."))
    return listing.expires


# --- After the end ---


def to_close():
    return Listing.objects.outdated().order_by("pk")


def close(pk):
    """Saved, it leaves the catalogue: it belongs there no longer."""
    listing = to_close().filter(pk=pk).first()
    if listing is not None:
        listing.save()
    return listing is not None
