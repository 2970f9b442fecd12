"""Until when an opportunity is of use: newsletters order by it and leave out what is over."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from catalogue.zones import zone_label
from partners.models import Post
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
    local = post.deadline_at.astimezone(ZoneInfo(post.deadline_zone))
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            told = {"moment": date_format(local, "DATETIME_FORMAT"), "zone": zone_label(post.deadline_zone)}
            found[code] = _("Deadline: %(moment)s (%(zone)s)") % told
    return found
