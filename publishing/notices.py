"""Telling people: a line in the portal for each, and a mail as each wishes it."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils import timezone, translation
from django.utils.translation import get_language, get_language_from_path, ngettext

from catalogue.languages import LANGUAGES
from publishing.mail import post
from publishing.models import Mail, Notice, Wish
from publishing.people import active
from publishing.sentences import said

SALT = "publishing.unsubscribe"
DAY = "daily"  # stands in a token for all kinds that come with the mail of the day
LONGEST_QUOTE = 4000


@transaction.atomic
def tell(*, people, kind, sentence, dossier=None, address="", values=None, but=None, together=False):
    """One notice for each of these people (never for the one with the primary key `but`, who did it).

    `together`: what many things may be told of on one day comes with the mail of the day at the soonest.
    """
    told = [person for person in sorted(people, key=lambda person: person.pk) if person.is_active and person.pk != but]
    wishes = dict(Wish.objects.filter(person__in=told, kind=kind).values_list("person", "how"))
    values = names_of(dossier) | (values or {})
    for person in told:
        how = wishes.get(person.pk, Wish.How.AT_ONCE)
        how = Wish.How.DAILY if together and how == Wish.How.AT_ONCE else how
        notice = Notice.objects.create(
            person=person,
            kind=kind,
            sentence=sentence,
            dossier=dossier,
            address=address,
            values=values,
            daily=how == Wish.How.DAILY,
        )
        if how == Wish.How.AT_ONCE:
            write(notice)


@transaction.atomic
def end_reviews(*, version, by=None):
    """Cancel the reviews of a version that are not handed in, and tell those who were asked for them."""
    waiting = version.reviews.waiting()
    reviewers = [review.reviewer for review in waiting.select_related("reviewer")]
    waiting.update(state="cancelled")
    tell_of_cancelling(version, reviewers, by)


def tell_of_cancelling(version, reviewers, by):
    """Leads to the list of reviews: their own is closed to them now."""
    tell(
        people=reviewers,
        kind=Notice.Kind.REVIEW,
        sentence="review_cancelled",
        dossier=version.dossier,
        address=reverse("my_reviews"),
        values=titles_of(version),
        but=by.pk if by else None,
    )


def names_of(dossier):
    """Titles and organisation as they are now: who loses sight of the dossier reads no later ones here."""
    if dossier is None:
        return {}
    names = {f"title_{code}": getattr(dossier, f"title_{code}") or "" for code in LANGUAGES}
    if dossier.owner:
        names |= {f"organisation_{code}": getattr(dossier.owner, f"title_{code}") or "" for code in LANGUAGES}
    return names


def titles_of(version):
    """The titles of this very version: reviewers do not read those of a newer draft."""
    return {f"title_{code}": version.content.get(f"title_{code}") or "" for code in LANGUAGES}


def write(notice):
    """The mail about one notice, in the language of the one who reads it."""
    person = notice.person
    with translation.override(person.language):
        subject, line = said(notice.sentence, notice.values)
        context = footer(person, notice.kind) | {
            "line": line,
            "comment": quote_of(notice),
            "address": settings.SITE_URL + place_of(notice),
            "label": notice.get_kind_display(),
        }
        send(person, f"notice:{notice.pk}", subject, "publishing/mail/notice", context)


def send(person, key, subject, template, context):
    """Render a mail as text and HTML in the active language and post it."""
    return post(
        key=key,
        to=person.email,
        language=get_language(),
        subject=subject,
        text=render_to_string(f"{template}.txt", context),
        html=render_to_string(f"{template}.html", context | {"subject": subject, "language": get_language()}),
        person=person,
        unsubscribe=context["unsubscribe"],
    )


def footer(person, kind):
    return {
        "settings_address": settings.SITE_URL + reverse("wishes"),
        "unsubscribe": settings.SITE_URL + reverse("unsubscribe", args=[token(person, kind)]),
    }


def quote_of(notice):
    comment = notice.values.get("comment")
    return comment[:LONGEST_QUOTE].strip() if isinstance(comment, str) else ""


def place_of(notice):
    """Where a notice leads, in the active language: its own address, else the dossier, else the list of notices."""
    if notice.address:
        return translated(notice.address)
    return reverse("dossier", args=[notice.dossier_id]) if notice.dossier_id else reverse("notices")


def translated(path):
    """The same page in the active language."""
    wanted = get_language()
    with translation.override(get_language_from_path(path) or wanted):
        return translate_url(path, wanted)


# --- Unsubscribing ---


def token(person, kind):
    return signing.dumps([person.pk, kind], salt=SALT)


def read_token(token):
    """(primary key of the person, kind); None where the token is not one of ours."""
    try:
        pk, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (pk, kind) if kind == DAY or kind in Notice.Kind else None


@transaction.atomic
def unsubscribe(*, person, kind):
    """No more mails of this kind, or none of those that come with the mail of the day."""
    if kind == DAY:
        Wish.objects.filter(person=person, how=Wish.How.DAILY).update(how=Wish.How.NEVER)
    else:
        Wish.objects.update_or_create(person=person, kind=kind, defaults={"how": Wish.How.NEVER})


# --- The mail of the day ---


def waiting_for_the_day():
    """People with notices that wait for the mail of the day, and who had none today."""
    had = Mail.objects.filter(key__startswith="day:", key__endswith=f":{timezone.localdate().isoformat()}")
    waiting = Notice.objects.filter(daily=True).values("person")
    return active().filter(pk__in=waiting).exclude(pk__in=had.exclude(person=None).values("person")).order_by("pk")


@transaction.atomic
def send_day(*, person, today):
    """One mail with what waits, at most one a day; True when there was one. What was read meanwhile is left out."""
    key = f"day:{person.pk}:{today.isoformat()}"
    waiting = Notice.objects.select_for_update().filter(person=person, daily=True)
    if Mail.objects.filter(key=key).exists() or not waiting:
        return False
    unwanted = Wish.objects.filter(person=person, how=Wish.How.NEVER).values("kind")
    told = list(waiting.filter(read_at=None).exclude(kind__in=unwanted).order_by("at", "pk"))
    if told:
        write_day(person, key, told)
    Notice.objects.filter(person=person, daily=True).update(daily=False)
    return bool(told)


def write_day(person, key, told):
    with translation.override(person.language):
        subject = day_subject(len(told))
        send(person, key, subject, "publishing/mail/day", footer(person, DAY) | {"rows": [row(each) for each in told]})


def day_subject(n):
    return ngettext("%(n)d notice from the MER portal", "%(n)d notices from the MER portal", n) % {"n": n}


def row(notice):
    """A notice as mails and lists show it, in the active language."""
    return {
        "notice": notice,
        "line": said(notice.sentence, notice.values).line,
        "comment": quote_of(notice),
        "address": settings.SITE_URL + place_of(notice),
    }


# --- Reading ---


def listed(person):
    """The notices of a person: unread ones first, the newest at the top."""
    return person.notices.annotate(unread=Q(read_at=None)).order_by("-unread", "-at", "-pk")


def read(notices):
    """Mark notices as read; returns how many were not yet."""
    return notices.filter(read_at=None).update(read_at=timezone.now())
