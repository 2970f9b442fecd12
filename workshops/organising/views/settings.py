"""The settings of a registration and its questions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.missing import NoSuchPage
from publishing.once import once
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out
from workshops.models import Question
from workshops.organising import questions
from workshops.organising.asking import event_for, form_of, registered_event
from workshops.organising.forms import SettingsForm
from workshops.organising.question_forms import QuestionForm
from workshops.organising.settings import TooFew, hindrance, keep_settings
from workshops.organising.views.showing import show


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request, pk):
    event = event_for(request.user, pk)
    registration = form_of(event)
    refusal = "" if registration else hindrance(event)
    form = SettingsForm(request.POST if request.method == "POST" else None, event=event, instance=registration)
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            keep_settings(event=event, values=form.cleaned_data)
        except Refused as error:
            form.add_error("capacity" if isinstance(error, TooFew) else None, str(error))
        else:
            messages.success(request, " ".join([_("The settings are kept."), *form.doubled()]))
            return redirect("event_desk", event.pk)
    context = {"form": form, "refusal": refusal, "is_new": registration is None}
    status = 409 if refusal and request.method == "POST" else 200
    return show(request, "settings", event, "event_settings", context, status=status)


# --- Questions ---


@login_required
@require_safe
def listing(request, pk):
    event, form = registered_event(request.user, pk)
    rows = list(questions.questions_of(form))
    stages = [(stage, [row for row in rows if row.stage == stage and not row.retired_at]) for stage in Question.Stage]
    ready = [(name, label) for name, (label, _fields) in questions.READY.items()]
    context = {"stages": stages, "retired": [row for row in rows if row.retired_at], "ready": ready}
    return show(request, "questions", event, "event_questions", context)


@kept_when_signed_out
@require_POST
def arrange(request, pk):
    """Buttons of the list: a ready set, or a question moved, retired and asked again."""
    event, form = registered_event(request.user, pk)
    if (name := request.POST.get("ready")) in questions.READY:
        messages.success(request, _("The question is there. Change it as you like."))
        return once(request, lambda: made(event, questions.add_ready(form, name)))
    do, _space, number = request.POST.get("do", "").partition(" ")
    question = question_of(form, number)
    if do not in ARRANGING:
        raise NoSuchPage
    ARRANGING[do](question)
    return redirect("event_questions", event.pk)


def made(event, _question):
    """Where one goes on once a question was made."""
    return reverse("event_questions", args=[event.pk])


ARRANGING = {
    "up": lambda question: questions.move(question=question, by=-1),
    "down": lambda question: questions.move(question=question, by=1),
    "retire": questions.retire,
    "again": questions.ask_again,
}


def question_of(form, number):
    """The question with this primary key, given as text."""
    found = next((row for row in questions.questions_of(form) if str(row.pk) == str(number)), None)
    if found is None:
        raise NoSuchPage
    found.form = form
    return found


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def question(request, pk, number=None):
    """A new question, or one that is changed."""
    event, registration = registered_event(request.user, pk)
    standing = question_of(registration, number) if number else None
    answered = bool(standing) and questions.is_answered(standing)
    form = QuestionForm(request.POST if request.method == "POST" else None, question=standing, answered=answered)
    if request.method == "POST" and form.is_valid():
        try:
            return kept(request, event, registration, standing, form.values())
        except Refused as error:
            form.add_error(None, str(error))
    context = {"form": form, "question": standing, "answered": answered}
    return show(request, "question", event, "event_questions", context)


def kept(request, event, registration, standing, values):
    """Change the question, or make a new one, once however often the form is sent."""
    if standing:
        questions.change(question=standing, values=values)
    messages.success(request, _("The question is kept."))
    if standing:
        return redirect("event_questions", event.pk)
    return once(request, lambda: made(event, questions.add(registration, **values)))
