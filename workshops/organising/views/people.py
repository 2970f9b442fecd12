"""Who is registered: the list, the line, one registration, and what is decided about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.missing import NoSuchPage
from publishing.refusals import Refused
from publishing.views.desk import address, paging
from publishing.views.signed_out import kept_when_signed_out
from workshops.models import ChangeRequest
from workshops.organising.asking import one_of, registered_event
from workshops.organising.deeds import DEEDS, deeds_for, take_for_many
from workshops.organising.forms import PeopleSearch, StepReasonForm
from workshops.organising.people import counts_of, people_of, queue_of, with_places
from workshops.organising.rights import EventRight, may_at
from workshops.organising.views.showing import show
from workshops.organising.wishes import people_with_answers, wished
from workshops.registering.changing import accept_change, decline_change

ON_A_PAGE = 40
DECISIONS = {"accept": accept_change, "decline": decline_change}


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request, pk):
    """The list, and one step for all that are ticked in it."""
    event, form = registered_event(request.user, pk)
    search = PeopleSearch(request.GET)
    if request.method == "POST":
        return many(request, event, form, search)
    return show_people(request, event, form, search, StepReasonForm())


def show_people(request, event, form, search, reason_form, status=200):
    asked = search.asked()
    shown = Paginator(people_of(form, **asked), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "search": search,
        "narrowed": bool(asked),
        "asked": address(asked, shown.number),
        "counts": counts_of(form),
        "rows": shown.object_list,
        "deeds": list(DEEDS.values()),
        "reason_form": reason_form,
    }
    return show(request, "people", event, "event_people", context | paging(shown, asked), status=status)


def many(request, event, form, search):
    """The page says for how many it was done, and who was refused and why."""
    deed = DEEDS.get(request.POST.get("do"))
    if deed is None:
        raise NoSuchPage
    reason_form = StepReasonForm(request.POST, needed=deed.reason)
    chosen = ticked(form, request.POST.getlist("ticked"))
    if not reason_form.is_valid() or not chosen:
        if not chosen:
            messages.error(request, _("Nobody is ticked. Nothing was changed."))
        return show_people(request, event, form, search, reason_form, status=409)
    number, refused = take_for_many(
        deed=deed, registrations=chosen, by=request.user, reason=reason_form.cleaned_data["reason"]
    )
    tell_of_many(request, deed, number, refused)
    return redirect(request.get_full_path())


def ticked(form, keys):
    """The registrations of this form among those, in the order in which they came."""
    wanted = set(keys)
    return [row for row in form.registrations.order_by("queued_at", "pk") if str(row.pk) in wanted]


def tell_of_many(request, deed, number, refused):
    done = ngettext("“%(deed)s”: done for %(n)d.", "“%(deed)s”: done for %(n)d.", number)
    messages.success(request, done % {"deed": deed.label, "n": number})
    if refused:
        text = ngettext("%(n)d was refused:", "%(n)d were refused:", len(refused)) % {"n": len(refused)}
        reasons = "; ".join(f"{registration}: {reason}" for registration, reason in refused)
        messages.error(request, f"{text} {reasons}")


@login_required
@require_safe
def queue(request, pk):
    event, form = registered_event(request.user, pk)
    shown = Paginator(queue_of(form), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = with_places(shown.object_list, shown.start_index())
    return show(request, "queue", event, "event_queue", {"rows": rows} | paging(shown, {}))


# --- One registration ---


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def person(request, pk, number):
    event, form = registered_event(request.user, pk)
    registration = one_of(form, number)
    if request.method == "POST" and (deed := DEEDS.get(request.POST.get("do"))):
        return take(request, event, registration, deed)
    if request.method == "POST" and request.POST.get("change") in DECISIONS:
        return decide(request, event, registration)
    return show_person(request, event, registration)


def take(request, event, registration, deed):
    form = StepReasonForm(request.POST, needed=deed.reason, prefix=deed.name)
    if not form.is_valid():
        return show_person(request, event, registration, refused=deed.name, form=form)
    try:
        deed.take(registration, request.user, form.cleaned_data["reason"])
    except Refused as error:
        return show_person(request, event, registration, refusal=str(error))
    messages.success(request, _("“%(deed)s”: done.") % {"deed": deed.label})
    return redirect("event_person", event.pk, registration.pk)


def decide(request, event, registration):
    """The wish for a change: accepted, or declined with a reason. `wish` says which one was read."""
    wanted = request.POST["change"]
    wish = next((row for row in registration.change_requests.all() if str(row.pk) == request.POST.get("wish")), None)
    if wish is None:
        raise NoSuchPage
    form = StepReasonForm(request.POST, needed=wanted == "decline", prefix="change")
    if not form.is_valid():
        return show_person(request, event, registration, refused="change", form=form)
    wish.registration = registration
    try:
        DECISIONS[wanted](request=wish, by=request.user, reason=form.cleaned_data["reason"])
    except Refused as error:
        return show_person(request, event, registration, refusal=str(error))
    messages.success(request, _("It is decided."))
    return redirect("event_person", event.pk, registration.pk)


def show_person(request, event, registration, refusal="", refused="", form=None):
    """`refused` names the form that lacks something."""
    registration.refresh_from_db()
    sensitive = may_at(request.user, EventRight.SENSITIVE, event)
    wish = registration.change_requests.filter(state=ChangeRequest.State.OPEN).first()
    if wish:
        wish.wished = wished(registration, wish, sensitive=sensitive)
    deeds = [
        (deed, form if refused == deed.name else StepReasonForm(needed=deed.reason, prefix=deed.name))
        for deed in deeds_for(registration)
    ]
    context = {
        "entry": registration,
        "refusal": refusal,
        "people": people_with_answers(registration, sensitive=sensitive),
        "steps": list(registration.steps.select_related("by")),
        "deeds": deeds,
        "refused": refused,
        "wish": wish,
        "change_form": form if refused == "change" else StepReasonForm(prefix="change"),
        "decided": list(registration.change_requests.exclude(state=ChangeRequest.State.OPEN).select_related("by")),
    }
    return show(request, "person", event, "event_people", context, status=409 if refusal or refused else 200)
