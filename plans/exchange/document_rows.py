"""Sections of the document of a plan: each action with all that hangs on it, evidence, and the lists of the plan."""

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.fields import show_period
from catalogue.models import public_name
from catalogue.tables.sheet import Column
from plans.exchange.document_sections import indicator_table
from plans.exchange.document_words import (
    DocumentSection,
    amount,
    in_words,
    label_of,
    lead_of,
    number,
    paragraphs,
    plain_words,
    sheet,
    state_of,
    written,
)
from plans.figures.progress import whole_percent
from plans.models.evidence import LINKS
from plans.standing.evidence import cited

HANGING = ("action_partners", "predecessors", "costs", "fundings", "indicators", "milestones")


# --- Actions ---


def actions(standing):
    """Each action of the plan under a heading of its own."""
    found = standing.rows["actions"]
    if found:
        yield DocumentSection(_("The actions one by one"))
    hanging = {relation: standing.rows.under(relation, "action") for relation in HANGING}
    for action in found:
        own = {relation: groups.get(action.key, []) for relation, groups in hanging.items()}
        tables = (table for table in action_tables(standing, own) if table.rows)
        yield DocumentSection(
            in_words(action, "title"), 2, tuple(action_words(standing, action, own)), sheets=(*tables,)
        )


def action_words(standing, action, own):
    """What it is in sentences: label and value."""
    yield from paragraphs(action, "summary")
    told = [
        (_("Goal"), plain_words(action.goal, "title") if action.goal else ""),
        (_("Lead"), lead_of(action)),
        (_("With"), ", ".join(map(partner_words, own["action_partners"]))),
        (_("Period"), show_period(action.start, action.end)),
        (_("Comes after"), ", ".join(plain_words(row.after, "title") for row in own["predecessors"])),
        (_("Level"), str(action.get_level_display())),
        (_("Progress"), f"{percent_of(standing, action)}, {state_of(standing, action)}"),
        (_("Cost"), cost_words(standing, action)),
        (_("Assumption"), plain_words(action, "assumption")),
    ]
    yield from (f"{label}: {value}" for label, value in told if value)
    state = standing.newest.actions.get(action.key)
    if state and plain_words(state, "reason"):
        yield _("Reason: %(reason)s") % {"reason": plain_words(state, "reason")}


def partner_words(row):
    name = public_name(row.partner) or plain_words(row, "name")
    part = plain_words(row, "part")
    return f"{name} ({part})" if part else name


def percent_of(standing, action):
    value = whole_percent(standing.action_progress(action.key))
    return _("not reported") if value is None else f"{value} %"


def cost_words(standing, action):
    if action.free_of_cost:
        return _("free of cost")
    found = standing.money.actions.get(action.key)
    if not found or not found.cost:
        return ""
    return _("%(cost)s, not secured %(gap)s") % {"cost": amount(found.cost), "gap": amount(found.gap)}


def action_tables(standing, own):
    costs = [(str(row.year), number(row.amount), str(row.get_sort_display())) for row in own["costs"]]
    yield sheet("costs", _("Costs"), [_("Year"), Column(_("Amount"), 0, "EUR"), _("Sort")], costs)
    labels = [
        _("Source of funding"),
        _("Sort"),
        Column(_("Amount"), 0, "EUR"),
        _("Status"),
        _("Year"),
        _("Decision due"),
    ]
    yield sheet("fundings", _("Sources of funding"), labels, [funding_row(standing, row) for row in own["fundings"]])
    yield indicator_table(standing, own["indicators"])
    days = {one.milestone.key: one for one in standing.milestones}
    milestones = [milestone_row(row, days[row.key]) for row in own["milestones"]]
    yield sheet("milestones", _("Milestones"), [_("Milestone"), _("Day"), _("Reached")], milestones)


def funding_row(standing, row):
    state = standing.newest.fundings.get(row.key, row)
    sort, status = str(row.get_sort_display()), str(state.get_status_display())
    year = str(row.year or "")
    return plain_words(row, "source"), sort, number(state.amount), status, year, written(row.decision_due)


def milestone_row(row, standing):
    moved = _("%(day)s (planned %(planned)s)") % {"day": written(standing.day), "planned": written(row.due)}
    return plain_words(row, "title"), moved if standing.moved else written(row.due), written(standing.reached_on)


# --- What it rests on ---


def further(standing):
    yield evidence(standing)
    yield from lists(standing)
    yield reports(standing)


def evidence(standing):
    labels = [_("For"), _("Rests on"), _("What it says"), _("Address")]
    rows = [evidence_row(one) for one in cited(standing.rows["evidence"])]
    return DocumentSection(_("What it rests on"), sheets=(sheet("evidence", "", labels, rows),))


def evidence_row(shown):
    row = shown.row
    under = next((held for name in LINKS if (held := getattr(row, name))), None)
    return str(under or ""), evidence_name(shown), plain_words(row, "says"), evidence_address(shown)


def evidence_name(shown):
    row = shown.row
    if shown.is_hidden:
        return _("something that is not public")
    names = [str(shown.entry) if shown.entry else plain_words(row, "label"), row.part]
    names += [str(row.indicator), str(row.year)] if row.indicator else []
    return ", ".join(filter(None, names)) or row.url


def evidence_address(shown):
    return settings.SITE_URL + shown.entry.get_absolute_url() if shown.entry else shown.row.url


# --- Lists ---


def lists(standing):
    """Stakeholders, findings, SWOT, strategies and provisions: what the goals were made of."""
    for relation, names in LISTS.items():
        rows = standing.rows[relation]
        labels = [label_of(rows[0], name) for name in names] if rows else []
        told = [[cell(row, name) for name in names] for row in rows]
        title = str(type(rows[0])._meta.verbose_name_plural) if rows else ""
        yield DocumentSection(title[:1].upper() + title[1:], sheets=(sheet(relation, "", labels, told),))


LISTS = {
    "stakeholders": ("name", "sector", "role", "contribution"),
    "findings": ("title", "part", "text", "conclusion"),
    "swot_items": ("text", "group", "priority"),
    "strategies": ("text", "type", "internal", "external", "goal"),
    "provisions": ("unit", "present", "proposed", "reason"),
}


def cell(row, name):
    if name == "name" and row.partner_id:
        return public_name(row.partner)
    if hasattr(row, f"get_{name}_display"):
        return str(getattr(row, f"get_{name}_display")())
    value = getattr(row, name)
    return plain_words(row, name) or str("" if value is None else value)


def reports(standing):
    """The published reports, the newest first."""
    rows = [
        (f"{written(report.period_from)} – {written(report.period_to)}", plain_words(report, "text"))
        for report in standing.newest.reports
    ]
    return DocumentSection(_("Reports"), sheets=(sheet("reports", "", [_("Period"), _("In words")], rows),))
