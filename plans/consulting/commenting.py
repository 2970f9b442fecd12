"""What people say in a call: kept, confirmed by the link of a mail where nobody is signed in, and forgotten."""

import hashlib
import json
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from plans.consulting.telling import tell_those_in_charge, write_to
from plans.models import Call, Contribution, StakeholderRating
from publishing.models import Notice
from publishing.models.private_link import digest
from publishing.refusals import Refused

CONFIRMED_WITHIN = timedelta(days=7)
ADDRESS_KEPT = timedelta(days=183)  # six months after the answer
MOST_BY_LINK = 50  # contributions by one private link
State = Contribution.State


class Closed(Refused):
    """Nothing is taken any more, or not yet."""


# --- Saying something ---


@transaction.atomic
def say(*, call, author=None, link=None, **told):
    """Keep a comment or a contribution; whoever is neither signed in nor invited confirms it first.

    The same sent twice is one; while it is not confirmed, the mail with the link is sent anew.
    """
    call = Call.objects.select_for_update(of=("self",)).select_related("dossier", "version").get(pk=call.pk)
    if not call.is_open:
        raise Closed(why_closed(call))
    if link and link.contributions.count() >= MOST_BY_LINK:
        raise Refused(_("This link was used often already. Write to the contact instead."))
    key = sent_key(author, link, told)
    found, is_new = call.contributions.get_or_create(
        sent_key=key, defaults=told | {"call": call, "author": author, "link": link}
    )
    found.call = call
    if is_new and (author or link):
        hand_on(found)
    elif found.state == State.UNCONFIRMED:
        send_link(found)
    return found


def why_closed(call):
    if call.is_over:
        return _("The consultation ended on %(day)s.") % {"day": f"{call.closes:%-d. %-m. %Y}"}
    return _("The consultation begins on %(day)s.") % {"day": f"{call.opens:%-d. %-m. %Y}"}


def sent_key(author, link, told):
    """Tells a form that was sent twice: who says what, and about what."""
    who = [author.pk if author else None, link.pk if link else None, told.get("email", "").lower()]
    what = [told.get(name, "") for name in ("relation", "row_key", "text")]
    return hashlib.sha256(json.dumps([*who, *what]).encode()).hexdigest()


def send_link(comment):
    token = secrets.token_urlsafe(32)
    comment.token_digest = digest(token)
    comment.save()
    with override(comment.language):
        address = settings.SITE_URL + reverse("plan_comment_confirm", args=[token])
    write_to(
        comment, comment.token_digest[:16], "plan_comment_link", {"address": address, "days": CONFIRMED_WITHIN.days}
    )


# --- Confirming it ---


def by_token(token):
    """The comment that a link is about; None where it is unknown or its time is over."""
    found = Contribution.objects.filter(token_digest=digest(token)).select_related("call__dossier").first()
    return None if found is None or too_late().filter(pk=found.pk).exists() else found


@transaction.atomic
def confirm(pk):
    """It was sent in time, so it counts whenever it is confirmed; whether it was not yet."""
    waiting = Contribution.objects.select_for_update(of=("self",)).select_related("call__dossier")
    comment = waiting.filter(pk=pk, state=State.UNCONFIRMED).first()
    if comment is not None:
        hand_on(comment)
    return comment is not None


def hand_on(comment):
    """From now on it waits to be read. No notice holds a name or a text, so that both can be forgotten."""
    comment.state, comment.confirmed_at = State.WAITING, timezone.now()
    comment.save()
    is_contribution = comment.call.kind == Call.Kind.CONTRIBUTIONS
    tell_those_in_charge(
        comment.call,
        "plan_contribution" if is_contribution else "plan_comment",
        kind=Notice.Kind.COMMENT,
        address=reverse("plan_contribution", args=[comment.call.dossier_id, comment.pk]),
        but=comment.author_id,
    )


# --- Forgetting ---


def too_late():
    """Nobody opened the link in time."""
    return Contribution.objects.filter(state=State.UNCONFIRMED, at__lt=timezone.now() - CONFIRMED_WITHIN)


def drop(pk):
    return bool(too_late().filter(pk=pk).delete()[0])


def answered_long_ago():
    """Whose address nobody needs any more: six months after the public answer, or after a call that gives none."""
    before = timezone.now() - ADDRESS_KEPT
    answered = Q(answer_public=True, answered_at__lt=before)
    without_answer = Q(state=State.HIDDEN) | Q(call__kind=Call.Kind.CONTRIBUTIONS)
    told = ~Q(email="") | ~Q(token_digest="")
    return Contribution.objects.filter(told, answered | without_answer & Q(call__ended_at__lt=before))


def forget_address(pk):
    return bool(answered_long_ago().filter(pk=pk).update(email="", token_digest=""))


def forget_people(emails):
    """The names and addresses of people who are erased, of what they said without signing in."""
    mine = Q()
    for email in emails:
        mine |= Q(email__iexact=email)
    found = Contribution.objects.filter(mine) if mine else Contribution.objects.none()
    found.filter(state=State.UNCONFIRMED).delete()
    found.update(name="", email="", token_digest="", show_name=False)


def forget_contacts(emails):
    """People who are erased are no contact any more; of a call the organisation in charge stands in their place."""
    for email in emails:
        for call in Call.objects.filter(contact__icontains=email).select_related("dossier__owner"):
            call.contact = str(call.dossier.owner or "")[:200]
            call.save(update_fields=["contact"])
            if plan := call.dossier.entry:
                plan.save()  # its page changed
        StakeholderRating.objects.filter(contact__icontains=email).update(contact="")
