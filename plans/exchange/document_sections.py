"""Sections of the document of a plan: its texts, goals with actions, time line, money and risks."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.fields import show_period
from catalogue.tables.sheet import Column
from plans.exchange.document_words import (
    DocumentSection,
    amount,
    in_words,
    indicator_name,
    label_of,
    lead_of,
    number,
    paragraphs,
    percent,
    plain_words,
    sheet,
    state_of,
)
from plans.figures.progress import whole_percent
from plans.pages.risks import chart_of as risk_chart
from plans.pages.time_line import gantt_of, spans
from plans.pages.words import BANDS, COVER

BARS_OF_A_PAGE = 24  # of a time line, so that one fits on a page with its dates
PAID = ("covered", "applied_for", "looked_for")
TEXTS = ("vision", "context", "approach", "participation", "monitoring")

# --- Texts and goals ---


def texts(plan):
    for name in TEXTS:
        yield DocumentSection(label_of(plan, name), text=paragraphs(plan, name))
    if plan.recorded_actions:
        yield DocumentSection(_("Actions"), text=paragraphs(plan, "recorded_actions"))


def goals(standing):
    yield DocumentSection(_("Goals and actions"))
    indicators = standing.rows.under("indicators", "goal")
    for goal in standing.rows["goals"]:
        progress = _("Progress: %(progress)s") % {"progress": percent(standing.progress.goals[goal.key])}
        tables = [action_table(standing, standing.rows.actions_of[goal.key])]
        tables += [indicator_table(standing, indicators.get(goal.key, ()))]
        filled = tuple(table for table in tables if table.rows)
        yield DocumentSection(in_words(goal, "title"), 2, (progress, *paragraphs(goal, "text")), sheets=filled)
    if others := standing.rows.actions_of.get(""):
        yield DocumentSection(_("Without a goal"), 2, sheets=(action_table(standing, others),))


def action_table(standing, actions):
    labels = [_("Action"), _("Lead"), _("Period"), Column(_("Progress"), 0, "%"), _("State")]
    rows = [
        (
            plain_words(action, "title"),
            lead_of(action),
            show_period(action.start, action.end),
            whole_percent(standing.action_progress(action.key)),
            state_of(standing, action),
        )
        for action in actions
    ]
    return sheet("actions", "", labels, rows)


def indicator_table(standing, indicators):
    labels = [_("Indicator"), _("Unit"), _("Baseline"), _("Target"), _("Now"), Column(_("Reached"), 0, "%")]
    rows = []
    for row in indicators:
        found = standing.achievements[row.key]
        rows.append(
            (
                indicator_name(row),
                plain_words(row, "unit"),
                *map(number, (row.baseline, row.target, found.actual)),
                found.shown,
            )
        )
    return sheet("indicators", "", labels, rows)


# --- Time line ---


def further(standing):
    yield time_line(standing)
    yield money(standing)
    yield risks(standing)


def time_line(standing):
    """The chart of the page, so many bars at a time."""
    found = spans(standing)
    pages = [found[at : at + BARS_OF_A_PAGE] for at in range(0, len(found), BARS_OF_A_PAGE)]
    days = [day for span in found if span.is_placed for day in (span.first, span.last)]
    charts = (bars(standing, page, days, at) for at, page in enumerate(pages)) if days else ()
    return DocumentSection(_("Time line"), charts=tuple(charts))


def bars(standing, page, days, at):
    title = _("Time line of the actions") if not at else _("Time line of the actions, continued")
    limits = {"first": min(days), "last": max(days)}
    return gantt_of(page, key=f"time-{at}", title=title, today=standing.today, **limits)


# --- Money and risks ---


def money(standing):
    found = standing.money
    amounts = _("Cost"), *(COVER[name] for name in PAID), _("not secured")
    labels = [_("Year"), *(Column(capfirst(str(label)), 0, "EUR") for label in amounts)]
    years = [(str(year), *balance(one)) for year, one in found.years.items()]
    rows = [*years, (_("All"), *balance(found.whole))] if years else []
    text = [_("Money of one year pays nothing in another, so the years may lack more than the whole.")] if years else []
    if found.undated:
        told = amount(sum(found.undated.values()))
        text.append(
            _("Funding without a year: %(amount)s; it counts for its action and for no year.") % {"amount": told}
        )
    if found.dropped:
        told = amount(sum(found.dropped.values()))
        text.append(_("Cost of dropped actions, which is left out: %(amount)s.") % {"amount": told})
    return DocumentSection(_("Money"), text=tuple(text), sheets=(sheet("years", "", labels, rows),))


def balance(one):
    return tuple(map(float, (one.cost, *(getattr(one, name) for name in PAID), one.gap)))


def risks(standing):
    found, by_key = standing.risks, standing.rows.by_key("risks")
    if not found:
        return DocumentSection(_("Risks"))
    labels = [_("Risk"), _("Action"), Column(_("Score"), 0), _("Level"), _("Response"), _("Who watches it")]
    rows = [risk_row(by_key[one.key], one) for one in found]
    return DocumentSection(_("Risks"), charts=(risk_chart(found),), sheets=(sheet("list-of-risks", "", labels, rows),))


def risk_row(row, figures):
    words = plain_words(row, "title"), plain_words(row.action, "title")
    return (*words, figures.score, str(BANDS[figures.band]), plain_words(row, "response"), row.owner)
