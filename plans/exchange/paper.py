"""What the papers of a plan share: their template, its words, the address, and the version they speak of."""

import datetime as dt
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.documents.report_data import PARTS, chart_data, sheet_data
from catalogue.documents.sheets import Paper
from catalogue.models import public_name
from plans.exchange.document_words import written
from plans.figures.hashes import content_sha256
from publishing.merging import bare

TEMPLATE = Path(__file__).parent / "plan.typ"
MOST_ROWS = 1_000  # of a table: the longest list that a plan may have


class PlanDocument(Paper):
    """A paper about a plan. One of these says by `told` what stands on it."""

    templates = (TEMPLATE, PARTS)
    part = ""  # of the file's name

    def __init__(self, plan):
        super().__init__(plan)
        self.drawings = {}

    @property
    def slug(self):
        return getattr(self.entry, f"slug_{self.language}")

    @property
    def name(self):
        return "-".join(filter(None, [super().name, self.part]))

    def assets(self):
        """Pictures as bytes: what is set apart finds them in a folder."""
        drawn = {name: drawing.encode() for name, drawing in self.drawings.items()}
        return {PARTS.name: PARTS.read_text(encoding="utf-8")} | drawn

    def framed(self, *, title, kicker, address, **more):
        """What every paper says, with what only this one does; `title` is a text with its language."""
        return {
            "language": self.language,
            "title": title.text,
            "title_language": title.language or self.language,
            "author": public_name(self.entry.organisation) or "MER portal",
            "kicker": kicker,
            "summary": "",
            "address": settings.SITE_URL + address,
            "foot": " · ".join(filter(None, [settings.SITE_URL + address, self.version_words, self.hash[:12]])),
            "words": {"reading": _("In short")},
            "warnings": [],
        } | more

    @property
    def of_an_example(self):
        return [_("An example: a plan of a town that does not exist.")] if self.entry.is_example else []

    def section(self, one):
        return {
            "level": one.level,
            "title": one.title,
            "text": list(one.text),
            "charts": [chart_data(chart, self.drawings) for chart in one.charts],
            "sheets": [sheet_data(sheet, MOST_ROWS) for sheet in one.sheets],
            "figure": _("Figure"),
        }

    # --- The version that is spoken of ---

    version = None

    @property
    def version_words(self):
        if self.version is None:
            return ""
        told = {"number": self.version.number, "day": day(self.version.published_at)}
        return _("version %(number)d of %(day)s") % told

    @cached_property
    def hash(self):
        return content_sha256(bare(self.version.content)) if self.version else ""

    def proof(self, address):
        """By which one finds the text again and sees that it is the same."""
        return [
            (_("Version"), self.version_words),
            (_("Hash of the content (SHA-256)"), self.hash),
            (_("Address"), settings.SITE_URL + address),
        ]


def filled_facts(pairs):
    return [[label, value] for label, value in pairs if value]


def day(moment):
    return written(timezone.localdate(moment) if isinstance(moment, dt.datetime) else moment)
