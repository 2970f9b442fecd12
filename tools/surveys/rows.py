"""Answers as rows of the work: one for each answer, in place of those that were taken before."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.text import same
from publishing.refusals import Refused
from tools.data.content import blank
from tools.data.guarding import shape_of

RESPONDENT = gettext_lazy("Respondent %(number)d")


def questions_of(content):
    """The factors or indicators of the work, as a survey keeps them."""
    return [
        {
            "name": item["name"],
            "unit": item.get("unit") or "",
            "direction": -1 if item.get("direction") == "less" else 1,
        }
        for item in content.lists[shape_of(content.question).columns]
        if item["name"].strip()
    ]


def typed_names(content, taken):
    """Names of the rows that were typed: neither empty nor taken from the survey."""
    return [content.names(_key(content))[index] for index in _typed(content, taken)]


def without_taken(content, taken, replace):
    """The content without the rows that were taken before; with `replace` without all rows."""
    return content.rearranged(_key(content), [] if replace else _typed(content, taken))


def _key(content):
    return shape_of(content.question).rows


def _typed(content, taken):
    """Places of the rows that were typed."""
    key, taken = _key(content), {same(name) for name in taken}
    return [
        index
        for index, name in enumerate(content.names(key))
        if same(name) not in taken and not content.is_untouched(key, index)
    ]


def with_answers(content, survey, answers):
    """(content with a row for each answer, names of these rows)."""
    shape = shape_of(content.question)
    rows, columns = content.lists[shape.rows], content.lists[shape.columns]
    places = places_of(columns, survey.questions)
    if not places:
        raise Refused(_("The work holds nothing any more of what the survey asked about."))
    items, names = with_names(content, answers, RESPONDENT)
    tables = {}
    for key in shape.tables:
        before = content.tables[key] or [[]] * len(rows)  # a very large table of which nothing is known is empty
        tables[key] = [*before, *(_cells(one.content[key], places, len(columns)) for one in answers)]
    return content.changed(lists={shape.rows: items}, tables=tables), names


def with_names(content, answers, pattern):
    """(the list with a row for each answer, the names of these rows). Raises Refused where there is no room."""
    listing = content.question.listing(_key(content))
    rows = content.lists[listing.key]
    if len(rows) + len(answers) > listing.most:
        text = _("%(list)s: there may be at most %(most)d. Replace the typed rows, or remove some first.")
        raise Refused(text % {"list": listing.label, "most": listing.most})
    names = _names(answers, {same(item["name"]) for item in rows}, pattern)
    return [*rows, *(blank(listing) | {"name": name} for name in names)], names


def _cells(answers, places, columns):
    """One row of a table: each answer in its column."""
    row = [None] * columns
    for question, column in places:
        row[column] = answers[question]
    return row


def places_of(columns, questions):
    """(number of the question, number of its column) for what stands both in the survey and in the work."""
    at = {same(item["name"]): column for column, item in enumerate(columns)}
    known = [(number, same(question["name"])) for number, question in enumerate(questions)]
    return [(number, at[name]) for number, name in known if name in at]


def _names(answers, taken, pattern):
    names = []
    for number, given in enumerate(answers, 1):
        name = _unlike(given.unit or pattern % {"number": number}, taken)
        taken.add(same(name))
        names.append(name)
    return names


def _unlike(name, taken):
    """The name, or the name with a number behind it, so that it is not the same as another."""
    number, candidate = 1, name
    while same(candidate) in taken:
        number += 1
        candidate = f"{name[:110]} ({number})"
    return candidate
