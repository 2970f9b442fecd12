"""A published report on a plan as a tagged PDF: what it says of each goal and action, beside the report before it."""

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.languages import Shown
from catalogue.tables.sheet import Column
from plans.delivery.account import Account
from plans.exchange.document_words import (
    DocumentSection,
    amount,
    in_words,
    indicator_name,
    label_of,
    number,
    paragraphs,
    percent,
    plain_words,
    sheet,
    written,
)
from plans.exchange.paper import PlanDocument, day, filled_facts
from plans.figures.expected import Flag
from plans.models import ActionState, FundingState, MilestoneState, Report
from plans.pages.words import FLAGS


class ReportPaper(PlanDocument):
    """The document of one report on a public plan."""

    def __init__(self, plan, report):
        super().__init__(plan)
        self.report, self.account = report, Account(report)
        self.version = self.account.telling.version
        self.part = f"{report.period_from:%Y-%m-%d}-{report.period_to:%Y-%m-%d}"
        self.data = self.told()

    def told(self):
        address = self.address_of(self.report.pk)
        return self.framed(
            title=Shown(_("Report on %(first)s to %(last)s") % days_of(self.report)),
            kicker=in_words(self.entry, "title"),
            address=address,
            facts=filled_facts([*self.facts(), *self.proof(address)]),
            reading=self.reading(),
            warnings=[*self.corrected(), *self.of_an_example],
            sections=[self.section(one) for one in sections_of(self.account)],
        )

    def address_of(self, number):
        return reverse("plan_report", args=[self.slug, number])

    # --- What stands above ---

    def facts(self):
        corrects = self.report.corrects_id
        return [
            (_("Period"), f"{written(self.report.period_from)} – {written(self.report.period_to)}"),
            (capfirst(_("published")), day(self.report.published_at)),
            (_("Corrects"), settings.SITE_URL + self.address_of(corrects) if corrects else ""),
        ]

    def corrected(self):
        later = self.report.corrections.filter(state=Report.State.PUBLISHED).first()
        if later is None:
            return []
        address = settings.SITE_URL + self.address_of(later.pk)
        return [
            _("This report was wrong and does not count any more. Read instead: %(address)s") % {"address": address}
        ]

    def reading(self):
        """How far the plan was at the end of the period, what was dropped and what was not reported."""
        return [line for line in (self.progress_said(), self.dropped_said(), self.silent_said()) if line]

    def progress_said(self):
        found, before = self.account.progress, self.account.progress_before
        if found.value is None:
            return ""
        told = {"day": written(self.report.period_to), "progress": percent(found), "before": percent(before or found)}
        if before is None or before.value is None:
            return _("Progress of the plan on %(day)s: %(progress)s.") % told
        return _("Progress of the plan on %(day)s: %(progress)s; in the report before: %(before)s.") % told

    def dropped_said(self):
        dropped = self.account.progress.dropped
        text = ngettext(
            "Dropped: %(number)d action, which is %(share)s %% of the weight.",
            "Dropped: %(number)d actions, which is %(share)s %% of the weight.",
            dropped,
        )
        return text % {"number": dropped, "share": self.account.dropped_share} if dropped else ""

    def silent_said(self):
        silent = len(self.account.telling.not_told)
        text = ngettext(
            "The report says nothing new of %(number)d action.",
            "The report says nothing new of %(number)d actions.",
            silent,
        )
        return text % {"number": silent} if silent else ""


def days_of(report):
    return {"first": written(report.period_from), "last": written(report.period_to)}


# --- What it says ---


def sections_of(account):
    whole = DocumentSection(capfirst(_("in words")), text=paragraphs(account.report, "text"))
    if whole.is_filled:
        yield whole
    for part in account.parts():
        yield from goal_sections(part)
    if account.strangers:
        yield DocumentSection(_("Removed from the plan"))
        for one in account.strangers:
            yield DocumentSection(in_words(one["state"], "title"), 2, tuple(state_words(one["state"])))


def goal_sections(part):
    """A goal with its indicators, then each action that the report speaks of; what it is silent on in one line."""
    silent = ", ".join(plain_words(action, "title") for action in part["silent"])
    text = (_("Not reported in this period: %(actions)s") % {"actions": silent},) if silent else ()
    if not (part["goal"] or part["lines"] or silent):
        return
    title = in_words(part["goal"], "title") if part["goal"] else _("Actions without a goal")
    tables = filled([value_table(part["indicators"])])
    yield DocumentSection(title, text=text, sheets=tables)
    for line in part["lines"]:
        yield action_section(line)


def action_section(line):
    tables = filled(
        [milestone_table(line["milestones"]), funding_table(line["fundings"]), value_table(line["indicators"])]
    )
    return DocumentSection(in_words(line["action"], "title"), 2, tuple(action_words(line)), sheets=tables)


def filled(tables):
    return tuple(table for table in tables if table.rows)


def action_words(line):
    """Its state and progress beside those of the report before, then what was written."""
    state = line["state"]
    if line["is_removed"]:
        yield _("This action was removed from the plan since.")
    if state and line["status_before"]:
        told = {"status": state.get_status_display(), "before": line["status_before"].get_status_display()}
        yield _("Status: %(status)s (before: %(before)s)") % told
    elif state:
        yield _("Status: %(status)s") % {"status": state.get_status_display()}
    if not (state and state.status == ActionState.Status.DROPPED):
        yield progress_words(line)
    yield from written_words(state)


def progress_words(line):
    now = _("not reported") if line["progress"] is None else f"{line['progress']} %"
    late = f", {FLAGS[Flag.LATE]}" if line["is_late"] else ""
    if line["progress_before"] is None:
        return _("Progress: %(progress)s") % {"progress": now + late}
    return _("Progress: %(progress)s (before: %(before)d %%)") % {
        "progress": now + late,
        "before": line["progress_before"],
    }


def state_words(state):
    yield _("Status: %(status)s") % {"status": state.get_status_display()}
    yield from written_words(state)


def written_words(state):
    """What was spent, why it was dropped, and what else was said; nothing of an action without a state."""
    if state is None:
        return
    if state.spent is not None:
        yield _("Spent so far: %(amount)s") % {"amount": amount(state.spent)}
    if reason := plain_words(state, "reason"):
        yield _("Reason: %(reason)s") % {"reason": reason}
    yield from paragraphs(state, "text")


# --- Tables ---


def milestone_table(pairs):
    labels = [_("Milestone"), _("Due"), _("Reached"), _("Moved to"), label_of(MilestoneState, "reason")]
    rows = [
        (
            plain_words(row, "title"),
            written(row.due),
            written(state.reached_on),
            written(state.moved_to),
            plain_words(state, "reason"),
        )
        for row, state in pairs
    ]
    return sheet("milestones", _("Milestones"), labels, rows)


def funding_table(pairs):
    labels = [_("Source of funding"), label_of(FundingState, "status"), Column(_("Amount"), 0, "EUR")]
    rows = [(plain_words(row, "source"), str(state.get_status_display()), number(state.amount)) for row, state in pairs]
    return sheet("fundings", _("Sources of funding"), labels, rows)


def value_table(triples):
    labels = [_("Indicator"), _("Value"), _("Unit"), _("Day"), Column(_("Reached"), 0, "%"), _("Source")]
    rows = [
        (
            indicator_name(row),
            number(value.value),
            plain_words(row, "unit"),
            written(value.day),
            reached.shown,
            value.source,
        )
        for row, value, reached in triples
    ]
    return sheet("values", _("Indicators"), labels, rows)
