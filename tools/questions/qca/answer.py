"""What the recipes say: sentences and sections."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tools.asking.base import Answer, Section, Weakness, key_of
from tools.asking.words import named, number, percent
from tools.questions.qca import charts
from tools.questions.qca.compute import KINDS, SIDES
from tools.questions.qca.words import Told

HALF = 0.5 + 1e-9
FEWEST, MANY, MANY_CONDITIONS = 7, 50, 6
TOLD = 2  # recipes told in the reading


class Recipes:
    """The answer to one content."""

    def __init__(self, inputs, results):
        self.inputs, self.results = inputs, results
        self.told = Told(inputs)
        outcome = results["outcome"]
        self.outcomes = {"success": outcome, "failure": [1 - value for value in outcome]}

    def answer(self):
        return Answer(
            reading=tuple(self._reading()),
            sections=(*(self._recipes(side) for side in SIDES), self._truth(), self._necessity(), self._calibration()),
            sensitivity=(self._trials(),),
            warnings=tuple(self._warnings()),
            weaknesses=tuple(self._weak()),
            main=charts.main(self.told, self.results),
        )

    def _first(self, side, kind="complex"):
        """The first of the shortest solutions, None where there is no recipe."""
        solutions = self.results[side][kind]["solutions"]
        return solutions[0] if solutions else None

    def _having(self, side):
        return {case for case, value in enumerate(self.outcomes[side]) if value > HALF}

    def _fitting(self, side, kind="complex"):
        """The cases that fit a recipe of the first solution."""
        solution = self._first(side, kind)
        return {case for term in solution["details"] for case in term["cases"]} if solution else set()

    def _deviant(self, side):
        """Cases that fit a recipe and lack the outcome."""
        return sorted(self._fitting(side) - self._having(side))

    def _unexplained(self, side):
        """Cases that have the outcome and fit no recipe."""
        return sorted(self._having(side) - self._fitting(side))

    # Sentences

    def _reading(self):
        yield self._found("success")
        solution = self._first("success")
        if solution:
            yield from (self._recipe(term) for term in solution["details"][:TOLD])
        yield self._failing()
        yield self._needed()
        yield self._firm()

    def _found(self, side):
        solution, outcome = self._first(side), self.told.sides[side]
        if not solution:
            return _("No combination led reliably to %(outcome)s: there is no recipe.") % {"outcome": outcome}
        count = len(solution["terms"])
        text = ngettext(
            "%(count)d recipe for %(outcome)s covers %(share)s of it, with an inclusion of %(inclusion)s.",
            "%(count)d recipes for %(outcome)s cover %(share)s of it, with an inclusion of %(inclusion)s.",
            count,
        )
        said = {"share": percent(solution["coverage"]), "inclusion": number(solution["inclusion"])}
        return text % {**said, "outcome": outcome, "count": count}

    def _failing(self):
        """Failure in one sentence, its recipes included."""
        solution = self._first("failure")
        if not solution:
            return self._found("failure")
        told = {"found": self._found("failure"), "recipes": self.told.solution(solution["terms"][:TOLD])}
        if len(solution["terms"]) > TOLD:
            return _("%(found)s Among them: %(recipes)s.") % told
        return _("%(found)s In words: %(recipes)s.") % told

    def _recipe(self, term):
        towns = self.told.towns(term["cases"])
        return _("One recipe – %(recipe)s (%(towns)s).") % {"recipe": self.told.recipe(term["term"]), "towns": towns}

    def _necessary(self, side):
        found = (row for row in self.results[side]["necessity"] if row["necessary"])
        return [self.told.condition(row["condition"], row["present"]) for row in found]

    def _needed(self):
        needed = self._necessary("success")
        if not needed:
            return _("No single condition is necessary for %(outcome)s.") % {"outcome": self.told.sides["success"]}
        text = ngettext(
            "Hardly a case has %(outcome)s without this condition: %(names)s.",
            "Hardly a case has %(outcome)s without these conditions: %(names)s.",
            len(needed),
        )
        return text % {"outcome": self.told.sides["success"], "names": named(needed)}

    def _firm(self):
        groups = charts.trial_groups(self.results)
        trials = [trial["success"]["complex"] for _title, group in groups for trial in group]
        known = [trial["same"] for trial in trials if trial]
        if not known:
            return _("There are too many combinations to try other cut-offs or to leave cases out.")
        text = ngettext(
            "In %(same)s of %(count)d trial with other cut-offs or anchors or without one case, exactly the same "
            "recipes for %(outcome)s were found.",
            "In %(same)s of %(count)d trials with other cut-offs or anchors or without one case, exactly the same "
            "recipes for %(outcome)s were found.",
            len(known),
        )
        said = {"same": percent(sum(known) / len(known)), "count": len(known)}
        return text % {**said, "outcome": self.told.sides["success"]}

    # Warnings

    def _warnings(self):
        yield from self._size()
        yield from self._one_sided()
        yield from self._contradictions()
        yield from self._both_ways()
        for side in SIDES:
            yield from self._exceptions(side)
            yield from self._ties(side)

    def _size(self):
        cases, conditions = len(self.told.cases), len(self.told.conditions)
        if 2**conditions > cases:
            text = ngettext(
                "%(conditions)d condition makes %(rows)d combinations, more than there are cases (%(cases)d): many "
                "were never seen. Fewer conditions or more cases give firmer recipes.",
                "%(conditions)d conditions make %(rows)d combinations, more than there are cases (%(cases)d): many "
                "were never seen. Fewer conditions or more cases give firmer recipes.",
                conditions,
            )
            yield text % {"conditions": conditions, "rows": 2**conditions, "cases": cases}
        if cases < FEWEST:
            yield _("With fewer than 7 cases a comparison of this kind proves little; 7 to 50 are advised.")
        if cases > MANY:
            yield _("With more than 50 cases nobody knows each of them well; statistics may serve better.")
        if conditions > MANY_CONDITIONS:
            yield _("With more than 6 conditions the recipes become particular; 2 to 6 are advised.")

    def _one_sided(self):
        having = len(self._having("success"))
        if having == len(self.told.cases):
            yield _("All cases have %(outcome)s: without failures nothing can be compared. Add some.") % {
                "outcome": self.told.sides["success"]
            }
        elif not having:
            yield _("No case has %(outcome)s: without successes nothing can be compared. Add some.") % {
                "outcome": self.told.sides["success"]
            }

    def _contradictory(self):
        return [row for row in self.results["success"]["rows"] if row["code"] == "C"]

    def _contradictions(self):
        rows = self._contradictory()
        if rows:
            text = ngettext(
                "%(count)d combination holds cases with and without %(outcome)s. It enters no recipe; the truth "
                "table below says what can be done.",
                "%(count)d combinations hold cases with and without %(outcome)s. They enter no recipe; the truth "
                "table below says what can be done.",
                len(rows),
            )
            yield text % {"count": len(rows), "outcome": self.told.sides["success"]}

    def _both_ways(self):
        """Combinations called sufficient for the outcome and for its absence."""
        codes = {row["configuration"]: row["code"] for row in self.results["failure"]["rows"]}
        both = [
            row["configuration"]
            for row in self.results["success"]["rows"]
            if row["code"] == codes[row["configuration"]] == "1"
        ]
        if both:
            text = ngettext(
                "%(count)d combination is called sufficient for success and for failure: %(recipes)s. Raise the least "
                "PRI in the options.",
                "%(count)d combinations are called sufficient for success and for failure: %(recipes)s. Raise the "
                "least PRI in the options.",
                len(both),
            )
            yield text % {"count": len(both), "recipes": " — ".join(self.told.recipe(term) for term in both)}

    def _exceptions(self, side):
        if deviant := self._deviant(side):
            text = ngettext(
                "%(count)d case fits a recipe for %(outcome)s and does not have it: %(towns)s.",
                "%(count)d cases fit a recipe for %(outcome)s and do not have it: %(towns)s.",
                len(deviant),
            )
            yield text % {"count": len(deviant), "outcome": self.told.sides[side], "towns": self.told.towns(deviant)}

    def _ties(self, side):
        found = self.results[side]["complex"]
        count = len(found["solutions"])
        if count > 1:
            text = ngettext(
                "%(count)d solution for %(outcome)s is equally short; the reading tells the first, the table all.",
                "%(count)d solutions for %(outcome)s are equally short; the reading tells the first, the table all.",
                count,
            )
            yield text % {"count": count, "outcome": self.told.sides[side]}
        if any(self.results[side][kind]["truncated"] for kind in KINDS):
            yield _("There are more equally short solutions for %(outcome)s than the %(count)d shown.") % {
                "outcome": self.told.sides[side],
                "count": max(len(self.results[side][kind]["solutions"]) for kind in KINDS),
            }

    def _weak(self):
        """Conditions whose absence is part of a recipe for failure."""
        solution = self._first("failure")
        topics = self.inputs.column("conditions", "topic")
        for place, name in enumerate(self.told.conditions):
            terms = [term for term in solution["details"] if term["term"][place] == "0"] if solution else []
            if terms:
                cases = sorted({case for term in terms for case in term["cases"]} & self._having("failure"))
                why = _("Its absence is part of a recipe for failure: %(towns)s.") % {"towns": self.told.towns(cases)}
                yield Weakness(key_of("conditions", place), name, why, topics[place] or "")

    # Sections

    def _recipes(self, side):
        outcome, found = self.told.headings[side], self.results[side]
        solution = self._first(side)
        plots = (charts.xy(self.told, side, found, self.outcomes[side]),) if solution else ()
        sheets = (charts.recipes(self.told, side, found),) if solution or self._first(side, "parsimonious") else ()
        title = _("Recipes: %(outcome)s") % {"outcome": outcome}
        return Section(side, title, tuple(self._recipes_text(side)), plots, sheets)

    def _recipes_text(self, side):
        simple = self._first(side, "parsimonious")
        if not simple:
            yield _("No combination is sufficient, so there is no recipe. That is a result, too.")
            return
        if side == "failure":
            yield _("Failure is analysed by itself; it is not the mirror image of success.")
        yield _("Complex, from combinations that occurred: %(recipes)s.") % {
            "recipes": self.told.solution(self._first(side)["terms"])
        }
        text = _("Parsimonious, with assumptions about combinations that nobody has seen: %(recipes)s.")
        yield text % {"recipes": self.told.solution(simple["terms"])}
        if (count := len(self.results[side]["parsimonious"]["solutions"])) > 1:
            text = ngettext(
                "%(count)d parsimonious solution is equally short; all stand in the table.",
                "%(count)d parsimonious solutions are equally short; all stand in the table.",
                count,
            )
            yield text % {"count": count}
        if left := self._unexplained(side):
            text = ngettext(
                "%(count)d case counts as %(outcome)s but fits none of the complex recipes: %(towns)s.",
                "%(count)d cases count as %(outcome)s but fit none of the complex recipes: %(towns)s.",
                len(left),
            )
            said = {"outcome": self.told.sides[side], "towns": self.told.towns(left)}
            yield text % {"count": len(left), **said}

    def _truth(self):
        rules = self.results["rules"]
        unseen = self.results["success"]["unseen"]
        text = ngettext(
            "%(count)d further combination has no case. Sufficient from an inclusion of %(cutoff)s on.",
            "%(count)d further combinations have no case. Sufficient from an inclusion of %(cutoff)s on.",
            unseen,
        )
        sheets = tuple(charts.truth(self.told, side, self.results[side]) for side in SIDES)
        told = (text % {"count": unseen, "cutoff": number(rules["cutoff"])}, *self._remedies(), *self._row_exceptions())
        return Section("truth-table", _("Truth table: which combinations occurred"), told, sheets=sheets)

    def _remedies(self):
        rows = self._contradictory()
        having = self._having("success")
        for row in rows:
            yield _("Contradiction – %(recipe)s: with the outcome %(having)s, without it %(lacking)s.") % {
                "recipe": self.told.recipe(row["configuration"]),
                "having": self.told.towns(case for case in row["cases"] if case in having),
                "lacking": self.told.towns(row["deviant"]),
            }
        if rows:
            yield _(
                "Three remedies: add a condition that tells these cases apart; move the anchors, if the cases were put "
                "into the wrong set; or lower the cut-off, and say so."
            )

    def _row_exceptions(self):
        for side in SIDES:
            for row in self.results[side]["rows"]:
                if row["code"] == "1" and row["deviant"]:
                    yield _("Sufficient for %(outcome)s, with exceptions – %(recipe)s: %(towns)s.") % {
                        "outcome": self.told.sides[side],
                        "recipe": self.told.recipe(row["configuration"]),
                        "towns": self.told.towns(row["deviant"]),
                    }

    def _necessity(self):
        text = _(
            "A condition is called necessary if its inclusion is at least 0.90 and its relevance at least 0.50; with a "
            "low relevance it is merely there almost everywhere."
        )
        sheets = tuple(charts.necessity(self.told, side, self.results[side]) for side in SIDES)
        return Section("necessity", _("What is necessary"), (text,), sheets=sheets)

    def _calibration(self):
        plots = tuple(charts.dots(self.told, self.inputs))
        return Section(
            "calibration",
            _("How the values became sets"),
            (_("Anchors are decisions: give the reason for each of them in your report."),) if plots else (),
            plots,
            (charts.memberships(self.told, self.results),),
        )

    def _trials(self):
        makers = (charts.cutoff_trials, charts.case_trials, charts.anchor_trials)
        sheets = [make(self.told, self.results) for make in makers]
        text = _(
            "Everything is computed anew with other cut-offs, without each case, and with each anchor moved by a tenth "
            "of the distance from fully out to fully in. “The same” means exactly the same solutions."
        )
        quiet = [sheet.title for sheet in sheets if sheet.notes and not sheet.rows]
        same = (_("Everything stays the same: %(trials)s.") % {"trials": named(quiet)},) if quiet else ()
        plots = (charts.trials_chart(self.told, self.results),)
        shown = tuple(sheet for sheet in sheets if sheet.rows)
        return Section("trials", _("If one thing were different"), (text, *same), plots, shown)
