"""The private pages of one registration: whoever holds the link sees and changes it, without an account."""

from functools import wraps

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from catalogue.missing import NoSuchPage
from publishing.refusals import Overtaken, Refused
from workshops.models import Registration, RegistrationState
from workshops.registering import changing, steps
from workshops.registering.forms import ChangeForm, DetailsForm, FollowUpForm, TakingForm
from workshops.registering.shown import COMES, Box, Mine
from workshops.registering.views.public import LATE, mine

State = RegistrationState


def private(view):
    """The view gets the registration instead of its token; a link that opens nothing is told as such."""

    @never_cache
    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def opened(request, token):
        related = ("person", "form__event__occurrence", "form__event__host")
        registration = Registration.objects.select_related(*related).by_token(token)
        if registration is None or registration.anonymised_at or steps.link_is_dead(registration):
            days = steps.LINK_LASTS.days
            return render(request, "workshops/registering/unknown.html", {"days": days}, status=404)
        return view(request, registration)

    return require_http_methods(["GET", "HEAD", "POST"])(opened)


def home_of(registration, note=""):
    address = reverse("my_registration", args=[registration.token])
    return redirect(f"{address}?{note}" if note else address)


@private
def my_registration(request, registration):
    """Opening it changes nothing; the button proves the address, once."""
    if registration.state != State.UNVERIFIED:
        return home_of(registration) if request.method == "POST" else show(request, registration)
    box = Box(registration.form, registration.form.registrations.waiting().count())
    hindrance = hindrance_of(registration, box)
    if request.method != "POST" or hindrance:
        return show_proof(request, registration, box, refusal=hindrance)
    try:
        proven, _is_new = steps.verify(registration=registration)
    except Refused as reason:
        return show_proof(request, registration, box, refusal=str(reason))
    return redirect(mine(proven, late=bool(request.POST.get("free"))))


def hindrance_of(registration, box):
    """Why the address cannot be proven now, as a sentence; empty where it can."""
    if box.event.is_over:  # it was moved since, and now it is over before registration closes
        return _("Registration is closed.")
    try:
        steps.demand_open(box.form, since=registration.created_at)
    except Refused as reason:
        return str(reason)
    return ""


def show_proof(request, registration, box, refusal=""):
    context = {"registration": registration, "event": registration.form.event, "box": box, "refusal": refusal}
    if box.form.has_closed and not refusal:
        context["in_time"] = steps.provable_until(box.form)
    status = 409 if refusal and request.method == "POST" else 200
    return render(request, "workshops/registering/verify.html", context, status=status)


def show(request, registration, *, taking=None, refusal="", status=200):
    shown = Mine(registration)
    if taking is None and shown.is_offered and shown.must_choose:
        taking = TakingForm(registration=registration)
    context = {
        "mine": shown,
        "registration": registration,
        "event": shown.event,
        "taking": taking,
        "refusal": refusal,
        "late": LATE in request.GET,
        "note": next((name for name in ("changed", "asked", "taken-back", "answered") if name in request.GET), ""),
    }
    return render(request, "workshops/registering/mine.html", context, status=status)


def refuse(request, registration, reason):
    """The page as things stand now, with the sentence above."""
    fresh = Registration.objects.select_related("person", "form__event__occurrence", "form__event__host")
    return show(request, fresh.get(pk=registration.pk), refusal=str(reason), status=409)


@private
def offer(request, registration):
    if request.method != "POST":
        return home_of(registration)
    shown, taking = Mine(registration), None
    if request.POST.get("do") == "decline":
        return done(request, registration, steps.decline)
    if shown.is_offered and shown.must_choose:
        taking = TakingForm(request.POST, registration=registration)
        if not taking.is_valid():
            return show(request, registration, taking=taking)
    return done(request, registration, steps.accept, coming=taking.cleaned_data["coming"] if taking else None)


def done(request, registration, step, **told):
    """Take a step and lead back; what was done already leads there too."""
    try:
        step(registration=registration, **told)
    except Overtaken:
        return home_of(registration)
    except Refused as reason:
        return refuse(request, registration, reason)
    return home_of(registration)


@private
def withdraw(request, registration):
    if not Mine(registration).may_withdraw:
        return home_of(registration)
    if request.method == "POST":
        return done(request, registration, steps.withdraw)
    context = {"registration": registration, "event": registration.form.event, "mine": Mine(registration)}
    return render(request, "workshops/registering/withdraw.html", context)


@private
def queue(request, registration):
    return done(request, registration, steps.queue_again) if request.method == "POST" else home_of(registration)


@private
def take_back(request, registration):
    if request.method != "POST":
        return home_of(registration)
    changing.take_back(registration=registration)
    return home_of(registration, "taken-back")


@private
def change(request, registration):
    if not Mine(registration).may_change:
        return home_of(registration)
    form = ChangeForm(request.POST if request.method == "POST" else None, **of(registration))
    if form.is_valid() and (answer := changed(registration, form, "changed", companions=form.companions())):
        return answer
    return show_form(request, registration, form, "workshops/registering/change.html")


@private
def details(request, registration):
    """Name, organisation, country and language."""
    if not Mine(registration).may_correct:
        return home_of(registration)
    is_named = changing.has_certificate(registration)
    given = request.POST if request.method == "POST" else None
    form = DetailsForm(given, registration=registration, is_named=is_named)
    if form.is_valid():
        try:
            changing.change_details(registration=registration, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            return home_of(registration, "changed")
    return show_form(request, registration, form, "workshops/registering/details.html", is_named=is_named)


@private
def follow_up(request, registration):
    if registration.state not in COMES or not Mine(registration).follow_up:
        raise NoSuchPage
    form = FollowUpForm(request.POST if request.method == "POST" else None, **of(registration))
    if form.is_valid() and (answer := changed(registration, form, "answered")):
        return answer
    return show_form(request, registration, form, "workshops/registering/follow_up.html")


def of(registration):
    return {"form": registration.form, "registration": registration}


def changed(registration, form, note, **told):
    """The way back; None where it was refused, and the form says why."""
    try:
        asked = changing.change(registration=registration, answers=form.answers(), **told)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    return home_of(registration, "asked" if asked else note)


def show_form(request, registration, form, template, **more):
    context = {"mine": Mine(registration), "registration": registration, "event": registration.form.event, "form": form}
    return render(request, template, context | more, status=409 if form.non_field_errors() else 200)
