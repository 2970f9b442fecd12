"""What everybody sees of writing to an organisation: the form, what is said then, and the link that confirms it."""

from allauth.core import ratelimit
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.clients import client_address
from catalogue.missing import NoSuchPage
from catalogue.steady import steady
from catalogue.views import reader
from partners.contact import steps
from partners.contact.entries import entry_asked
from partners.contact.forms import ContactForm
from publishing.once import once
from publishing.refusals import Refused, TooMany


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@steady
def contact(request, kind, pk):
    entry, receiver = entry_asked(kind, pk)
    person = signed_in(request)
    form = ContactForm(request.POST if request.method == "POST" else None, person=person)
    if person and person.role_in(receiver.pk):
        return show(request, entry, receiver, None)
    if not form.is_valid():
        return show(request, entry, receiver, form)
    try:
        return once(request, lambda: sent_off(request, entry, receiver, person, form))
    except Refused as reason:
        form.add_error(None, str(reason))
        return show(request, entry, receiver, form, status=429 if isinstance(reason, TooMany) else 409)


def signed_in(request):
    person = reader(request)
    return person if person.is_authenticated else None


def show(request, entry, receiver, form, status=200):
    context = {"entry": entry, "receiver": receiver, "form": form}
    return render(request, "partners/contact/contact.html", context, status=status)


def sent_off(request, entry, receiver, person, form):
    """The address of what is said then: the same for an address that is known, for a new one and for a blocked one."""
    if reason := too_many(request, entry, person, form.cleaned_data.get("email", "")):
        raise TooMany(reason)
    if not form.is_of_a_program:
        steps.write(entry=entry, receiver=receiver, person=person, language=get_language(), **form.told())
    return reverse("contact_sent", args=[entry.kind, entry.pk])


# --- How much is taken on one day, under keys that tell nobody ---


def too_many(request, entry, person, email):
    """Why nothing more is taken today, as a sentence. What is to be confirmed counts for the entry once it is."""
    if person:
        if not taken(request, "contact_person", str(person.pk)):
            return _("You have sent five messages today. Come again tomorrow.")
        return too_many_about(request, entry.kind, entry.pk)
    if not taken(request, "contact_client", client_address(request)):
        return _("Many messages came from your network today. Come again tomorrow.")
    if not taken(request, "contact_address", email.lower()):
        return _("Three messages were sent with this address today. Come again tomorrow.")
    return ""


def too_many_about(request, kind, pk):
    if taken(request, "contact_entry", f"{kind}:{pk}"):
        return ""
    return _("The organisation has had many messages about this today. Come again tomorrow.")


def taken(request, action, text):
    key = salted_hmac(f"partners.{action}", text, algorithm="sha256").hexdigest()
    return bool(ratelimit.consume(request, action=action, key=key))


# --- What comes next ---


@require_safe
def sent(request, kind, pk):
    entry, receiver = entry_asked(kind, pk)
    context = {
        "entry": entry,
        "receiver": receiver,
        "days": steps.CONFIRMED_WITHIN.days,
        "signed_in": signed_in(request) is not None,
    }
    return render(request, "partners/contact/sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Who holds the link sees what was written; only the button sends it."""
    found = steps.by_token(token)
    if found is None:
        return render(request, "partners/contact/unknown.html", {"days": steps.CONFIRMED_WITHIN.days}, status=404)
    waits, reason, status = found.state == steps.State.UNVERIFIED, "", 200
    if waits and not is_asked_still(found):
        waits, reason, status = False, _("What you asked about is not public any more; your message stays here."), 409
    elif waits and request.method == "POST":
        reason, status = too_many_about(request, found.kind, found.object_id), 429
    if request.method == "POST" and not reason:
        steps.confirm(found.pk)
        return redirect(request.path)
    context = {"message": found, "waits": waits, "reason": reason}
    return render(request, "partners/contact/confirm.html", context, status=status)


def is_asked_still(message):
    try:
        return bool(entry_asked(message.kind, message.object_id))
    except NoSuchPage:
        return False
