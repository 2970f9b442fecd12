"""Deadlines as they stand in calendars: of opportunities, and of searches that wait for expressions of interest."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.calendars import Happening
from catalogue.languages import shown
from partners.models import Listing, Post
from partners.models.deadline import deadline_moment
from partners.opportunities.words import deadline_words

KEPT = dt.timedelta(days=365)  # after the deadline


def deadlines():
    """All that calendars show, in their order; what is long over is gone, and what is not public any more."""
    since = timezone.now() - KEPT
    known = {"deadline__moment__gte": since}
    posts = Post.objects.opportunities().filter(**known).select_related("deadline")
    listings = Listing.objects.live().filter(**known).select_related("deadline")
    found = [(post.deadline, happening(post, "deadline", _("Deadline: %(title)s"))) for post in posts]
    found += [(one.deadline, happening(one, "eoi", _("Expressions of interest: %(title)s"))) for one in listings]
    return [each for _deadline, each in sorted(found, key=lambda pair: (pair[0].moment, pair[0].pk))]


def happening(entry, name, title):
    deadline, address = entry.deadline, settings.SITE_URL + entry.get_absolute_url()
    return Happening(
        uid=deadline.uid,
        begin=deadline_moment(entry, name),
        end=None,
        title=title % {"title": shown(entry, "title").text},
        sequence=deadline.sequence,
        changed=max(deadline.changed_at, entry.updated_at),
        address=address,
        text="\n\n".join(filter(None, [deadline_words(entry, name), shown(entry, "summary").text, address])),
    )
