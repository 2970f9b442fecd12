"""What those who were there thought, for the organisers: from three answers on."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue import audit
from catalogue.files.sending import download
from catalogue.missing import NoSuchPage
from workshops.attending import feedback
from workshops.attending.exporting import FORMATS, written
from workshops.organising.asking import registered_event
from workshops.organising.noting import note


@login_required
@require_safe
def results(request, pk):
    event, form = registered_event(request.user, pk)
    context = {
        "event": event,
        "asked": len(feedback.questions_of(form)),
        "count": len(feedback.answers_of(form)),
        "least": feedback.LEAST,
        "results": feedback.results(form),
        "formats": list(FORMATS),
    }
    return render(request, "workshops/attending/results.html", context)


@login_required
@require_safe
def results_file(request, pk, form):
    event, registration_form = registered_event(request.user, pk)
    if form not in FORMATS or not feedback.answers_of(registration_form):
        raise NoSuchPage
    audit.note(audit.Action.EXPORT, by=request.user, about=event, said="feedback")
    note(event, request.user, "Feedback exported.")
    content = written(feedback.table(registration_form), form, _("Feedback"))
    return download(f"{event.slug}-{_('feedback')}.{form}", content, FORMATS[form])
