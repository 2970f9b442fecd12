"""The desk of one event: how many come, what is next, what waits for a decision; and that it is cancelled."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from publishing.language_texts import texts_by_language
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out
from workshops.models import ACTIVE
from workshops.organising.asking import event_for, form_of
from workshops.organising.cancelling import cancel
from workshops.organising.dates import next_dates
from workshops.organising.forms import CancelForm
from workshops.organising.people import counts_of, open_changes
from workshops.organising.rights import EventRight, may_at
from workshops.organising.settings import hindrance
from workshops.organising.views.showing import show


@login_required
@require_safe
def overview(request, pk):
    """For whoever runs the event; those at the door see what it is and the ways that are theirs."""
    event = event_for(request.user, pk, EventRight.CHECK_IN)
    form = form_of(event)
    context = {"may_run": may_at(request.user, EventRight.RUN, event)}
    if context["may_run"]:
        context |= {
            "counts": counts_of(form) if form else [],
            "changes": list(open_changes(form)) if form else [],
            "dates": next_dates(form) if form else [],
            "hindrance": "" if form else hindrance(event),
        }
    return show(request, "overview", event, "event_desk", context)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def cancelling(request, pk):
    event = event_for(request.user, pk)
    form, refusal = CancelForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        try:
            cancel(event=event, by=request.user, reasons=texts_by_language(form, "reason"))
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("The event is cancelled. Everybody who was registered gets a mail."))
            return redirect("event_desk", event.pk)
    registration = form_of(event)
    told = registration.registrations.filter(state__in=ACTIVE).count() if registration else 0
    context = {"form": form, "refusal": refusal, "told": told}
    return show(request, "cancel", event, "event_desk", context, status=409 if refusal else 200)
