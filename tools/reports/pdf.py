"""The report of a computation as a tagged PDF, set by Typst."""

from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.documents.report_data import PARTS, section_data, sheet_data
from catalogue.documents.typesetting import typeset
from tools.reports import facts

TEMPLATE = Path(__file__).parent / "report.typ"


def pdf(kept):
    """PDF/UA-1 in the active language."""
    assets = {PARTS.name: PARTS.read_text(encoding="utf-8")}
    return typeset(TEMPLATE, _report(kept, assets), assets=assets, moment=kept.computed_at)


def _report(kept, assets):
    """What the template says; the drawings of its charts go into `assets`."""
    question, answer = kept.question, kept.answer()
    return {
        "language": get_language(),
        "title": kept.full_title,
        "author": kept.cited_author,
        "kicker": str(question.title),
        "address": kept.cited_address,
        "facts": facts.facts(kept),
        "reading": list(answer.reading),
        "warnings": list(answer.warnings),
        "sections": [section_data(one, assets) for one in answer.sections],
        "sensitivity": [section_data(one, assets) for one in answer.sensitivity],
        "method": [str(paragraph) for paragraph in question.method],
        "sources": [f"{source.text} {source.url}".strip() for source in question.sources],
        "options": list(facts.option_rows(kept)),
        "option_sheet": sheet_data(facts.option_sheet(kept)),
        "inputs": [sheet_data(sheet) for sheet in facts.input_sheets(kept)],
        "citation": facts.citation(kept),
        "words": {
            "reading": _("In short"),
            "sensitivity": _("How sure is this?"),
            "method": _("How it is computed"),
            "options": _("Options"),
            "inputs": _("Data"),
            "cite": _("Cite this"),
        },
    }
