"""An address that asked for mail: proven by a button behind a link, left by the same link, forgotten in time.

The rules are the same whatever is asked for; a `MailingList` says what is its own.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac

from catalogue.claiming import claim
from catalogue.missing import NoSuchPage
from publishing.mail import post
from publishing.models import Bounce, Mail
from publishing.models.letters import Consented
from publishing.models.private_link import digest, new_nonce

State = Consented.State

CONSENT = "2026-11"  # version of the sentence that people agree to
VALID = timedelta(days=7)  # the link that confirms
REMINDED_AFTER = timedelta(days=3)
UNCONFIRMED_KEPT = timedelta(days=30)
UNDONE_WITHIN = timedelta(days=30)  # then only a digest is left of who left


class Words(NamedTuple):
    """A mail: `%(title)s` may stand in all of it."""

    subject: str
    line: str
    button: str
    small: str = ""


class MailingList(NamedTuple):
    """What people ask for: its model (a `Consented`), pages and words.

    `words` has the mails "ask", "remind" and "known" (to whom already gets it). `titled` names it in the active
    language; `forget` drops what else is kept with somebody who left.
    """

    model: type
    prefix: str  # of the keys of its mails
    confirm_page: str
    leave_page: str
    same: tuple  # the fields that say, beside the address, what was asked for
    titled: Callable
    words: dict
    forget: Callable = lambda found: None


LISTS = []  # all that can be asked for; bounces and erased people concern each of them


def digest_of(email):
    """By which an address is known after it was forgotten, to the portal alone."""
    return salted_hmac("publishing.consented", email.lower(), algorithm="sha256").hexdigest()


def is_expired(found):
    """Whether the link that confirms is too old."""
    return found.consented_at < timezone.now() - VALID


def may_be_undone(found):
    return found.state == State.LEFT and bool(found.email) and found.left_at >= timezone.now() - UNDONE_WITHIN


# --- Asking ---


@transaction.atomic
def ask(mailing, *, email, language, page, person=None, **told):
    """Write to the address, known or not: with the button that confirms, or that it is on the list already.

    `told` are further fields of the model. Of somebody who gets mail nothing is changed by whoever knows the address.
    Returns what is kept of the address.
    """
    fresh = told | {
        "language": language,
        "consent": CONSENT,
        "consented_at": timezone.now(),
        "consent_page": page[:200],
        "person": person,
    }
    same = {name: fresh[name] for name in mailing.same}
    found = of_address(mailing, email, same) or made(mailing, email, same, fresh)
    if found.state == State.ACTIVE:
        write(mailing, found, "known", timezone.localdate().isoformat())
        return found
    change(found, **fresh | {"reminded_at": None, "state": asked_state(found)})
    write(mailing, found, "ask", found.consented_at.isoformat())
    return found


def of_address(mailing, email, same):
    rows = mailing.model.objects.select_for_update(of=("self",))
    return rows.filter(email__iexact=email, **same).first()


def made(mailing, email, same, fresh):
    """A new one; of two who ask at once the second finds that of the first."""
    new = mailing.model(email=email, **fresh)
    new.token_digest = digest(new.token)
    try:
        with transaction.atomic():
            new.save()
    except IntegrityError:
        return of_address(mailing, email, same)
    return new


def asked_state(found):
    """Whose mail came back stays known as such until the button proves that it arrives again."""
    return State.PAUSED if found.state == State.PAUSED else State.UNCONFIRMED


def change(found, **values):
    for name, value in values.items():
        setattr(found, name, value)
    found.save(update_fields=list(values))


# --- Steps ---


def locked(mailing, pk):
    """NoSuchPage where it was forgotten since the link was opened."""
    found = mailing.model.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise NoSuchPage
    return found


@transaction.atomic
def confirm(mailing, pk):
    """Whether mail goes there from now on. What came back before counts no more."""
    found = locked(mailing, pk)
    if found.state in (State.UNCONFIRMED, State.PAUSED) and not is_expired(found):
        change(found, state=State.ACTIVE, confirmed_at=timezone.now(), left_at=None, left_by="")
        Bounce.objects.filter(address_digest=digest_of(found.email)).delete()
    return found.state == State.ACTIVE


@transaction.atomic
def renew(mailing, pk):
    """A new link for one that is too old."""
    found = locked(mailing, pk)
    if found.state not in (State.UNCONFIRMED, State.PAUSED) or not is_expired(found):
        return False
    change(found, consented_at=timezone.now(), reminded_at=None)
    write(mailing, found, "ask", found.consented_at.isoformat())
    return True


@transaction.atomic
def leave(mailing, pk, how):
    """No more mail; a second time changes nothing."""
    found = locked(mailing, pk)
    if found.state == State.LEFT:
        return False
    change(found, state=State.LEFT, left_at=timezone.now(), left_by=how)
    return True


@transaction.atomic
def undo(mailing, pk):
    """Leaving never happened; who had not confirmed still has to."""
    found = locked(mailing, pk)
    if not may_be_undone(found):
        return False
    state = State.ACTIVE if found.confirmed_at else State.UNCONFIRMED
    change(found, state=state, left_at=None, left_by="")
    return True


def pause(email):
    """Mail came back from there: nothing more is sent, whatever was asked for."""
    for mailing in LISTS:
        mailing.model.objects.filter(email__iexact=email, state=State.ACTIVE).update(state=State.PAUSED)


# --- Mails ---


def write(mailing, found, name, once):
    """One of the mails of the list, at most once for what `once` names."""
    with translation.override(found.language):
        words, title = mailing.words[name], {"title": mailing.titled(found)}
        page = mailing.leave_page if name == "known" else mailing.confirm_page
        context = {
            "subject": str(words.subject) % title,
            "line": str(words.line) % title,
            "button": words.button,
            "small": str(words.small) % title,
            "address": settings.SITE_URL + reverse(page, args=[found.token]),
            "days": 0 if name == "known" else VALID.days,
            "language": found.language,
        }
        return post(
            key=f"{mailing.prefix}:{found.pk}:{name}:{once}",
            to=found.email,
            language=found.language,
            subject=context["subject"],
            text=render_to_string("publishing/mail/consent.txt", context),
            html=render_to_string("publishing/mail/consent.html", context),
            returns=True,
        )


# --- What time does ---


def to_remind(mailing):
    """Who has not pressed the button for three days, while the link is valid; once."""
    now = timezone.now()
    waiting = mailing.model.objects.filter(state=State.UNCONFIRMED, reminded_at=None).exclude(email="")
    return waiting.filter(consented_at__lte=now - REMINDED_AFTER, consented_at__gte=now - VALID).order_by("pk")


@transaction.atomic
def remind(mailing, pk):
    """Of two rounds at once only one does."""
    found = claim(to_remind(mailing), pk, reminded_at=timezone.now())
    if found is None:
        return False
    write(mailing, found, "remind", found.consented_at.isoformat())
    return True


def unconfirmed_for_long(mailing):
    before = timezone.now() - UNCONFIRMED_KEPT
    return mailing.model.objects.filter(state=State.UNCONFIRMED, consented_at__lt=before).order_by("pk")


@transaction.atomic
def drop(mailing, pk):
    found = unconfirmed_for_long(mailing).select_for_update(of=("self",)).filter(pk=pk).first()
    if found is not None:
        erase(mailing, found)
    return found is not None


def left_for_long(mailing):
    before = timezone.now() - UNDONE_WITHIN
    return mailing.model.objects.filter(state=State.LEFT, left_at__lt=before).exclude(email="").order_by("pk")


@transaction.atomic
def forget(mailing, pk):
    """Only a digest of the address is left, and the link opens nothing."""
    gone = left_for_long(mailing).select_for_update(of=("self",)).filter(pk=pk).first()
    if gone is None:
        return False
    forget_mails(mailing, gone)
    mailing.forget(gone)
    gone.nonce = new_nonce()
    kept = {"email": "", "email_digest": digest_of(gone.email), "person": None, "consent_page": ""}
    change(gone, **kept, nonce=gone.nonce, token_digest=digest(gone.token))
    return True


def erase(mailing, found):
    forget_mails(mailing, found)
    mailing.forget(found)
    found.delete()


def forget_mails(mailing, found):
    """Those that wait are not sent; of those that went out nobody needs the address."""
    Mail.objects.filter(key__startswith=f"{mailing.prefix}:{found.pk}:").delete()


def forget_people(emails):
    """People who are erased, by their addresses."""
    emails = list(emails)
    mine = Q(pk=None)
    for email in emails:
        mine |= Q(email__iexact=email) | Q(email_digest=digest_of(email))
    for mailing in LISTS:
        for found in mailing.model.objects.filter(mine).order_by("pk"):
            erase(mailing, found)
    Bounce.objects.filter(address_digest__in=[digest_of(email) for email in emails]).delete()
