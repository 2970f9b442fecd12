"""The desk of letters: coordinators compose issues, try them on themselves and send them. To others there is none."""

from functools import wraps

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.missing import NoSuchPage
from publishing.letters import editing
from publishing.letters.composing import MOST_ITEMS, candidates, content_of
from publishing.letters.deliveries import counts
from publishing.letters.issue_forms import ItemForm, PlanForm, TextForm
from publishing.letters.rendering import both, language_words
from publishing.letters.steps import STEPS
from publishing.models import Delivery, Issue, Letter
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out

MOST_LISTED = 100  # entries of each sort that the page lists; with all of a busy year it would be slow to make and read
OPEN = (Issue.State.DRAFT, Issue.State.READY)


def page_of_the_desk(person):
    return ("letter_desk", _("Newsletters")) if person.is_coordinator else None


def for_coordinators(view):
    @wraps(view)
    def asked(request, *args, **kwargs):
        if not request.user.is_coordinator:
            raise NoSuchPage
        return view(request, *args, **kwargs)

    return kept_when_signed_out(asked)


@for_coordinators
@require_safe
def listing(request):
    letters = Letter.objects.prefetch_related("issues")
    return render(request, "publishing/letters/desk.html", {"letters": letters})


@for_coordinators
@require_POST
def new_issue(request, slug):
    letter = get_object_or_404(Letter, slug=slug)
    try:
        return redirect("issue_desk", editing.begin(letter, request.user).pk)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("letter_desk")


def issue_of(pk):
    return get_object_or_404(Issue.objects.select_related("letter"), pk=pk)


@for_coordinators
@require_safe
def issue(request, pk):
    return show(request, issue_of(pk))


def show(request, issue, *, text_form=None, item_forms=None, plan_form=None, status=200):
    is_open = issue.state in OPEN
    found = candidates(issue) if is_open else []
    content = content_of(issue) if is_open else issue.content
    context = {
        "issue": issue,
        "is_draft": issue.state == Issue.State.DRAFT,
        "steps": [step for step in STEPS.values() if issue.state in step.states],
        "missing": editing.missing(issue) if issue.state == Issue.State.DRAFT else [],
        "text_form": text_form or TextForm(issue=issue),
        "item_forms": item_forms or item_forms_of(listed(found)),
        "most": MOST_ITEMS,
        "number": len(found),
        "plan_form": plan_form or PlanForm(initial={"planned_at": issue.planned_at}, label_suffix=""),
        "previews": both(issue, content) if content else [],
        "readers": editing.readers_by_language(issue, content) if is_open else [],
        "counts": told_counts(issue),
    }
    return render(request, "publishing/letters/issue_desk.html", context, status=status)


def listed(found):
    """As many as the page can list, and as many of those that were left out."""
    used = {True: 0, False: 0}
    shown = []
    for candidate in found:
        left_out = candidate.item.left_out
        used[left_out] += 1
        if used[left_out] <= MOST_LISTED:
            shown.append(candidate)
    return shown


def item_forms_of(found, data=None):
    return [ItemForm(data, candidate=candidate, number=number) for number, candidate in enumerate(found, start=1)]


def told_counts(issue):
    """[(language in words, [(label of a state, number)])]."""
    found = counts(issue).items() if issue.content else []
    return [
        (language_words(code), [(state.label, states[state]) for state in Delivery.State if states.get(state)])
        for code, states in sorted(found)
    ]


# --- Writing ---


def draft_of(pk):
    """(issue, whether it is a draft); nobody takes a step with it before what is written here is kept."""
    issue = editing.locked(pk)
    if issue is None:
        raise NoSuchPage
    return issue, issue.state == Issue.State.DRAFT


@for_coordinators
@require_POST
@transaction.atomic
def text(request, pk):
    issue, is_draft = draft_of(pk)
    if not is_draft:
        return too_late(request, issue)
    form = TextForm(request.POST, issue=issue)
    if not form.is_valid():
        return show(request, issue, text_form=form, status=400)
    form.save()
    messages.success(request, _("The text is saved."))
    return redirect("issue_desk", pk)


@for_coordinators
@require_POST
@transaction.atomic
def items(request, pk):
    """What became public since the page was opened is left as it is."""
    issue, is_draft = draft_of(pk)
    if not is_draft:
        return too_late(request, issue)
    forms = item_forms_of(candidates(issue), request.POST)
    sent = [form for form in forms if f"{form.prefix}-order" in request.POST]
    valid = [form.is_valid() for form in sent]  # all of them are asked, so that each shows its mistakes
    if not all(valid):
        return show(request, issue, item_forms=sent, status=400)
    for form in sent:
        form.save()
    editing.touch(issue)
    messages.success(request, _("The items are saved."))
    return redirect("issue_desk", pk)


def too_late(request, issue):
    messages.error(request, _("The issue is no draft any more, so nothing of it can be changed."))
    return redirect("issue_desk", issue.pk)


# --- Steps ---


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, name):
    """A page that asks where there is no way back; the others are taken at once by their buttons."""
    issue, taken = issue_of(pk), STEPS.get(name)
    if taken is None or (taken.needs_moment and request.method != "POST"):
        raise NoSuchPage
    if request.method != "POST":
        readers = editing.readers_by_language(issue, content_of(issue)) if issue.state in OPEN else []
        context = {"issue": issue, "step": taken, "readers": readers, "now": timezone.now()}
        return render(request, "publishing/letters/step.html", context)
    form = PlanForm(request.POST, label_suffix="") if taken.needs_moment else None
    if form and not form.is_valid():
        return show(request, issue, plan_form=form, status=400)
    try:
        taken.do(issue, request.user, form.cleaned_data["planned_at"] if form else None)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("issue_desk", pk)
    messages.success(request, str(taken.done))
    return redirect("letter_desk") if name == "discard" else redirect("issue_desk", pk)
