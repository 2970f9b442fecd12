"""Sections of the document of a plan: its texts, goals with actions, time line, money and risks."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.charts import Due, Span, gantt, risk_matrix
from catalogue.fields import show_period
from catalogue.tables.sheet import Column
from plans.exchange.document_words import (
    DocumentSection,
    amount,
    in_words,
    label_of,
    lead_of,
    number,
    paragraphs,
    percent,
    plain_words,
    sheet,
    state_of,
    written,
)
from plans.exchange.words import BANDS
from plans.figures.calendar_dates import period
from plans.figures.progress import whole_percent
from plans.figures.risk import POINTS, Band, bands, counts

BARS_OF_A_PAGE = 24  # of a time line, so that one fits on a page with its dates
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
        name = plain_words(row, "name") or str(row.of_portal or "")
        rows.append(
            (name, plain_words(row, "unit"), *map(number, (row.baseline, row.target, found.actual)), found.shown)
        )
    return sheet("indicators", "", labels, rows)


# --- Time line ---


def further(standing):
    yield time_line(standing)
    yield money(standing)
    yield risks(standing)


def time_line(standing):
    spans = [span_of(standing, action) for action in standing.rows["actions"]]
    pages = [spans[at : at + BARS_OF_A_PAGE] for at in range(0, len(spans), BARS_OF_A_PAGE)]
    days = [day for span in spans if span.is_placed for day in (span.first, span.last)]
    return DocumentSection(
        _("Time line"), charts=tuple(bars(standing, page, days, at) for at, page in enumerate(pages) if days)
    )


def bars(standing, spans, days, at):
    title = _("Time line of the actions") if not at else _("Time line of the actions, continued")
    return gantt(
        key=f"time-{at}",
        title=title,
        description=_("Each bar is an action, filled as far as it is done; diamonds are milestones."),
        spans=spans,
        first=min(days),
        last=max(days),
        today=standing.today,
        name_label=_("Action"),
    )


def span_of(standing, action):
    days = period(action.start, action.end)
    dues = tuple(
        Due(plain_words(one.milestone, "title"), one.day, written(one.day), bool(one.reached_on))
        for one in standing.milestones
        if one.milestone.action.key == action.key
    )
    done = whole_percent(standing.action_progress(action.key))
    said = show_period(action.start, action.end)
    ends = (days.first, days.last) if days else (None, None)
    return Span(plain_words(action, "title"), *ends, said, done, state_of(standing, action), dues)


# --- Money and risks ---


def money(standing):
    found = standing.money
    amounts = _("Cost"), pgettext("funding", "secured"), pgettext("funding", "applied for")
    amounts += pgettext("funding", "sought"), _("not secured")
    labels = [_("Year"), *(Column(capfirst(label), 0, "EUR") for label in amounts)]
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
    return tuple(map(float, (one.cost, one.covered, one.applied_for, one.looked_for, one.gap)))


def risks(standing):
    found, by_key = standing.risks, standing.rows.by_key("risks")
    if not found:
        return DocumentSection(_("Risks"))
    order = list(Band)
    chart = risk_matrix(
        key="risks",
        title=_("Risks by likelihood and impact"),
        description=_("How many risks have each likelihood and impact."),
        counts=counts(found),
        bands=[[order.index(one) for one in row] for row in bands()],
        scores=[[likelihood * impact for impact in POINTS] for likelihood in POINTS],
        band_labels=[BANDS[one] for one in order],
        likelihood_labels=list(POINTS),
        impact_labels=list(POINTS),
        likelihood_title=_("Likelihood"),
        impact_title=_("Impact"),
    )
    labels = [_("Risk"), _("Action"), Column(_("Score"), 0), _("Level"), _("Response"), _("Who watches it")]
    rows = [risk_row(by_key[one.key], one) for one in found]
    return DocumentSection(_("Risks"), charts=(chart,), sheets=(sheet("list-of-risks", "", labels, rows),))


def risk_row(row, figures):
    words = plain_words(row, "title"), plain_words(row.action, "title")
    return (*words, figures.score, str(BANDS[figures.band]), plain_words(row, "response"), row.owner)
