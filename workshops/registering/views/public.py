"""What everybody sees of registration: the form, what is said once it was sent, and the way to a lost link."""

from allauth.core import ratelimit
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.clients import client_address
from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from catalogue.views import entry_at, reader
from publishing.once import once
from publishing.refusals import Refused
from workshops.models import Event, RegistrationState
from workshops.registering import steps
from workshops.registering.forms import ComingForm, LinkForm
from workshops.registering.keeping import CONSENT
from workshops.registering.shown import box_of
from workshops.registering.telling import send_link

LATE = "late"  # in the query: the page said that there was room, but meanwhile it is another's


def event_and_box(slug):
    """(event, what is said of its registration), where it has any."""
    event = entry_at(Event.objects.published(), slug)
    box = box_of(event)
    if box is None:
        raise NoSuchPage
    return event, box


def addresses(event, name):
    """Of the page in every language."""
    found = {}
    for code in LANGUAGES:
        with override(code):
            found[code] = reverse(name, args=[event.slug])
    return found


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, slug):
    event, box = event_and_box(slug)
    person = signed_in(request)
    if request.method != "POST":
        known = registration_of(box.form, person)
        if known is not None:
            return redirect(mine(known, late=LATE in request.GET))
        return show(request, box, ComingForm(form=box.form, person=person, initial=noted(box)))
    form = ComingForm(request.POST, form=box.form, person=person)
    if not form.is_valid():
        return show(request, box, form)
    if not is_within_limit(request, "" if person else form.cleaned_data["email"]):
        form.add_error(None, _("Many registrations came from your address today. Please come again tomorrow."))
        return show(request, box, form, status=429)
    try:
        return once(request, lambda: come(event, form, person))
    except Refused as reason:
        form.add_error(None, str(reason))
        return show(request, box, form, status=409)


def signed_in(request):
    person = reader(request)
    return person if person.is_authenticated else None


def registration_of(form, person):
    """That of somebody who is signed in."""
    return steps.standing_of(form, person.email, person) if person else None


def mine(registration, late):
    late = late and registration.state == RegistrationState.WAITING
    return reverse("my_registration", args=[registration.token]) + (f"?{LATE}" if late else "")


def noted(box):
    return {"free": "" if box.is_full else "1"}


def come(event, form, person):
    """The address of what is said then: the same for an address that is known and for a new one."""
    registration, _is_new = steps.register(
        form_pk=form.of.pk,
        email=person.email if person else form.cleaned_data["email"],
        person=person,
        companions=[name for _pk, name in form.companions()],
        answers=[(number, question, value) for number, question, value in form.answers() if value is not None],
        language=get_language(),
        consent=CONSENT,
        consented_at=timezone.now(),
        **form.told(),
    )
    if person is None:
        return reverse("event_registration_sent", args=[event.slug])
    late = form.cleaned_data["free"] and registration.state == RegistrationState.WAITING
    return reverse("event_registration", args=[event.slug]) + (f"?{LATE}" if late else "")


def show(request, box, form, status=200):
    context = {
        "box": box,
        "event": box.event,
        "form": form,
        "person": form.person,
        "alternates": addresses(box.event, "event_registration"),
    }
    return render(request, "workshops/registering/register.html", context, status=status)


def is_within_limit(request, email):
    """Counted for a day, of one client and to one mailbox, under keys that tell neither."""
    told = {"registration_from": client_address(request), "registration_of": email.lower()}
    keys = {
        action: salted_hmac(f"workshops.{action}", text, algorithm="sha256").hexdigest()
        for action, text in told.items()
        if text
    }
    return all(ratelimit.consume(request, action=action, key=key) for action, key in keys.items())


@require_safe
def sent(request, slug):
    event, box = event_and_box(slug)
    context = {"event": event, "box": box, "days": steps.LINK_LASTS.days}
    return render(request, "workshops/registering/sent.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request, slug):
    """The answer is the same whether the address is known or not."""
    event = entry_at(Event.objects.published(), slug)
    if not hasattr(event, "registration_form"):
        raise NoSuchPage
    form, status = LinkForm(request.POST if request.method == "POST" else None, label_suffix=""), 200
    if form.is_valid():
        email = form.cleaned_data["email"]
        if not is_within_limit(request, email):
            form.add_error(None, _("Many mails were asked for today. Please come again tomorrow."))
            status = 429
        else:
            send_link_to(event.registration_form, email)
            return redirect(f"{request.path}?sent")
    context = {"event": event, "form": form, "sent": "sent" in request.GET and not form.is_bound}
    return render(request, "workshops/registering/lost_link.html", context, status=status)


def send_link_to(form, email):
    """To the registration that stands, else to the newest one."""
    found = form.registrations.of_address(email).select_related("form__event", "person")
    registration = found.active().first() or found.order_by("-pk").first()
    if registration is not None and not steps.link_is_dead(registration):
        send_link(registration)
