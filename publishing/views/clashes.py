"""The page that brings an open version up to date where the public text has changed under it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.missing import NoSuchPage
from publishing.clash_form import ClashForm
from publishing.clashes import Moved, found_for, resolve
from publishing.fields import topic_suggestions
from publishing.refusals import Overtaken
from publishing.rights import Action, may
from publishing.steps import steps_for
from publishing.views.asking import dossier_for, whole
from publishing.views.signed_out import kept_when_signed_out
from publishing.writing import TOPICS


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def clashes(request, pk):
    """Field by field what both changed, and what comes along by itself."""
    dossier, version = dossier_for(request.user, pk)
    if not version.is_open:
        raise NoSuchPage
    found = found_for(whole(version))
    if found is None:
        messages.info(request, _("It is up to date with the public text already. Nothing was changed."))
        return redirect(dossier)
    form = ClashForm(request.POST if request.method == "POST" else None, found=found, dossier=dossier)
    if request.method == "POST" and form.is_valid():
        return settle(request, dossier, version, form)
    return show(request, dossier, version, form)


def settle(request, dossier, version, form):
    seen = request.POST.get("seen", "")
    try:
        resolve(version=version, by=request.user, chosen=form.chosen(), seen=seen)
    except Moved as reason:
        form.add_error(None, str(reason))
        return show(request, dossier, version, form, status=409)
    except Overtaken as reason:
        messages.error(request, str(reason))
        return redirect(dossier)
    messages.success(request, _("Up to date with the public text. It can be submitted and published now."))
    return redirect(dossier)


def show(request, dossier, version, form, status=200):
    topics = any(TOPICS in clash.name for clash in form.clashes)
    context = {
        "dossier": dossier,
        "version": version,
        "form": form,
        "found": form.found,
        "brought": form.found.brought(),
        "may_write": may(request.user, Action.WRITE, version),
        "steps": [step for step in steps_for(version, request.user) if step.name in ("take_back", "ask_changes")],
        "suggestions": topic_suggestions() if topics else [],
    }
    return render(request, "publishing/clashes.html", context, status=status)
