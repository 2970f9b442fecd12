"""Until when opportunities and listings are of use: newsletters order by it and leave out what is over."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from partners.models import Listing, Post
from partners.opportunities.words import deadline_words
from publishing.letters.moments import DEADLINE, OTHER, Moment


def deadlines(keys):
    """{primary key: Moment} of those posts that have one."""
    posts = Post.objects.filter(pk__in=keys, type=Post.Type.OPPORTUNITY).exclude(deadline_at=None)
    return {
        post.pk: Moment(DEADLINE, in_order(post.deadline_at), post.deadline_at <= timezone.now(), words(post))
        for post in posts
    }


def ends(keys):
    """{primary key: Moment} of those listings that have one; one without a deadline stands among the others."""
    ending = ~Q(eoi_at=None) | ~Q(expires=None)
    return {listing.pk: end_of(listing) for listing in Listing.objects.filter(ending, pk__in=keys)}


def end_of(listing):
    if listing.eoi_at is None:
        return Moment(OTHER, "", listing.is_expired, {})
    is_over = listing.is_expired or listing.eoi_at <= timezone.now()
    return Moment(DEADLINE, in_order(listing.eoi_at), is_over, words(listing, "eoi"))


def in_order(moment):
    return moment.astimezone(dt.UTC).isoformat()


def words(entry, name="deadline"):
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            text = _("Deadline: %(moment)s") if name == "deadline" else _("Expressions of interest: %(moment)s")
            found[code] = text % {"moment": deadline_words(entry, name)}
    return found
