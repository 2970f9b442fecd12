"""What a plan still lacks before a body can decide on it: gaps, each with the row it is in. They warn, never hinder."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from plans.desk.rules import year_outside
from plans.figures.actions import ActionFigures
from plans.figures.overlaps import circle, overlaps
from plans.standing.rows import PlanRows
from publishing.snapshot import drawn
from publishing.writing import writing_of


class Gap(NamedTuple):
    """A sentence, and the row it is about: its relation, key and heading, empty where it is about the whole plan."""

    relation: str
    key: str
    title: str
    text: str


def gaps_of(version):
    """The gaps of a version, whoever may read it."""
    return gaps(PlanRows(drawn(version.content, writing_of(version.dossier.kind))))


def remarks_on(content, language, entry=None):
    """The gaps of a content as sentences, for those who write it."""
    found = gaps(PlanRows(drawn(content, writing_of("plan"), entry)))
    return [f"{one.title}: {one.text}" if one.title else one.text for one in found]


def gaps(rows):
    """All gaps of a plan, in the order of its lists; `rows` as `PlanRows`."""
    hung = Hung(rows)
    found = [Gap("", "", "", text) for text in lacking_plan(rows.plan)]
    for relation, lacking in (("goals", lacking_goal), ("actions", lacking_action), ("provisions", lacking_provision)):
        found += [gap(relation, row, text) for row in rows[relation] for text in lacking(row, hung)]
    return found + out_of_order(rows, hung)


def gap(relation, row, text):
    return Gap(relation, row.key, row.heading or row.key, text)


class Hung:
    """What hangs on the rows of a plan, {key: rows}, gone through once."""

    def __init__(self, rows):
        self.actions = rows.actions_of
        self.results, self.indicators = rows.under("indicators", "goal"), rows.under("indicators", "action")
        self.costs, self.milestones = rows.under("costs", "action"), rows.under("milestones", "action")
        self.before = rows.under("predecessors", "action")
        self.evidence = {name: rows.under("evidence", name) for name in ("action", "provision")}


def in_all_languages(row, name):
    return all(getattr(row, f"{name}_{code}") for code in LANGUAGES)


def lacking_plan(plan):
    if not in_all_languages(plan, "title"):
        yield _("The title is not written in both languages.")
    if not in_all_languages(plan, "summary"):
        yield _("The summary is not written in both languages.")


def lacking_goal(goal, hung):
    if not hung.actions.get(goal.key):
        yield _("No action leads to it.")
    if not any(is_measured(row) for row in hung.results.get(goal.key, ())):
        yield _("It has no result indicator with a baseline and a target.")


def is_measured(indicator):
    return indicator.sort == indicator.Sort.RESULT and None not in (indicator.baseline, indicator.target)


def lacking_action(action, hung):
    if not (action.lead_partner_id or any(getattr(action, f"lead_{code}") for code in LANGUAGES)):
        yield _("Nobody leads it.")
    if not (action.start and action.end):
        yield _("It has no start or no end.")
    if not (action.free_of_cost or hung.costs.get(action.key)):
        yield _("It has no costs and is not marked as free of cost.")
    if not (hung.milestones.get(action.key) or hung.indicators.get(action.key)):
        yield _("It has neither a milestone nor an indicator.")
    if not hung.evidence["action"].get(action.key):
        yield _("It does not say what it rests on.")
    yield from costs_outside(action, hung.costs.get(action.key, ()))


def costs_outside(action, costs):
    """A sentence for each year of costs in which the action has not begun or has ended."""
    years = sorted({cost.year for cost in costs if cost.year})
    return filter(None, (year_outside(year, action.start, action.end) for year in years))


def lacking_provision(provision, hung):
    if not provision.unit:
        yield _("It names no spatial unit.")
    if not any(getattr(provision, f"reason_{code}") for code in LANGUAGES):
        yield _("It gives no reason.")
    if not hung.evidence["provision"].get(provision.key):
        yield _("It does not say what it rests on.")


def out_of_order(rows, hung):
    """Actions that begin before one that they come after has ended, and those that wait for one another."""
    by_key = rows.by_key("actions")
    figures = [ordered(action, hung.before.get(action.key, ())) for action in rows["actions"]]
    early = _("It begins before “%(title)s” has ended, which it comes after.")
    found = [
        gap("actions", by_key[one.action], early % {"title": by_key[one.before].heading}) for one in overlaps(figures)
    ]
    if keys := circle(figures):
        names = " → ".join(by_key[key].heading for key in (*keys, keys[0]))
        text = _("These actions wait for one another: %(names)s.") % {"names": names}
        found.append(gap("actions", by_key[keys[0]], text))
    return found


def ordered(action, before):
    return ActionFigures(
        key=action.key, start=action.start, end=action.end, after=tuple(row.after.key for row in before)
    )
