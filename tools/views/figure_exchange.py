"""Pages of the administration: figures of indicators from a file and into a file."""

import logging

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue import audit
from catalogue.bulk import pending_upload as keeping
from catalogue.files.sending import download
from catalogue.tables.reading import SheetError, read_file
from catalogue.tables.writing import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from partners.models import Place
from tools.indicators.forms import FiguresFile
from tools.indicators.importing import headings, outcome, read, write
from tools.indicators.measures import named
from tools.models import Figure, Indicator

logger = logging.getLogger(__name__)

SALT = "import of figures"
ROWS_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def import_figures(request):
    """Choose a file, look at what it would do, confirm."""
    if not may_import(request.user):
        raise PermissionDenied
    if "token" in request.POST:
        return _confirm(request)
    form = FiguresFile(request.POST or None, request.FILES or None)
    preview = _previewed(request, form) if request.method == "POST" and form.is_valid() else None
    context = {"form": form, "preview": preview, "columns": headings(), "title": _("Import figures")}
    return render(request, "admin/import_figures.html", admin.site.each_context(request) | context)


@require_safe
def template(request):
    """An empty table with the headings."""
    if not may_import(request.user):
        raise PermissionDenied
    return download("figures-template.csv", csv_bytes([headings()], get_language()), CSV_TYPE)


@require_safe
def export_figures(request, form):
    """All figures as a file."""
    if not request.user.has_perm("tools.view_figure"):
        raise PermissionDenied
    if form not in WRITERS:
        raise Http404(_("There is no such file."))
    return figures_sent(request, Figure.objects.all(), form)


def may_import(user):
    return user.has_perms(["tools.add_figure", "tools.change_figure"])


# --- Import ---


def _previewed(request, form):
    """What the file would do, or None where the form says why it cannot be read."""
    given = form.cleaned_data
    about = {"indicator": given["indicator"], "source": given["source"], "decimal": given["decimal"]}
    try:
        reading = read(given["grid"], language=get_language(), **about)
    except SheetError as error:
        form.add_error("file", str(error))
        return None
    found = outcome(reading.rows) if not reading.faulty else None
    useful = found and (found.new or found.changed)
    return {
        "name": given["file"].name,
        "reading": reading,
        "notes": [*given["grid"].notes, *reading.doubts],
        "outcome": found,
        "rows": _shown(found) if useful else [],
        "token": _kept(request, given) if useful else "",
    }


def _shown(found):
    """The first rows that would be written: (line, place, indicator, year, old value, new value)."""
    rows = [*((row, None) for row in found.new), *((row, figure.value) for row, figure in found.changed)][:ROWS_SHOWN]
    names = {place.pk: place.name for place in named(Place.objects.filter(pk__in={row.place for row, _old in rows}))}
    return [(row.line, names.get(row.place, ""), row.indicator, row.year, old, row.value) for row, old in rows]


def _kept(request, given):
    """The file waits for the confirmation; it is then read anew, with the choices that were made here."""
    given["file"].seek(0)
    token = keeping.keep(
        given["file"].read(),
        request.user,
        file=given["file"].name,
        indicator=given["indicator"].pk if given["indicator"] else None,
        source=given["source"],
        decimal=given["decimal"],
        language=get_language(),
    )
    return signing.dumps(token, salt=SALT)  # not to be mistaken for one of the import of entries


def _confirm(request):
    try:
        kept = keeping.taken(signing.loads(request.POST["token"], salt=SALT), request.user)
    except signing.BadSignature:
        kept = None
    if kept is None:
        text = _("This import is already done, or its preview is older than an hour. Choose the file anew.")
        messages.warning(request, text)
    else:
        _import(request, *kept)
    return redirect("admin:tools_figure_import")


def _import(request, content, choices):
    """Read and check once more: what the preview found may have changed since."""
    try:
        with transaction.atomic():
            indicator = Indicator.objects.filter(pk=choices["indicator"]).first()
            about = {name: choices[name] for name in ("language", "source", "decimal")}
            reading = read(read_file(ContentFile(content)), indicator=indicator, **about)
            if reading.faulty:
                raise SheetError(reading.faults[0].message)
            found = write(rows=reading.rows)
            _note(request.user, choices["file"], found)
    except (SheetError, IntegrityError) as error:
        logger.warning("an import of figures failed: %s", type(error).__name__)
        messages.error(
            request, _("The import failed and changed nothing, because the data have changed since. Try again.")
        )
    else:
        messages.success(request, summary(found))


def summary(found):
    text = _("New figures: %(new)d. Changed: %(changed)d. Unchanged: %(unchanged)d.")
    return text % {"new": len(found.new), "changed": len(found.changed), "unchanged": found.unchanged}


def _note(user, name, found):
    """Who imported what, in the administration's own log and in that of the server."""
    counts = f"{len(found.new)} new, {len(found.changed)} changed, {found.unchanged} unchanged"
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Figure),
        action_flag=ADDITION,
        object_repr=_("Import: %(file)s") % {"file": name[:150]},
        change_message=counts,
    )
    logger.info("imported figures from %r: %s", name, counts)
    audit.note(audit.Action.IMPORT, by=user, said=f"{Figure._meta.label}, {counts}")


# --- Export ---


def figures_sent(request, figures, form):
    """The figures in the columns that an import takes."""
    rows = list(_export_rows(figures))
    logger.info("%s exported %d figures", request.user.pk, len(rows) - 1)
    write_file, mime = WRITERS[form]
    return download(f"figures-{get_language()}.{form}", write_file(rows), mime)


WRITERS = {
    "csv": (lambda rows: csv_bytes(rows, get_language()), CSV_TYPE),
    "xlsx": (lambda rows: xlsx_bytes([(_("Figures"), rows)]), XLSX_TYPE),
}


def _export_rows(figures):
    yield [_("place identifier"), _("place name"), *headings()[1:]]
    names = {place.pk: place.name for place in named(Place.objects.filter(pk__in=figures.order_by().values("place")))}
    columns = ("place", "place__external_id", "indicator__code", "year", "value", "source", "note")
    for place, identifier, *rest in figures.order_by("indicator__code", "place", "-year").values_list(*columns):
        yield [identifier or names[place], names[place], *rest]
