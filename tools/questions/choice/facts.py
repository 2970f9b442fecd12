"""Who leads, by which method, and what of it goes into sentences."""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tools.asking.words import named, percent

SAME = 1e-9


class Facts:
    """The results of one ranking beside the names they belong to."""

    def __init__(self, inputs, results):
        self.inputs, self.results, self.options = inputs, results, inputs.options
        self.method = inputs.options["method"]
        self.names, self.criteria = inputs.names("alternatives"), inputs.names("criteria")
        self.units = [unit or "" for unit in inputs.column("criteria", "unit")]
        self.values = inputs.tables["values"]

    def method_name(self, method=None):
        """As it stands after “by”."""
        return {
            "weighted_sum": _("the weighted sum"),
            "topsis": _("the TOPSIS method"),
            "promethee2": _("the PROMETHEE II method"),
        }[method or self.method]

    def short_name(self, method):
        return {"weighted_sum": _("Weighted sum"), "topsis": _("TOPSIS"), "promethee2": _("PROMETHEE II")}[method]

    def named(self, indices):
        return [self.names[i] for i in indices]

    def label(self, j):
        """A criterion with its unit."""
        return f"{self.criteria[j]} ({self.units[j]})" if self.units[j] else self.criteria[j]

    def best(self, j):
        column = [row[j] for row in self.values]
        return min(column) if self.inputs.column("criteria", "direction")[j] == "down" else max(column)

    @cached_property
    def order(self):
        """The alternatives from the first to the last."""
        return sorted(range(len(self.names)), key=lambda i: self.results["ranks"][self.method][i])

    @cached_property
    def leaders_by_method(self):
        ranks = self.results["ranks"]
        return {method: [i for i, rank in enumerate(ranks[method]) if rank == 1] for method in ranks}

    @property
    def leaders(self):
        return self.leaders_by_method[self.method]

    @property
    def is_apart(self):
        """Whether one alternative leads alone."""
        return len(self.leaders) == 1

    @cached_property
    def seconds(self):
        """Those right behind the leaders."""
        ranks = self.results["ranks"][self.method]
        places = sorted(set(ranks))
        return [i for i, rank in enumerate(ranks) if len(places) > 1 and rank == places[1]]

    @property
    def second(self):
        """The runner-up of one that leads alone."""
        needed = self.results["needed"]
        return needed["second"] if needed and self.is_apart else None

    @property
    def all_agree(self):
        return all(leaders == self.leaders for leaders in self.leaders_by_method.values())

    def advantage(self, first, second, method):
        """By how much one is ahead of another on each criterion, weighted."""
        parts = self.results["parts"][method]
        return [a - b for a, b in zip(parts[first], parts[second], strict=True)]

    def ahead(self):
        """The criteria that speak for the first against the second, the weightiest first."""
        return self._by_size(self.leaders[0], self.second, self.method)

    def behind(self):
        return self._by_size(self.second, self.leaders[0], self.method)

    def _by_size(self, first, second, method):
        gains = self.advantage(first, second, method)
        return [self.criteria[j] for j in sorted(range(len(gains)), key=lambda j: -gains[j]) if gains[j] > SAME]

    def disagreements(self):
        """Why another method has another leader."""
        if not self.is_apart:
            return
        for method, leaders in self.leaders_by_method.items():
            if leaders == self.leaders or len(leaders) != 1:
                continue
            ahead = self._by_size(leaders[0], self.leaders[0], method)
            words = {
                "other": self.names[leaders[0]],
                "first": self.names[self.leaders[0]],
                "criteria": named(ahead[:2]),
            }
            yield self._reason(method) % words

    def _reason(self, method):
        return {
            "weighted_sum": _(
                "The weighted sum puts %(other)s before %(first)s: it adds everything up, so the advantage on "
                "%(criteria)s makes up for what is missing elsewhere."
            ),
            "topsis": _(
                "TOPSIS puts %(other)s before %(first)s: it measures distances by squares, so one large difference "
                "weighs more than several small ones. The advantage of %(other)s is largest on %(criteria)s."
            ),
            "promethee2": _(
                "PROMETHEE II puts %(other)s before %(first)s: it compares pair by pair and counts differences only "
                "as far as the preference functions say. The advantage of %(other)s is largest on %(criteria)s."
            ),
        }[method]

    @cached_property
    def dominated(self):
        return [name for name, _by in self.dominators()]

    def dominators(self):
        """(dominated alternative, by whom)."""
        found = zip(self.names, self.results["dominators"], strict=True)
        return [(name, named(self.named(by))) for name, by in found if by]

    def incomparable_sentences(self):
        plus, minus = self.results["flows"]["plus"], self.results["flows"]["minus"]
        pairs = [(i, j) for i in range(len(plus)) for j in range(i)]
        count = sum((plus[i] - plus[j]) * (minus[i] - minus[j]) > SAME for i, j in pairs)
        text = ngettext(
            "In %(count)d pair the two flows disagree: one alternative has the greater strengths, the other the "
            "smaller weaknesses. They are hard to compare.",
            "In %(count)d pairs the two flows disagree: one alternative has the greater strengths, the other the "
            "smaller weaknesses. They are hard to compare.",
            count,
        )
        yield text % {"count": count} if count else _("Both flows give the same order of every pair.")

    @property
    def stability_method(self):
        """TOPSIS has no straight lines; the weighted sum stands in for it."""
        return "weighted_sum" if self.method == "topsis" else self.method

    def switches(self):
        """(distance, criterion, limit, rival) of every weight at which another alternative draws level."""
        found, weights = self.results["stability"][self.stability_method], self.results["weights"]
        for side in ("low", "high"):
            for j, limit in enumerate(found[side]):
                if found[f"rival_{side}"][j] >= 0:
                    yield abs(limit - weights[j]), j, limit, found[f"rival_{side}"][j]

    def nearest_switch(self):
        return min(self.switches(), default=None)

    def switch_sentence(self):
        nearest, best = self.nearest_switch(), self.results["stability"][self.stability_method]["best"]
        words = {"first": self.names[best], "method": self.method_name(self.stability_method)}
        if nearest is None:
            return _("By %(method)s %(first)s stays first whatever the weight of any single criterion.") % words
        _distance, j, limit, rival = nearest
        share = self.results["weights"][j]
        words |= {
            "criterion": self.criteria[j],
            "now": percent(share, 1),
            "then": percent(limit, 1),
            "rival": self.names[rival],
        }
        if limit > share:
            text = _(
                "By %(method)s %(rival)s would draw level with %(first)s if the weight of “%(criterion)s” rose from "
                "%(now)s to %(then)s, the others keeping their proportions."
            )
        else:
            text = _(
                "By %(method)s %(rival)s would draw level with %(first)s if the weight of “%(criterion)s” fell from "
                "%(now)s to %(then)s, the others keeping their proportions."
            )
        return text % words

    def depends_on_normalisation(self, method):
        leaders = list(self.results["normalisations"][method].values())
        return any(each != leaders[0] for each in leaders)
