"""Weights of a SWOT from invited people: what is asked, and the judges that their answers become."""

from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.refusals import Refused
from tools.asking.inputs import as_numbers
from tools.data.guarding import LEAST
from tools.data.judgements import is_whole
from tools.models import Survey
from tools.questions.swot.data import LISTS, WHOLE
from tools.surveys.rows import places_of, with_names

MOST_IN_PAIRS = 5  # items of a list; more tire
JUDGE = gettext_lazy("Judge %(number)d")


def questions_of(content):
    """The groups and the items of all four lists; nothing while one of them is empty."""
    named = {key: [item["name"] for item in content.lists[key] if item["name"].strip()] for key in LISTS.values()}
    if not all(named.values()):
        return []
    groups = [item["name"] for item in content.lists["groups"]]
    return [{"list": key, "name": name} for key, names in {"groups": groups, **named}.items() for name in names]


def asked(questions):
    """{list: names of its items} of those lists that have something to weigh."""
    lists = {key: [one["name"] for one in questions if one.get("list") == key] for key in WHOLE}
    return {key: names for key, names in lists.items() if len(names) > 1}


def pairs_of(names):
    """The numbers of the items of each pair, row by row above the diagonal."""
    return list(combinations(range(len(names)), 2))


def refuse_many_pairs(questions, way):
    """Refuse pairs where a list is too long for them."""
    if way == Survey.Way.PAIRS and any(len(names) > MOST_IN_PAIRS for names in asked(questions).values()):
        text = _("Pairs are asked for up to %(most)d items a list, because more tire. Choose points, or merge items.")
        raise Refused(text % {"most": MOST_IN_PAIRS})


def with_answers(content, survey, answers):
    """(content with a judge for each answer, names of these judges); a list that fewer than three weighed stays out."""
    items, names = with_names(content, answers, JUDGE)
    before = len(content.lists["judges"])
    content, tables = content.changed(lists={"judges": items}), {}
    for key in _enough(survey, answers):
        table = f"{survey.way}-{key}"
        told = [_cells(content, survey, key, one.content[key]) for one in answers]
        tables[table] = [*content.tables[table][:before], *told]
    if not tables:
        raise Refused(_("No list was weighed by at least three people yet."))
    return content.changed(tables=tables), names


def thin_lists(survey):
    """The lists that somebody weighed as a whole, but fewer than three: nothing of them is shown."""
    return [key for key, count in _counts(survey, list(survey.answers)).items() if 0 < count < LEAST]


def _enough(survey, answers):
    return [key for key, count in _counts(survey, answers).items() if count >= LEAST]


def _counts(survey, answers):
    """{list: how many weighed it as a whole}."""
    return {
        key: sum(_is_whole(survey, names, one.content[key]) for one in answers)
        for key, names in asked(survey.questions).items()
    }


def _is_whole(survey, names, answer):
    if survey.way == Survey.Way.POINTS:
        return is_whole(as_numbers(answer))
    return len(answer) == len(pairs_of(names)) and None not in answer


def _cells(content, survey, key, answer):
    """One answer in the places where the items stand now: a row of points, or the pairs above the diagonal."""
    names = asked(survey.questions)[key]
    places = dict(places_of(content.lists[key], [{"name": name} for name in names]))
    size = len(content.lists[key])
    if survey.way == Survey.Way.POINTS:
        return _row(answer, places, size)
    return _layer(answer, pairs_of(names), places, size)


def _row(answer, places, size):
    row = [None] * size
    for number, place in places.items():
        row[place] = answer[number] if answer else None
    return row


def _layer(answer, pairs, places, size):
    layer = [[None] * size for _row in range(size)]
    for (first, second), value in zip(pairs, answer, strict=False):
        if value is not None and first in places and second in places:
            row, column = places[first], places[second]
            layer[min(row, column)][max(row, column)] = value if row < column else 1 / value
    return layer
