"""Recipes in words, and what the tables and trials are called."""

from django.utils.translation import gettext as _

from tools.asking.words import named


def code_words():
    return {
        "1": _("sufficient"),
        "0": _("not sufficient"),
        "C": _("contradiction"),
        "?": _("too few cases"),
    }


def kind_words():
    return {"complex": _("Complex"), "parsimonious": _("Parsimonious")}


def anchor_words():
    return (_("Fully out at"), _("Crossover"), _("Fully in at"))


class Told:
    """Names of conditions, outcome and cases, put into words."""

    def __init__(self, inputs):
        self.conditions = inputs.names("conditions")
        self.cases = inputs.names("cases")
        [self.outcome] = inputs.names("outcome")
        self.headings = {"success": self.outcome, "failure": _("not: %(name)s") % {"name": self.outcome}}
        self.sides = {"success": _("“%(name)s”") % {"name": self.outcome}, "failure": _not(self.outcome)}

    def recipe(self, term):
        """“present: A and B; absent: C”."""
        present, absent = (
            [name for name, given in zip(self.conditions, term, strict=True) if given == sign] for sign in "10"
        )
        parts = [_("present: %(names)s") % {"names": _all(present)}] if present else []
        parts += [_("absent: %(names)s") % {"names": _all(absent)}] if absent else []
        return "; ".join(parts) or _("no condition needed")

    def solution(self, terms):
        """All recipes of a solution, one of which is enough."""
        between = f" — {_('or')} "
        return between.join(self.recipe(term) for term in terms) or _("no recipe")

    def towns(self, cases):
        return named(self.cases[i] for i in cases)

    def every_town(self, cases):
        return ", ".join(self.cases[i] for i in cases)

    def condition(self, place, present):
        name = self.conditions[place]
        return name if present else _not(name)


def _not(name):
    return _("“not: %(name)s”") % {"name": name}


def _all(names):
    """Names in a row, none left out."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
