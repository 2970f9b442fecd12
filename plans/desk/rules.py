"""What a row of a plan may not say because of other rows: {column: sentence}, for the desk and for imports alike.

`content` may hold the row itself or not; links are {column}_id, as in every content.
"""

from django.utils.translation import gettext as _

from catalogue.dates import first_day, last_day
from plans.figures.actions import ActionFigures
from plans.figures.overlaps import circle
from publishing.comparison import heading_of
from publishing.row_merging import UID
from publishing.writing import writing_of


def row_named(content, relation, uid):
    """The row of this name, or an empty one."""
    return next((row for row in content.get(relation) or [] if row[UID] == uid), {})


def check_cost(row, content):
    """A cost lies within the years of its action, which is not free of cost."""
    action = row_named(content, "actions", row.get("action_id"))
    if action.get("free_of_cost"):
        return {"amount": _("The action is marked as free of cost. Remove the mark or this row.")}
    sentence = year_outside(row.get("year"), action.get("start"), action.get("end"))
    return {"year": sentence} if sentence else {}


def year_outside(year, start, end):
    """Why a year of costs does not go with the period of its action, as partial dates; empty where it does."""
    first, last = year_of(first_day, start), year_of(last_day, end)
    if year and last and year > last:
        sentence = _("The year %(year)s is after the end of the action (%(end)s). Extend the action or mend the year.")
        return sentence % {"year": year, "end": last}
    if year and first and year < first:
        sentence = _("The year %(year)s is before the start of the action (%(start)s). Move the start or mend it.")
        return sentence % {"year": year, "start": first}
    return ""


def year_of(day, date):
    try:
        return day(date).year if date else None
    except ValueError:
        return None  # the field itself says what is wrong with it


def check_predecessor(row, content):
    """An action comes after another one only once, never after itself, and never in a circle."""
    action, after = row.get("action_id"), row.get("after_id")
    others = [one for one in content.get("predecessors") or [] if one[UID] != row[UID]]
    if action == after:
        return {"after_id": _("An action does not come after itself.")}
    if any((one["action_id"], one["after_id"]) == (action, after) for one in others):
        return {"after_id": _("This action stands here already.")}
    waiting = {one[UID]: [] for one in content.get("actions") or []}
    for one in [*(one for one in others if one["action_id"] != action), row]:
        waiting.setdefault(one["action_id"], []).append(one["after_id"])
    found = circle([ActionFigures(key, after=tuple(before)) for key, before in waiting.items()])
    return {"after_id": circle_sentence(found, content)} if action in found else {}


def circle_sentence(keys, content):
    titles = [heading_of(writing_of("plan"), "actions", key, content) for key in [*keys, keys[0]]]
    names = " → ".join(_("“%(name)s”") % {"name": title} for title in titles)
    return _("These actions would wait for one another in a circle: %(names)s.") % {"names": names}
