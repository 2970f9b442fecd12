"""Who is told of what fits: both owners, of a pair once, in one notice for each listing and run."""

from collections import Counter

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from catalogue.languages import LANGUAGES
from partners.matching.figures import TOLD
from partners.models import Listing, Match
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import active
from publishing.sentences import SENTENCES, Sentence

SENTENCES["matches"] = Sentence(
    ngettext_lazy("%(number)d new match: %(title)s", "%(number)d new matches: %(title)s", "number"),
    ngettext_lazy(
        "%(number)d listing of others fits “%(title)s”. Look whether you want to write to them.",
        "%(number)d listings of others fit “%(title)s”. Look whether you want to write to them.",
        "number",
    ),
)


def untold():
    return Match.objects.open().filter(told_at=None, score__gte=TOLD)


@transaction.atomic
def tell_of_new():
    """Whether there was something to tell; of two at the same moment one waits and finds nothing more."""
    pairs = list(untold().order_by("pk").select_for_update(of=("self",)).values_list("pk", "need", "other"))
    numbers = Counter(listing for _pk, *both in pairs for listing in both)
    for listing in Listing.objects.filter(pk__in=numbers).order_by("pk"):
        tell_owners(listing, numbers[listing.pk])
    Match.objects.filter(pk__in=[pk for pk, *_both in pairs]).update(told_at=timezone.now())
    return bool(pairs)


def tell_owners(listing, number):
    tell(
        people=set(active().filter(memberships__partner=listing.partner_id)),
        kind=Notice.Kind.MATCH,
        sentence="matches",
        address=reverse("listing_matches", args=[listing.pk]),
        values={f"title_{code}": getattr(listing, f"title_{code}") or "" for code in LANGUAGES} | {"number": number},
    )


def to_tell():
    """One row while something is to be told."""
    return untold()[:1]


def tell_in_round(_pk):
    return tell_of_new()
