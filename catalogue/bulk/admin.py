"""The page “Import entries” of the administration: choose a file, look at the preview, confirm."""

import io
import logging

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue import audit
from catalogue.bulk import pending_upload as keeping
from catalogue.bulk.forms import UploadForm
from catalogue.bulk.importing import Import, Interrupted, Options
from catalogue.bulk.names import importable_by, models_by_kind, permission
from catalogue.bulk.reading import COLUMNS, REQUIRED, format_of
from catalogue.files.sending import download
from catalogue.languages import LANGUAGES
from catalogue.limits import MOST_IMPORT_ROWS
from catalogue.tables.faults import SheetError
from catalogue.tables.writing import CSV_TYPE, csv_bytes
from catalogue.text import alphabet_key

logger = logging.getLogger(__name__)

ROWS_SHOWN = 50
FAULTS_SHOWN = 200
EXAMPLE = {
    "external_id": "# keep.eu:1234",  # a row that begins so is passed over
    "kind": "practice",
    "language": "sl",
    "title": "Toplarna na lesno biomaso",
    "summary": "Občina je zgradila toplarno.",
    "body": "Kaj je bilo narejeno.",
    "country": "SI",
    "topics": "energija|biomasa",
    "year": "2014",
    "url": "https://example.org/toplarna",
    "licence": "CC BY 4.0",
    "source": "https://example.org/vir",
}


@require_http_methods(["GET", "HEAD", "POST"])
def import_entries(request):
    kinds = importable_by(request.user)
    if not kinds:
        raise PermissionDenied
    if "token" in request.POST:
        return confirm(request, kinds)
    form = UploadForm(request.POST or None, request.FILES or None, **rights(request.user, kinds))
    preview = previewed(request, form, kinds) if request.method == "POST" and form.is_valid() else None
    return render(request, "admin/import_entries.html", page(request, kinds) | {"form": form, "preview": preview})


@require_safe
def template(request):
    """A file to begin with: the header, and an example that is passed over."""
    if not importable_by(request.user):
        raise PermissionDenied
    rows = [COLUMNS, [EXAMPLE[name] for name in COLUMNS]]
    return download("entries.csv", csv_bytes(rows, language="en"), CSV_TYPE)


def rights(user, kinds):
    models = [models_by_kind()[kind] for kind in kinds]
    return {
        "may_publish": all(user.has_perm(permission(model, "publish")) for model in models),
        "may_create_topics": user.has_perm("catalogue.add_topic"),
    }


def page(request, kinds):
    columns = [(name, name in REQUIRED) for name in COLUMNS]
    models = sorted(map(models_by_kind().get, kinds), key=lambda model: alphabet_key(str(model._meta.verbose_name)))
    return admin.site.each_context(request) | {
        "title": _("Import entries"),
        "columns": columns,
        "kinds": [(model.kind.value, model._meta.verbose_name, sorted(model.import_fields)) for model in models],
        "languages": LANGUAGES,
    }


# --- Preview ---


def previewed(request, form, kinds):
    """What the import would do, or None where the form says why it cannot."""
    upload = form.cleaned_data["file"]
    content, choices = upload.read(), choices_of(form, upload.name)
    plans, faults = [], []
    work = None
    try:
        work = Import(
            io.BytesIO(content),
            options(request.user, kinds, choices, dry_run=True),
            on_fault=faults.append,
            on_plan=lambda plan: plans.append(plan) if len(plans) < ROWS_SHOWN else None,
        )
        report = work.run()
    except SheetError as error:
        form.add_error("file", str(error))
        return None
    useful = report.new or report.changed
    return {
        "name": upload.name,
        "report": report,
        "rows": [shown(plan) for plan in plans],
        "faults": faults[:FAULTS_SHOWN],
        "more_faults": len(faults) - FAULTS_SHOWN,
        "draft": choices["draft"],
        "token": keeping.keep(content, request.user, **choices) if useful else "",
    }


def choices_of(form, name):
    given = form.cleaned_data
    return {
        "file": name,
        "file_format": format_of(name),
        "draft": given["draft"],
        "create_topics": given.get("create_topics", False),
    }


def options(user, kinds, choices, dry_run=False):
    """Rights are those of this moment, not of the preview."""
    may = rights(user, kinds)
    return Options(
        file_format=choices["file_format"],
        draft=choices["draft"] or not may["may_publish"],
        create_topics=choices["create_topics"] and may["may_create_topics"],
        dry_run=dry_run,
        most_rows=MOST_IMPORT_ROWS,
        kinds=kinds,
        user=user,
        reason=f"import of {choices['file']}",
    )


def shown(plan):
    return {
        "lines": [row.line for row in plan.rows],
        "outcome": {"new": _("new"), "changed": _("changed"), "unchanged": _("unchanged")}[plan.outcome],
        "kind": plan.entry.kind_label,
        "external_id": plan.entry.external_id,
        "titles": [row.values["title_" + row.language] for row in plan.rows],
        "fields": sorted(plan.fields) if plan.outcome == "changed" else [],
    }


# --- Confirmation ---


def confirm(request, kinds):
    kept = keeping.taken(request.POST["token"], request.user)
    if kept is None:
        text = _("This import is already done, or its preview is older than an hour. Choose the file anew.")
        messages.warning(request, text)
        return redirect("import_entries")
    content, choices = kept
    try:
        with transaction.atomic():
            report = Import(io.BytesIO(content), options(request.user, kinds, choices)).run()
            note(request.user, choices["file"], report)
    except (SheetError, Interrupted):
        logger.exception("an import of the administration failed")
        messages.error(request, _("The import failed and changed nothing. Try again later."))
    else:
        messages.success(request, summary(report))
    return redirect("import_entries")


def summary(report):
    text = _("New entries: %(new)d. Changed: %(changed)d. Unchanged: %(unchanged)d. Faulty rows left out: %(faulty)d.")
    return text % vars(report)


def note(user, file, report):
    """Who imported what, in the administration's own log and in that of the server."""
    counts = f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged, {report.faulty} faulty"
    LogEntry.objects.create(
        user=user, action_flag=ADDITION, object_repr=_("Import: %(file)s") % {"file": file[:150]}, change_message=counts
    )
    logger.info("imported entries from %r: %s", file, counts)
    audit.note(audit.Action.IMPORT, by=user, said=counts)
