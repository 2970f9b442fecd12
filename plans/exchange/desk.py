"""On the desk: the workbook of what is worked on, and the way back in, with a preview before anything is written."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.bulk import pending_upload
from catalogue.files.sending import download
from catalogue.limits import MOST_TABLE_BYTES
from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from catalogue.tables.faults import SheetError
from catalogue.tables.reading import read_workbook
from catalogue.tables.writing import XLSX_TYPE
from catalogue.text import slugify_sl
from plans.exchange.changes import WorkbookChange
from plans.exchange.taking_in import mark_of, take_in
from plans.exchange.workbook import Telling, workbook
from publishing.comparison import compared
from publishing.refusals import Refused
from publishing.rights import Action, may
from publishing.views.asking import dossier_for, whole

FAULTS_SHOWN = 100


class WorkbookForm(forms.Form):
    """The file, and whether rows that it does not hold any more go."""

    file = forms.FileField(
        label=gettext_lazy("Workbook"),
        help_text=gettext_lazy("XLSX, up to 5 MB, made from the file above."),
        widget=forms.FileInput(attrs={"accept": ".xlsx", "data-most": MOST_TABLE_BYTES}),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )
    remove = forms.BooleanField(
        label=gettext_lazy("Remove rows that the file does not hold any more"),
        help_text=gettext_lazy("Only of sheets that are in the file; what hangs on such a row goes with it."),
        required=False,
    )


def worked_on(person, pk):
    """(dossier, version, whether it may be changed): the open version, or the public one that a draft begins with."""
    dossier, version = dossier_for(person, pk)
    if dossier.kind != Kind.PLAN:
        raise NoSuchPage
    may_write = any(may(person, action, version) for action in (Action.WRITE, Action.OPEN_VERSION))
    return dossier, whole(version), may_write


@login_required
@require_safe
def own_workbook(request, pk):
    """What is worked on, or else what is public."""
    dossier, version, _may_write = worked_on(request.user, pk)
    name = slugify_sl(str(dossier), 60) or dossier.kind
    told = Telling(version.content, dossier.entry, dossier)
    return download(f"{name}-{version.number}.xlsx", workbook(told), XLSX_TYPE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read_in(request, pk):
    """First a file and what it would change; then, with its token, the same taken into a draft."""
    dossier, version, may_write = worked_on(request.user, pk)
    if request.method != "POST" or not may_write:
        return show(request, dossier, WorkbookForm() if may_write else None)
    if "token" in request.POST:
        return confirm(request, dossier)
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, dossier, form)
    try:
        grids = read_workbook(form.cleaned_data["file"])
    except SheetError as fault:
        form.add_error("file", str(fault))
        return show(request, dossier, form)
    return preview(request, dossier, version, form, grids)


def preview(request, dossier, version, form, grids):
    remove = form.cleaned_data["remove"]
    change = WorkbookChange(version, grids, remove=remove)
    differences = compared(dossier.kind, version.content, change.content)
    faults = change.faults
    found = {"unread": change.unread, "faults": faults[:FAULTS_SHOWN], "more": len(faults) - FAULTS_SHOWN}
    if not faults and not differences.is_empty:
        form.cleaned_data["file"].seek(0)
        kept = {"dossier": dossier.pk, "remove": remove, "mark": mark_of(version)}
        found["token"] = pending_upload.keep(form.cleaned_data["file"].read(), request.user, **kept)
    return show(request, dossier, WorkbookForm(), found | {"differences": differences})


def confirm(request, dossier):
    kept = pending_upload.taken(request.POST["token"], request.user)
    if kept is None or kept[1].get("dossier") != dossier.pk:
        messages.error(request, _("The preview is too old or was used already. Choose the file again."))
        return redirect("read_plan_in", dossier.pk)
    data, choices = kept
    try:
        grids = read_workbook(ContentFile(data))
        take_in(dossier=dossier, by=request.user, grids=grids, remove=choices["remove"], mark=choices["mark"])
    except (SheetError, Refused) as fault:
        messages.error(request, str(fault))
        return redirect("read_plan_in", dossier.pk)
    messages.success(request, _("Taken into the draft. Nothing public has changed."))
    return redirect(dossier)


def show(request, dossier, form, found=None):
    """`form` is None where nothing may be changed just now."""
    context = {"dossier": dossier, "form": form, "found": found}
    return render(request, "plans/exchange/read_in.html", context)
