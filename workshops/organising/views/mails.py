"""Mails to people of an event: written, looked at with how many get it, sent once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from publishing.once import once
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out
from workshops.models import RegistrationState
from workshops.organising import mailing
from workshops.organising.asking import registered_event
from workshops.organising.forms import MailForm
from workshops.organising.views.showing import show


@login_required
@require_safe
def listing(request, pk):
    event, form = registered_event(request.user, pk)
    rows = list(event.event_mails.select_related("by"))
    context = {"rows": rows, "has_practical": bool(form.practical_sl or form.practical_en)}
    return show(request, "mails", event, "event_mails", context)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk, number=None):
    """A new mail, or one that was not sent yet; it is looked at before it goes out."""
    event, registration = registered_event(request.user, pk)
    mail = mail_of(event, number) if number else None
    if mail and mail.sent_at:
        return redirect("event_mail", event.pk, mail.pk)
    initial = given(mail) if mail else mailing.practical_mail(registration) if "practical" in request.GET else {}
    form = MailForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return once(request, lambda: kept(event, request.user, form.cleaned_data, mail))
    return show(request, "write_mail", event, "event_mails", {"form": form, "mail": mail})


def kept(event, person, values, mail):
    """Where the mail is looked at once it is kept."""
    mail = mailing.keep(event=event, by=person, values=values, mail=mail)
    return reverse("event_mail", args=[event.pk, mail.pk])


def mail_of(event, number):
    mail = event.event_mails.filter(pk=number).first()
    if mail is None:
        raise NoSuchPage
    return mail


def given(mail):
    names = [f"{name}_{code}" for name in ("subject", "body") for code in LANGUAGES]
    return {name: getattr(mail, name) for name in names} | {"states": mail.audience.get("states", [])}


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request, pk, number):
    """The mail as it will be read, and how many get it; the button sends it."""
    event, form = registered_event(request.user, pk)
    written, refusal = mail_of(event, number), ""
    if request.method == "POST":
        try:
            count = mailing.send(mail=written, form=form)
        except Refused as error:
            refusal = str(error)
        else:
            text = ngettext("The mail goes to %(n)d person.", "The mail goes to %(n)d people.", count)
            messages.success(request, text % {"n": count})
            return redirect("event_mails", event.pk)
    texts = [(code, getattr(written, f"subject_{code}"), getattr(written, f"body_{code}")) for code in LANGUAGES]
    context = {
        "mail": written,
        "texts": [text for text in texts if text[2]],
        "states": [RegistrationState(state).label for state in written.audience.get("states", [])],
        "count": mailing.readers_of(written, form).count(),
        "refusal": refusal,
    }
    return show(request, "mail", event, "event_mails", context, status=409 if refusal else 200)
