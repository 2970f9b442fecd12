"""A computation as PDF, XLSX, CSV (one file a table, zipped) and JSON."""

import json

from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.tables.writing import XLSX_TYPE, ZIP_TYPE, csv_bytes, rows_of, xlsx_bytes, zip_bytes
from catalogue.text import slugify_sl
from tools.data.guarding import guarded
from tools.reports import facts
from tools.reports.pdf import pdf

EXPORTS = {
    "pdf": _("Report (PDF)"),
    "xlsx": _("Spreadsheet (XLSX)"),
    "csv": _("Tables (CSV, zipped)"),
    "json": _("Data for programs (JSON)"),
}


def exported(kept, form):
    """(content, media type, file name)."""
    makers = {"pdf": _pdf, "xlsx": _xlsx, "csv": _csv, "json": _json}
    content, mime, ending = makers[form](kept)
    return content, mime, f"{slugify_sl(kept.full_title, 60) or slugify(kept.analysis)}.{ending}"


def _pdf(kept):
    return pdf(kept), "application/pdf", "pdf"


def _xlsx(kept):
    pages = [(_("Reading"), _about(kept)), (_("Options"), rows_of(facts.option_sheet(kept)))]
    pages += [(sheet.title, rows_of(sheet)) for sheet in facts.input_sheets(kept)]
    pages += [(sheet.title, rows_of(sheet)) for sheet in kept.answer().sheets]
    return xlsx_bytes(pages), XLSX_TYPE, "xlsx"


def _csv(kept):
    sheets = [facts.option_sheet(kept), *facts.input_sheets(kept), *kept.answer().sheets]
    files = [("reading.csv", csv_bytes(_about(kept), get_language()))]
    files += [(f"{sheet.key}.csv", csv_bytes(rows_of(sheet), get_language())) for sheet in sheets]
    return zip_bytes(files), ZIP_TYPE, "zip"


def _about(kept):
    """What a table of numbers is nothing without: the reading, and how it came about."""
    answer = kept.answer()
    yield [kept.full_title, kept.cited_address]
    yield from ([label, value] for label, value in facts.facts(kept))
    yield from (["", sentence] for sentence in (*answer.reading, *answer.warnings))
    yield [str(_("Cite this")), facts.citation(kept)]


def _json(kept):
    told = {
        "address": kept.cited_address,
        "title": kept.full_title,
        "analysis": kept.analysis,
        "method_version": kept.method_version,
        "computed": kept.computed_at.isoformat(),
        "place": kept.place,
        "viewpoint": kept.viewpoint,
        "author": kept.cited_author,
        "example": kept.example,
        "options": kept.cleaned_options(),
        "input": guarded(kept),
        "results": kept.results,
    }
    content = json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()
    return content, "application/json; charset=utf-8", "json"
