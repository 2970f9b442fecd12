"""The wish to be erased: asked for with the password, confirmed by mail, carried out by the round some days later."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue import audit
from catalogue.personal.declaring import Days
from catalogue.personal.erasing import erase_whole, one_at_a_time
from catalogue.personal.person import of_account
from partners.leaving.handing_over import what_is_to_be_handed_over
from partners.models import Leaving
from publishing.mail import post
from publishing.models.private_link import digest
from publishing.refusals import Refused

CONFIRMED_WITHIN = timedelta(days=3)
TAKEN_BACK_WITHIN = timedelta(days=7)


def ask(person, *, with_texts=False):
    """Note the wish, with what it would do, and send the link that confirms it. An earlier link opens nothing more."""
    refuse_while_needed(person)
    done = erase_whole(of_account(person), with_texts=with_texts, dry_run=True)
    return note(person, with_texts=with_texts, planned=told(done))


def told(done):
    """What a dry run says, in numbers."""
    rows = [[what, model, number] for (what, model), number in sorted(done.rows.items()) if number]
    return {"rows": rows, "left": len(done.left)}


@transaction.atomic
def note(person, **how):
    if Leaving.objects.filter(person=person).exclude(due_at=None).exists():
        raise Refused(_("You have confirmed this already."))
    Leaving.objects.filter(person=person).delete()
    leaving = Leaving(person=person, **how)
    leaving.token_digest = digest(leaving.token)
    leaving.save()
    audit.note(audit.Action.ERASE, by=person, about=person, said="asked for")
    with translation.override(person.language):
        send(
            leaving,
            key="asked",
            subject=_("Confirm that you want to be erased"),
            lines=[
                _("Somebody, we hope you, asked the MER portal to erase your account and your data."),
                _("Nothing happens until you press the button on the page; the link is valid for %(days)s.")
                % {"days": Days(CONFIRMED_WITHIN)},
                _("If it was not you, change your password."),
            ],
            button=_("See what would be erased"),
        )
    return leaving


def send(leaving, *, key, subject, lines, button):
    person = leaving.person
    context = {
        "subject": subject,
        "language": person.language,
        "lines": lines,
        "button": button,
        "address": settings.SITE_URL + reverse("leaving", args=[leaving.token]),
    }
    post(
        key=f"leaving:{leaving.pk}:{key}",
        to=person.email,
        language=person.language,
        subject=subject,
        text=render_to_string("partners/mail/leaving.txt", context),
        html=render_to_string("partners/mail/leaving.html", context),
        person=person,
    )


def refuse_while_needed(person):
    if sentences := what_is_to_be_handed_over(person):
        raise Refused(" ".join(sentences))


# --- What the link opens ---


def by_token(token):
    """A wish that may still be confirmed or taken back."""
    return still_open().filter(token_digest=digest(token)).select_related("person").first()


def still_open():
    return Leaving.objects.exclude(pk__in=unconfirmed().values("pk"))


@transaction.atomic
def confirm(pk):
    """Whether it is confirmed by this; a second time changes nothing."""
    leaving = still_open().select_for_update().filter(pk=pk, due_at=None).first()
    if leaving is None:
        return False
    refuse_while_needed(leaving.person)
    leaving.due_at = timezone.now() + TAKEN_BACK_WITHIN
    leaving.save(update_fields=["due_at"])
    audit.note(audit.Action.ERASE, by=leaving.person, about=leaving.person, said="confirmed")
    with translation.override(leaving.person.language):
        day = date_format(timezone.localtime(leaving.due_at), "DATE_FORMAT")
        send(
            leaving,
            key="confirmed",
            subject=_("You will be erased on %(day)s") % {"day": day},
            lines=[
                _("You confirmed that the MER portal erases your account and your data on %(day)s.") % {"day": day},
                _("Until then you may take it back; you can sign in as before."),
            ],
            button=_("Take my wish back"),
        )
    return True


@transaction.atomic
def take_back(pk):
    leaving = Leaving.objects.select_for_update().filter(pk=pk).first()
    if leaving is None:
        return False
    audit.note(audit.Action.ERASE, by=leaving.person, about=leaving.person, said="taken back")
    leaving.delete()
    return True


# --- In the daily round ---


def unconfirmed():
    return Leaving.objects.filter(due_at=None, created_at__lt=timezone.now() - CONFIRMED_WITHIN).order_by("pk")


def forget(pk):
    return bool(unconfirmed().filter(pk=pk).delete()[0])


def due():
    return Leaving.objects.filter(due_at__lte=timezone.now()).order_by("pk")


@transaction.atomic
def carry_out(pk):
    """Whoever has become needed meanwhile waits, until somebody takes over; so do the last two who lead."""
    one_at_a_time()
    leaving = due().select_for_update().filter(pk=pk).first()
    if leaving is None or what_is_to_be_handed_over(leaving.person):
        return False
    erase_whole(of_account(leaving.person), with_texts=leaving.with_texts)
    return True
