"""The tables and charts of recipes, truth tables, necessity and trials."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.charts import Dimension, Headings, Point, calibration_dots, grouped_bars, scatter
from catalogue.tables.sheet import Column, Sheet
from tools.asking.words import number
from tools.questions.qca.calibration import DIRECT, measured_columns
from tools.questions.qca.compute import CUTOFFS, KINDS, SIDES
from tools.questions.qca.words import anchor_words, code_words, kind_words

SAME = 1e-9


def recipes(told, side, found):
    """Every solution of a side, recipe by recipe."""
    columns = (
        Column(_("Solution")),
        Column(_("Recipe")),
        Column(_("Inclusion"), 3),
        Column(_("PRI"), 3),
        Column(_("Coverage"), 3),
        Column(_("Unique coverage"), 3),
        Column(_("Cases")),
    )
    rows = [row for kind in KINDS for row in _solution_rows(told, kind, found[kind]["solutions"])]
    notes = (_("Solutions with the same number of recipes and conditions tie; each of them explains the cases."),)
    return Sheet(
        f"recipes-{side}", _("Recipes: %(outcome)s") % {"outcome": told.headings[side]}, columns, tuple(rows), notes
    )


def _solution_rows(told, kind, solutions):
    for place, solution in enumerate(solutions, start=1):
        label = kind_words()[kind] + (f" {place}" if len(solutions) > 1 else "")
        for term in solution["details"]:
            numbers = (term["inclusion"], term["pri"], term["coverage"], term["unique"])
            yield label, told.recipe(term["term"]), *numbers, told.every_town(term["cases"])
        cases = sorted({case for term in solution["details"] for case in term["cases"]})
        numbers = (solution["inclusion"], solution["pri"], solution["coverage"], None)
        yield label, _("all recipes together"), *numbers, told.every_town(cases)


def truth(told, side, found):
    """The combinations that occurred."""
    columns = (
        Column(_("Combination")),
        Column(_("Signs")),
        Column(_("Cases"), 0),
        Column(_("Inclusion"), 3),
        Column(_("PRI"), 3),
        Column(_("It is")),
        Column(_("Which cases")),
    )
    words = code_words()
    rows = tuple(
        (
            told.recipe(row["configuration"]),
            row["configuration"],
            len(row["cases"]),
            row["inclusion"],
            row["pri"],
            words[row["code"]],
            told.every_town(row["cases"]),
        )
        for row in found["rows"]
    )
    order = ", ".join(told.conditions)
    notes = (_("Signs: 1 present, 0 absent, in the order %(names)s.") % {"names": order},)
    return Sheet(
        f"truth-{side}", _("Truth table: %(outcome)s") % {"outcome": told.headings[side]}, columns, rows, notes
    )


def necessity(told, side, found):
    columns = (
        Column(_("Condition")),
        Column(_("Inclusion"), 3),
        Column(_("Coverage"), 3),
        Column(_("Relevance (RoN)"), 3),
        Column(_("Necessary")),
    )
    rows = tuple(
        (
            told.condition(row["condition"], row["present"]),
            row["inclusion"],
            row["coverage"],
            row["ron"],
            _("yes") if row["necessary"] else _("no"),
        )
        for row in found["necessity"]
    )
    return Sheet(f"necessity-{side}", _("Necessity: %(outcome)s") % {"outcome": told.headings[side]}, columns, rows)


def memberships(told, results):
    columns = (Column(_("Case")), *(Column(name, 3) for name in (*told.conditions, told.outcome)))
    rows = zip(told.cases, results["memberships"], results["outcome"], strict=True)
    return Sheet("memberships", _("Memberships"), columns, tuple((name, *row, last) for name, row, last in rows))


def main(told, results):
    """Inclusion and coverage of what was found."""
    rows = []
    for side in SIDES:
        for kind in KINDS:
            solutions = results[side][kind]["solutions"]
            first = solutions[0] if solutions else {"coverage": None, "inclusion": None}
            name = f"{told.headings[side]}, {kind_words()[kind].lower()}"
            rows += [
                (_("%(recipes)s: coverage") % {"recipes": name}, first["coverage"]),
                (_("%(recipes)s: inclusion") % {"recipes": name}, first["inclusion"]),
            ]
    return Sheet("main", _("Recipes"), (Column(_("Recipes")), Column(_("Value"), 3)), tuple(rows))


# Charts


def xy(told, side, found, outcome):
    """Membership in the first complex solution against the outcome."""
    members = found["complex"]["membership"]
    return scatter(
        key=f"xy-{side}",
        title=_("Case by case: %(outcome)s") % {"outcome": told.headings[side]},
        description=_(
            "To the right are cases that fit a recipe, above cases with the outcome. Cases above the slanting line "
            "agree with “the recipe is enough”; those at the bottom right fit a recipe and lack the outcome."
        ),
        points=[Point(*point) for point in zip(told.cases, members, outcome, strict=True)],
        x=Dimension(_("Membership in the recipes"), line=0.5, limits=(0, 1), digits=2),
        y=Dimension(_("Membership in the outcome"), line=0.5, limits=(0, 1), digits=2),
        corner_labels=(_("Outcome, no recipe"), "", "", _("Recipe, no outcome")),
        diagonal=True,
        headings=Headings(_("Case")),
    )


def dots(told, inputs):
    """One chart for each column with anchors."""
    for place, column in enumerate(measured_columns(inputs)):
        if column.how == DIRECT:
            yield calibration_dots(
                key=f"calibration-{place}",
                title=_("Anchors of “%(name)s”") % {"name": column.name},
                description=_("Each dot is a case; the lines are the three anchors."),
                values=column.values.tolist(),
                anchors=column.anchors,
                value_label=_("Value as measured"),
                names=told.cases,
                name_label=_("Case"),
            )


def trials_chart(told, results):
    groups = trial_groups(results)
    series = [
        (
            f"{told.headings[side]}, {kind_words()[kind].lower()}",
            [_share([trial[side][kind] for trial in trials]) for _title, trials in groups],
        )
        for side in SIDES
        for kind in KINDS
    ]
    return grouped_bars(
        key="trials",
        title=_("Trials in which the recipes stay the same"),
        description=_("For each kind of trial the share in which exactly the same solutions were found."),
        names=[title for title, _trials in groups],
        series=series,
        value_label=_("Share of trials"),
        unit="%",
        digits=0,
        name_label=_("Trials"),
    )


def trial_groups(results):
    """[(title, trials)]: cut-offs that differ from the one used, cases, and anchors that could be moved."""
    trials, used = results["trials"], results["rules"]["cutoff"]
    cutoffs = [trial for cutoff, trial in zip(CUTOFFS, trials["cutoffs"], strict=True) if abs(cutoff - used) > SAME]
    anchors = [trial for trial in trials["anchors"] if trial["possible"]]
    groups = [(_("Other cut-offs"), cutoffs), (_("Without each case"), trials["cases"])]
    return [*groups, (_("Anchors moved"), anchors)] if anchors else groups


def _share(trials):
    known = [trial["same"] for trial in trials if trial]
    return 100 * sum(known) / len(known) if known else None


def cutoff_trials(told, results):
    rows = zip(CUTOFFS, results["trials"]["cutoffs"], strict=True)
    return _trial_sheet(told, "cutoffs", _("Other cut-offs"), _("Cut-off"), [(number(c), t) for c, t in rows])


def case_trials(told, results):
    trials = zip(told.cases, results["trials"]["cases"], strict=True)
    return _trial_sheet(told, "without-cases", _("Without each case"), _("Case left out"), trials)


def anchor_trials(told, results):
    names, anchors = (*told.conditions, told.outcome), anchor_words()
    rows = []
    for trial in results["trials"]["anchors"]:
        said = {"name": names[trial["column"]], "anchor": anchors[trial["anchor"]]}
        text = _("%(name)s, “%(anchor)s” higher") if trial["step"] > 0 else _("%(name)s, “%(anchor)s” lower")
        rows.append((text % said, trial))
    return _trial_sheet(told, "anchors", _("Anchors moved"), _("Anchor"), rows)


def _all_same(trial):
    if not trial.get("possible", True):
        return False
    return all(trial[side][kind] and trial[side][kind]["same"] for side in SIDES for kind in KINDS)


def _trial_sheet(told, key, title, first, trials):
    """The trials in which anything is different; a note counts the others."""
    kinds = [(side, kind) for side in SIDES for kind in KINDS]
    headings = (f"{told.headings[side]}, {kind_words()[kind].lower()}" for side, kind in kinds)
    trials = list(trials)
    different = [(name, trial) for name, trial in trials if not _all_same(trial)]
    rows = tuple((name, *(_trial_words(told, trial, *kind) for kind in kinds)) for name, trial in different)
    text = ngettext(
        "In %(count)d trial everything is the same, so it is not listed.",
        "In %(count)d trials everything is the same, so they are not listed.",
        len(trials) - len(different),
    )
    notes = (text % {"count": len(trials) - len(different)},) if len(different) < len(trials) else ()
    return Sheet(key, title, (Column(first), *(Column(heading) for heading in headings)), rows, notes)


def _trial_words(told, trial, side, kind):
    if not trial.get("possible", True):
        return _("not possible")
    found = trial[side][kind]
    if not found:
        return _("too many combinations")
    if found["same"]:
        return _("the same")
    if not found["solutions"]:
        return _("no recipe")
    words = told.solution(found["solutions"][0])
    more = found["count"] - 1
    return words if not more else _("%(recipes)s (and %(count)d ties)") % {"recipes": words, "count": more}
