"""A plan as a tagged PDF: all that its version says and how it stands today, set when somebody asks and kept."""

import datetime as dt
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.documents.report_data import PARTS, chart_data, sheet_data
from catalogue.documents.sheets import Paper
from catalogue.fields import show_period
from catalogue.languages import shown
from catalogue.models import public_name
from plans.exchange import document_rows, document_sections
from plans.exchange.document_words import amount, in_words, percent, written
from plans.exchange.neighbours import with_neighbours
from plans.figures.hashes import content_sha256
from plans.standing.computed import PlanStanding
from publishing.merging import bare
from publishing.versions import dossier_of, leading_of
from publishing.writing import writing_of

TEMPLATE = Path(__file__).parent / "plan.typ"
WITH_NEIGHBOURS = (
    "actions",
    "action_partners",
    "stakeholders",
    "indicators",
)  # of which partners and the like are told
MOST_ROWS = 1_000  # of a table: the longest list that a plan may have


class PlanPaper(Paper):
    """The document of a public plan."""

    templates = (TEMPLATE, PARTS)

    def __init__(self, plan):
        super().__init__(plan)
        self.dossier = dossier_of(plan)
        self.leading = leading_of(self.dossier) if self.dossier else None
        self.standing = PlanStanding(plan, self.dossier)
        for relation in WITH_NEIGHBOURS:
            with_neighbours(self.standing, writing_of(plan.kind).row(relation))
        self.drawings = {}
        self.data = self.told()

    def assets(self):
        """Pictures as bytes: what is set apart finds them in a folder."""
        drawn = {name: drawing.encode() for name, drawing in self.drawings.items()}
        return {PARTS.name: PARTS.read_text(encoding="utf-8")} | drawn

    def told(self):
        plan, title = self.entry, shown(self.entry, "title")
        address = settings.SITE_URL + plan.get_absolute_url()
        return {
            "language": self.language,
            "title": title.text,
            "title_language": title.language or self.language,
            "author": public_name(plan.organisation) or "MER portal",
            "kicker": str(plan.get_type_display()),
            "summary": in_words(plan, "summary"),
            "address": address,
            "foot": " · ".join(filter(None, [address, self.version_words, self.short_hash])),
            "facts": self.facts(address),
            "reading": [*self.adopted(), *self.numbers()],
            "warnings": [_("An example: a plan of a town that does not exist.")] if plan.is_example else [],
            "sections": [self.section(one) for one in sections_of(plan, self.standing)],
            "words": {"reading": _("In short")},
        }

    def section(self, one):
        return {
            "level": one.level,
            "title": one.title,
            "text": list(one.text),
            "charts": [chart_data(chart, self.drawings) for chart in one.charts],
            "sheets": [sheet_data(sheet, MOST_ROWS) for sheet in one.sheets],
            "figure": _("Figure"),
        }

    # --- What stands above ---

    def facts(self, address):
        plan = self.entry
        given = [
            (_("Organisation in charge"), public_name(plan.organisation)),
            (_("Area"), public_name(plan.place) or plan.card_place()),
            (_("Project"), public_name(plan.project)),
            (_("Period"), show_period(plan.start, plan.end)),
            (_("Stage"), str(plan.get_stage_display())),
            (_("Policy instrument"), in_words(plan, "instrument")),
            (_("Progress is reckoned"), str(plan.get_weighting_display())),
            (_("Amounts"), str(plan.get_vat_display())),
            (_("Version"), self.version_words),
            (_("Hash of the content (SHA-256)"), self.hash),
            (_("Address"), address),
        ]
        return [list(pair) for pair in given if pair[1]]

    @property
    def version_words(self):
        if self.leading is None:
            return ""
        told = {"number": self.leading.number, "day": day(self.leading.published_at)}
        return _("version %(number)d of %(day)s") % told

    @cached_property
    def hash(self):
        return content_sha256(bare(self.leading.content)) if self.leading else ""

    @property
    def short_hash(self):
        return self.hash[:12]

    def adopted(self):
        """Which version was adopted, and whether it is this one."""
        adoption = self.dossier.adoptions.select_related("version").first() if self.dossier else None
        if adoption is None:
            return [_("No body has adopted this plan in the portal.")] if self.leading else []
        told = {
            "number": adoption.version.number,
            "day": day(adoption.decided_on),
            "body": shown(adoption, "body").text,
        }
        said = [_("Adopted: version %(number)d, on %(day)s, by %(body)s.") % told]
        if adoption.version_id != self.leading.pk:
            said.append(_("You read version %(number)d, which was not adopted.") % {"number": self.leading.number})
        return said

    def numbers(self):
        """How far, at what cost, what is not secured, what is late."""
        standing = self.standing
        if not standing.actions:
            return []
        found, money = standing.progress.plan, standing.money.whole
        return [
            _("Progress on %(day)s: %(progress)s; expected by then: %(expected)s.")
            % {"day": day(standing.today), "progress": percent(found), "expected": percent(standing.expected)},
            *not_counted(found),
            _("Cost: %(cost)s; of it secured: %(secured)s (%(share)s %%); not secured: %(gap)s.")
            % {
                "cost": amount(money.cost),
                "secured": amount(money.covered),
                "share": "–" if money.covered_shown is None else money.covered_shown,
                "gap": amount(money.gap),
            },
            ngettext("%(n)d action is late.", "%(n)d actions are late.", len(standing.late))
            % {"n": len(standing.late)},
        ]


def not_counted(found):
    """What the progress lacks and leaves out."""
    said = [
        _("Not reported yet: %(missing)d of %(counted)d actions.")
        % {"missing": found.not_reported, "counted": found.counted}
    ]
    if found.dropped:
        told = {"dropped": found.dropped, "share": round(100 * found.dropped_share)}
        said.append(_("Dropped and not counted: %(dropped)d, which is %(share)d %% of the weight.") % told)
    if found.fell_back:
        said.append(_("No action has a weight, so all count the same."))
    return said


def sections_of(plan, standing):
    """All that hold something, in the order in which they are read."""
    yield from filled(document_sections.texts(plan))
    if standing.rows["goals"] or standing.rows["actions"]:
        yield from document_sections.goals(standing)
        yield from filled(document_sections.further(standing))
        yield from document_rows.actions(standing)
    yield from filled(document_rows.further(standing))


def filled(sections):
    return (section for section in sections if section.is_filled)


def day(moment):
    return written(timezone.localdate(moment) if isinstance(moment, dt.datetime) else moment)
