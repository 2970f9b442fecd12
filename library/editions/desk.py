"""Editions at the desk of those who write a book: what is in preparation, what hinders it, and the steps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.missing import NoSuchPage
from catalogue.models import CatalogueState, Kind
from library.editions import steps
from library.editions.forms import DoiForm, ErratumForm, NoteForm
from library.editions.parts import changes, parts_of
from library.editions.problems import problems
from library.editions.setting import files_wanted
from library.models import Edition
from publishing.forms import ReasonForm
from publishing.once import once
from publishing.refusals import Refused
from publishing.rights import RUN, WRITE, roles_of
from publishing.views.asking import dossier_for
from publishing.views.signed_out import kept_when_signed_out

State = Edition.State


def book_for(person, pk):
    """(dossier, book) of those who work on a public book; to others there is no such page."""
    dossier, _version = dossier_for(person, pk)
    if dossier.kind != Kind.GUIDELINE or dossier.entry is None or not roles_of(person, dossier) & WRITE:
        raise NoSuchPage
    return dossier, dossier.entry


def edition_for(person, pk, number):
    dossier, book = book_for(person, pk)
    return dossier, get_object_or_404(book.editions.select_related("approved_by"), number=number)


def page_of(dossier, edition):
    return reverse("desk_edition", args=[dossier.pk, edition.number])


@login_required
@require_safe
def listing(request, pk):
    dossier, book = book_for(request.user, pk)
    editions = list(book.editions.all())
    context = {"dossier": dossier, "editions": editions, "may_begin": not any(one.is_open for one in editions)}
    return render(request, "library/desk_editions.html", context)


@login_required
@require_POST
def begin(request, pk):
    dossier, book = book_for(request.user, pk)
    try:
        edition = steps.begin(book=book, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk_editions", dossier.pk)
    messages.success(request, _("The draft holds what is public now."))
    return redirect(page_of(dossier, edition))


@login_required
@require_safe
def edition(request, pk, number):
    return show(request, *edition_for(request.user, pk, number))


def show(request, dossier, edition, note_form=None, doi_form=None):
    is_draft = edition.state == State.DRAFT
    runs = bool(roles_of(request.user, dossier) & RUN)
    context = {
        "dossier": dossier,
        "edition": edition,
        "steps": steps.steps_for(edition, request.user),
        "parts": parts_of(edition),
        "changes": changes(edition) if is_draft else [],
        "problems": problems(edition) if is_draft else [],
        "is_being_set": steps.is_being_set(edition),
        "files_wanted": files_wanted(edition),
        "files": edition.files.all(),
        "note_form": note_form or NoteForm(instance=edition) if is_draft else None,
        "doi_form": doi_form or DoiForm(instance=edition) if runs and edition.state == State.APPROVED else None,
    }
    return render(request, "library/desk_edition.html", context)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, number, name):
    """A page that says what the step does and asks for the reason; sending it takes the step."""
    if name not in steps.STEPS:
        raise NoSuchPage
    dossier, edition = edition_for(request.user, pk, number)
    rule, form = steps.STEPS[name], ReasonForm(request.POST if request.method == "POST" else None)
    refusal = cannot(rule, edition, request.user)
    if request.method == "POST" and form.is_valid():
        try:
            steps.take(step=name, edition=edition, by=request.user, reason=form.cleaned_data["text"])
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, str(rule.done))
            return redirect(page_of(dossier, edition))
    context = {"dossier": dossier, "edition": edition, "step": rule, "form": form, "refusal": refusal}
    return render(request, "library/desk_edition_step.html", context, status=409 if refusal else 200)


def cannot(rule, edition, person):
    return steps.hindrance(rule, edition, person) if edition.state in rule.sources else steps.overtaken(edition)


@kept_when_signed_out
@require_POST
def note(request, pk, number):
    """What is new in it, while it is a draft."""
    dossier, edition = edition_for(request.user, pk, number)
    if edition.state != State.DRAFT or steps.is_being_set(edition):
        messages.error(request, steps.overtaken(edition))
        return redirect(page_of(dossier, edition))
    form = NoteForm(request.POST, instance=edition)
    return kept(request, dossier, edition, form) if form.is_valid() else show(request, dossier, edition, note_form=form)


@kept_when_signed_out
@require_POST
def doi(request, pk, number):
    """The one thing that may be added to an edition after it was approved."""
    dossier, edition = edition_for(request.user, pk, number)
    if edition.state != State.APPROVED or not roles_of(request.user, dossier) & RUN:
        raise NoSuchPage
    form = DoiForm(request.POST, instance=edition)
    return kept(request, dossier, edition, form) if form.is_valid() else show(request, dossier, edition, doi_form=form)


@transaction.atomic
def kept(request, dossier, edition, form):
    """Only what the form holds, and only while the edition stands as it was shown."""
    fresh = steps.locked(edition)
    if fresh.state != edition.state:
        messages.error(request, steps.overtaken(fresh))
    else:
        form.instance.save(update_fields=list(form.fields))
        CatalogueState.bump()  # pages that show it are kept by its version
        messages.success(request, _("Saved."))
    return redirect(page_of(dossier, edition))


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def errata(request, pk, number, erratum=None):
    """Mistakes of an approved edition: the texts and files stay, what is right is shown beside them."""
    dossier, edition = edition_for(request.user, pk, number)
    if edition.state != State.APPROVED:
        raise NoSuchPage
    standing = get_object_or_404(edition.errata, pk=erratum) if erratum else edition.errata.model(edition=edition)
    initial = {"language": edition.language_codes[0]}
    form = ErratumForm(
        request.POST if request.method == "POST" else None, instance=standing, initial={} if erratum else initial
    )
    if request.method == "POST" and form.is_valid():
        return once(request, lambda: erratum_kept(request, dossier, edition, form))
    context = {"dossier": dossier, "edition": edition, "form": form, "errata": edition.errata.all(), "erratum": erratum}
    return render(request, "library/desk_errata.html", context)


def erratum_kept(request, dossier, edition, form):
    form.save()
    messages.success(request, _("The erratum stands at the edition and at its chapter."))
    return reverse("desk_errata", args=[dossier.pk, edition.number])
