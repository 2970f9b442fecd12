"""Suggestions of readers: made, confirmed by a link in a mail where nobody is signed in, and forgotten."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from publishing import notices, versions
from publishing.mail import post
from publishing.models import Notice, Suggestion
from publishing.people import coordinators, owners, writers
from publishing.sentences import said

CONFIRMED_WITHIN = timedelta(days=30)
ADDRESS_KEPT = timedelta(days=90)  # after the decision
State = Suggestion.State


# --- Making one ---


@transaction.atomic
def suggest(*, entry, section, author=None, **told):
    """Keep the suggestion of somebody who is signed in, for the writers; of anybody else until it is confirmed.

    `told` are the fields of `Suggestion` that the form and the address say.
    """
    dossier = versions.adopt(entry)
    suggestion = Suggestion(dossier=dossier, base=versions.leading_of(dossier), author=author, **told)
    suggestion.anchor, suggestion.heading, suggestion.old = section.anchor, section.heading[:300], section.text
    if author is None:
        send_link(suggestion)
    else:
        hand_in(suggestion)
    return suggestion


def send_link(suggestion):
    token = secrets.token_urlsafe(32)
    suggestion.token_digest = digest(token)
    suggestion.save()
    with translation.override(suggestion.mail_language):
        address = settings.SITE_URL + reverse("suggestion_confirm", args=[token])
        subject, line = said("suggestion_link", notices.titles_of(suggestion.base))
        write(suggestion, "link", subject, {"line": line, "address": address, "days": CONFIRMED_WITHIN.days})


def write(suggestion, key, subject, context):
    """A mail to somebody without an account, in the active language."""
    context |= {"subject": subject, "language": suggestion.mail_language}
    post(
        key=f"suggestion:{suggestion.pk}:{key}",
        to=suggestion.email,
        language=suggestion.mail_language,
        subject=subject,
        text=render_to_string("publishing/mail/suggestion.txt", context),
        html=render_to_string("publishing/mail/suggestion.html", context),
    )


def digest(token):
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


# --- Confirming it ---


def by_token(token):
    """The suggestion that a link is about; None where it is unknown or its time is over."""
    found = Suggestion.objects.filter(token_digest=digest(token)).select_related("dossier", "base").first()
    return None if found is None or too_late().filter(pk=found.pk).exists() else found


@transaction.atomic
def confirm(pk):
    """Hand the suggestion on to the writers; whether it was not yet."""
    suggestion = Suggestion.objects.select_for_update(of=("self",)).filter(pk=pk, state=State.UNCONFIRMED).first()
    if suggestion is not None:
        hand_in(suggestion)
    return suggestion is not None


def hand_in(suggestion):
    """From now on it waits for a decision. No notice holds a name, so that a name can be forgotten."""
    suggestion.become(State.NEW, confirmed_at=timezone.now())
    notices.tell(
        people=concerned(suggestion.dossier),
        kind=Notice.Kind.SUGGESTED,
        sentence="suggestion",
        dossier=suggestion.dossier,
        address=reverse("suggestion", args=[suggestion.pk]),
        values={"comment": suggestion.reason},
        but=suggestion.author_id,
    )


def concerned(dossier):
    """The writers of a text; where nobody is in charge of it, those who run the portal."""
    return writers(versions.leading_of(dossier)) | owners(dossier) or coordinators()


# --- Forgetting ---


def too_late():
    """Nobody opened the link in time."""
    return Suggestion.objects.filter(state=State.UNCONFIRMED, at__lt=timezone.now() - CONFIRMED_WITHIN)


def drop(pk):
    return bool(too_late().filter(pk=pk).delete()[0])


def answered_long_ago():
    """Whose address, and name without a wish to be thanked, nobody needs any more."""
    told = ~Q(email="") | Q(thanked=False) & ~Q(name="")
    return Suggestion.objects.filter(told, answered_at__lt=timezone.now() - ADDRESS_KEPT)


@transaction.atomic
def forget_address(pk):
    found = answered_long_ago().filter(pk=pk)
    found.filter(thanked=False).update(name="")
    return bool(Suggestion.objects.filter(pk=pk).update(email="", token_digest=""))


def forget_names(emails):
    """The names and addresses of people who are erased, of what they suggested without signing in."""
    mine = Q()
    for email in emails:
        mine |= Q(email__iexact=email)
    found = Suggestion.objects.filter(mine) if mine else Suggestion.objects.none()
    found.filter(state=State.UNCONFIRMED).delete()
    found.update(name="", email="", token_digest="", thanked=False)
