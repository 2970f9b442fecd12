"""Until when an opportunity is of use: newsletters order by it and leave out what is over."""

import datetime as dt

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from partners.models import Post
from partners.opportunities.words import deadline_words
from publishing.letters.moments import DEADLINE, Moment


def deadlines(keys):
    """{primary key: Moment} of those posts that have one."""
    now = timezone.now()
    posts = Post.objects.filter(pk__in=keys, type=Post.Type.OPPORTUNITY).exclude(deadline_at=None)
    return {
        post.pk: Moment(DEADLINE, post.deadline_at.astimezone(dt.UTC).isoformat(), post.deadline_at <= now, words(post))
        for post in posts
    }


def words(post):
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = _("Deadline: %(moment)s") % {"moment": deadline_words(post)}
    return found
