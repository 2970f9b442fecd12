"""Remarks on an idea: said under name and organisation, changed for a short while, hidden for a reason, shown again."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.time_words import at_words
from partners.ideas.telling import tell_of_remark
from partners.models import Post, Remark
from publishing.refusals import Overtaken, Refused

LONGEST = 2_000
CHANGED_WITHIN = dt.timedelta(minutes=15)


def closed_at(remark):
    """Until when its author may change it."""
    return remark.at + CHANGED_WITHIN


def may_change(person, remark):
    return remark.author_id == person.pk and remark.hidden_at is None and timezone.now() < closed_at(remark)


def mark_of(remark):
    """Names the text that somebody sees, so that nobody writes over another one unawares."""
    return (remark.edited_at or remark.at).isoformat()


@transaction.atomic
def say(*, post, author, text, language, partner=None, reply_to=None):
    """Keep a remark, or a reply to one, and tell the organisation of the idea."""
    if not Post.objects.ideas().filter(pk=post.pk).exists():
        raise Overtaken(_("This idea is not public any more, so nothing can be said about it."))
    if not author.name:
        raise Refused(_("Remarks stand under a name, and your account has none. Ask those who run the portal for it."))
    if reply_to is not None and locked(reply_to).hidden_at:
        raise Overtaken(_("The remark that you answer was hidden meanwhile."))
    remark = Remark.objects.create(
        post=post, author=author, partner=partner, text=text, language=language, reply_to=reply_to
    )
    tell_of_remark(remark)
    return remark


@transaction.atomic
def change(*, remark, by, text, seen):
    """The author's own words anew; Refused and Overtaken say why not, and nothing is changed."""
    fresh = locked(remark)
    if fresh.hidden_at:
        raise Overtaken(_("Your remark was hidden meanwhile, so it cannot be changed."))
    if fresh.author_id != by.pk or timezone.now() >= closed_at(fresh):
        raise Overtaken(closed_sentence(fresh))
    if seen != mark_of(fresh):
        sentence = _("You changed this remark in another window meanwhile. What stands there now: “%(text)s”")
        raise Refused(sentence % {"text": fresh.text})
    fresh.text, fresh.edited_at = text, timezone.now()
    fresh.save(update_fields=["text", "edited_at"])
    return fresh


def closed_sentence(remark):
    until = timezone.localtime(closed_at(remark))
    return _("A remark can be changed for 15 minutes: this one until %(until)s.") % {"until": at_words((until,))}


@transaction.atomic
def hide(*, remark, by, reason):
    """Once more changes nothing: the first reason stays."""
    Remark.objects.filter(pk=remark.pk, hidden_at=None).update(hidden_at=timezone.now(), hidden_by=by, reason=reason)


def show(*, remark):
    Remark.objects.filter(pk=remark.pk).update(hidden_at=None, hidden_by=None, reason="")


def locked(remark):
    return Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
