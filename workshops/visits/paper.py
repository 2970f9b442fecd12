"""The reports of a study visit as a tagged PDF: all that were handed in, or that of one partner."""

from pathlib import Path

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.documents.report_data import PARTS
from catalogue.documents.sheets import Paper
from catalogue.fields import show_period
from catalogue.languages import shown

TEMPLATE = Path(__file__).parent / "reports.typ"


class ReportsPaper(Paper):
    templates = (TEMPLATE, PARTS)

    def __init__(self, visit, partner=None):
        super().__init__(visit.event)
        reports = visit.reports.handed_in().select_related("partner").prefetch_related("practices")
        self.reports = list(reports.filter(partner=partner) if partner else reports)
        self.visit = visit
        self.data = self.told()

    def assets(self):
        return {PARTS.name: PARTS.read_text(encoding="utf-8")}

    def told(self):
        title = shown(self.entry, "title")
        address = settings.SITE_URL + self.entry.get_absolute_url()
        count = len(self.reports)
        return {
            "language": self.language,
            "title": title.text,
            "title_language": title.language or self.language,
            "author": in_words(self.entry.host, "title", "text") if self.entry.host else "MER portal",
            "kicker": _("Reports on the study visit"),
            "address": address,
            "facts": self.facts(address),
            "reading": [ngettext("%(n)d report was handed in.", "%(n)d reports were handed in.", count) % {"n": count}],
            "warnings": [],
            "sections": [section for report in self.reports for section in sections_of(report)],
            "words": {"reading": _("In short")},
        }

    def facts(self, address):
        given = [
            (_("Date"), show_period(self.entry.start, self.entry.end)),
            (_("Place"), self.entry.card_place()),
            (_("Objectives"), in_words(self.visit, "objectives")),
            (_("Address"), address),
        ]
        return [list(pair) for pair in given if pair[1]]


def sections_of(report):
    """What one organisation says, below its name."""
    handed_in = formats.date_format(timezone.localdate(report.handed_in_at), "SHORT_DATE_FORMAT")
    yield section(1, in_words(report.partner, "title"), [_("Handed in on %(day)s.") % {"day": handed_in}])
    practices = [in_words(practice, "title") for practice in report.practices.all()]
    told = (
        (_("What we learned"), paragraphs(report, "lessons")),
        (_("What we will use, and how"), [*practices, *paragraphs(report, "will_use")]),
        (_("What follows: who does what until when"), paragraphs(report, "follow_up")),
    )
    yield from (section(2, title, text) for title, text in told if text)


def section(level, title, text):
    return {"level": level, "title": title, "text": text, "charts": [], "sheets": []}


def in_words(row, name, form=""):
    """A text for the template: with its language, where it is not the reader's; as mere `text` if asked for."""
    found = shown(row, name)
    return {"language": found.language, "text": found.text} if found.language and not form else found.text


def paragraphs(row, name):
    found = shown(row, name)
    lines = [line for line in found.text.splitlines() if line.strip()]
    return [{"language": found.language, "text": line} if found.language else line for line in lines]
