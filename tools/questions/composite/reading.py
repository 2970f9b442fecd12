"""What a comparison on indicators says in words: the reading, the warnings, and the weak points of the own unit."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.tables.display import shown
from catalogue.tables.sheet import Column
from tools.asking.base import Weakness, key_of
from tools.asking.words import named, number, percent
from tools.questions.composite.compute import MIN_COVERAGE

FEW_UNITS = 4  # fewer, and ranks, quarters and correlations say little
SAME = 0.9  # |r| above: two indicators say nearly the same
WORST_QUARTER = 0.75  # of the others do better
MOST_PAIRS = 5
AS_GIVEN = Column("")


class CompositeReading:
    """Sentences from the stored results, in the active language."""

    def __init__(self, inputs, results):
        self.inputs, self.results, self.options = inputs, results, inputs.options
        self.units, self.indicators = inputs.names("units"), inputs.names("indicators")
        self.scores = results["scores"][self.options["aggregation"]]
        self.ranks = results["ranks"][self.options["aggregation"]]
        self.leaders = [index for index, rank in enumerate(self.ranks) if rank == 1]

    def sentences(self):
        """Three to six sentences for the top of the page."""
        yield self._first()
        if self.results["own"] is not None:
            yield self._own()
        yield from self._uncertain()
        yield from self._without_one()
        if weak := self._worst_quarter():
            text = _("At least three quarters of the others do better than %(name)s in: %(indicators)s.")
            yield text % {"name": self.units[self.results["own"]], "indicators": named(weak)}

    def _first(self):
        names, score = self._named(self.leaders), number(self.scores[self.leaders[0]], 3)
        if len(self.leaders) > 1:
            return _("%(names)s share the first rank, with a score of %(score)s.") % {"names": names, "score": score}
        share = self.results["first"][self.leaders[0]]
        if share == 1:
            text = _("%(name)s has the highest score, %(score)s, and ranks first in all random runs.")
            return text % {"name": names, "score": score}
        text = _(
            "%(name)s has the highest score, %(score)s, and ranks first in %(share)s of the random runs with other "
            "weights and methods."
        )
        share = percent(share, 0 if share < 0.995 else 2)
        return text % {"name": names, "score": score, "share": share}

    def _own(self):
        own = self.results["own"]
        if self.ranks[own] is None:
            text = _("%(name)s has values for only %(share)s of the weight, so it gets no score and no rank.")
            return text % {"name": self.units[own], "share": percent(self.results["unit_coverage"][own])}
        low, high = self.results["low"][own], self.results["high"][own]
        if low == high == self.ranks[own]:
            text = _("%(name)s has rank %(rank)s of %(count)s and keeps it in at least nine of ten runs.")
        elif low == high:
            text = _("%(name)s has rank %(rank)s of %(count)s, but rank %(low)s in at least nine of ten runs.")
        else:
            text = _(
                "%(name)s has rank %(rank)s of %(count)s; in nine of ten runs it lies between %(low)s and %(high)s."
            )
        return text % {
            "name": self.units[own],
            "rank": number(self.ranks[own], 0),
            "count": number(self._scored(), 0),
            "low": number(low, 0),
            "high": number(high, 0),
        }

    def _uncertain(self):
        widths = {
            index: high - low
            for index, (low, high) in enumerate(zip(self.results["low"], self.results["high"], strict=True))
            if low is not None
        }
        widest = max(widths.values())
        if widest == 0:
            yield _("Every rank stays the same in at least nine of ten runs.")
            return
        if len(first := [i for i in self.by_rank() if self.results["low"][i] == 1]) > 1:
            text = _("Who leads is not certain: the first rank lies within the intervals of %(names)s.")
            yield text % {"names": self._named(first)}
        found = [index for index in self.by_rank() if widths[index] == widest]
        if len(found) == 1:
            text = _(
                "The rank of %(name)s is the least certain: it lies between %(low)s and %(high)s in nine of ten runs."
            )
            low, high = (number(self.results[end][found[0]], 0) for end in ("low", "high"))
            yield text % {"name": self._named(found), "low": low, "high": high}
        else:
            text = _("The ranks of %(names)s are the least certain: their intervals are the widest.")
            yield text % {"names": self._named(found)}

    def _without_one(self):
        rows = {j: row for j, row in enumerate(self.results["left_out"]) if any(rank is not None for rank in row)}
        others = [j for j, row in rows.items() if [i for i, rank in enumerate(row) if rank == 1] != self.leaders]
        if others:
            text = ngettext(
                "Without the indicator %(indicators)s, the first rank would not be the same.",
                "Without one of the indicators %(indicators)s, the first rank would not be the same.",
                len(others),
            )
            yield text % {"indicators": named(self.indicators[j] for j in others)}
        elif rows:
            text = ngettext(
                "Whichever indicator is left out, %(names)s stays first.",
                "Whichever indicator is left out, %(names)s stay first.",
                len(self.leaders),
            )
            yield text % {"names": self._named(self.leaders)}

    def by_other_mean(self):
        """Who would lead by the mean that was not chosen, if that is somebody else."""
        other = "geometric" if self.options["aggregation"] == "arithmetic" else "arithmetic"
        ranks = self.results["ranks"].get(other) or []
        leaders = [index for index, rank in enumerate(ranks) if rank == 1]
        if leaders and leaders != self.leaders:
            if other == "geometric":
                text = _(
                    "By the geometric mean, which a weak indicator pulls down, the first rank would go to: %(names)s."
                )
            else:
                text = _(
                    "By the arithmetic mean, which makes up for a weak indicator, the first rank would go "
                    "to: %(names)s."
                )
            yield text % {"names": self._named(leaders)}

    def warnings(self):
        """What the reader must know before trusting the ranks."""
        if self._scored() < FEW_UNITS:
            yield _("Fewer than four towns or zones have a score: ranks and their intervals say little about so few.")
        if without := [index for index, rank in enumerate(self.ranks) if rank is None]:
            text = ngettext(
                "%(names)s has values for less than %(share)s of the weight and gets no score; that is not a last "
                "rank.",
                "%(names)s have values for less than %(share)s of the weight and get no score; that is not a last "
                "rank.",
                len(without),
            )
            yield text % {"names": self._named(without), "share": percent(MIN_COVERAGE)}
        if count := self.results["missing"]:
            text = ngettext(
                "%(count)d value is missing. It was not filled in: its weight went to the indicators that are there.",
                "%(count)d values are missing. They were not filled in: their weight went to the indicators that are "
                "there.",
                count,
            )
            yield text % {"count": count}
        yield from self._about_indicators()
        yield from self._same()
        yield from self._changed()
        yield from self._unused()

    def _about_indicators(self):
        thin = [share < MIN_COVERAGE for share in self.results["indicator_coverage"]]
        if names := self._indicators(thin):
            text = ngettext(
                "Fewer than %(share)s of the towns or zones have a value for the indicator %(names)s.",
                "Fewer than %(share)s of the towns or zones have a value for each of the indicators %(names)s.",
                sum(thin),
            )
            yield text % {"names": names, "share": percent(MIN_COVERAGE)}
        if names := self._indicators(self.results["constant"]):
            text = ngettext(
                "The indicator %(names)s is the same everywhere: it tells nothing apart, so its weight is 0 and it "
                "counts in no coverage.",
                "The indicators %(names)s are the same everywhere: they tell nothing apart, so their weight is 0 and "
                "they count in no coverage.",
                sum(self.results["constant"]),
            )
            yield text % {"names": names}
        if (names := self._indicators(self.results["extreme"])) and not self.results["changed"]:
            text = ngettext(
                "The indicator %(names)s has extreme values that stretch its scale. Check them; logarithms or drawing "
                "in extreme values may help.",
                "The indicators %(names)s have extreme values that stretch their scales. Check them; logarithms or "
                "drawing in extreme values may help.",
                sum(self.results["extreme"]),
            )
            yield text % {"names": names}

    def _same(self):
        pairs = self._correlated()
        for r, one, other in pairs[:MOST_PAIRS]:
            text = _("“%(one)s” and “%(other)s” say nearly the same (r = %(r)s): the same thing counts twice.")
            yield text % {"one": self.indicators[one], "other": self.indicators[other], "r": number(r)}
        if rest := len(pairs[MOST_PAIRS:]):
            text = ngettext(
                "%(count)d more pair of indicators says nearly the same; see the correlations.",
                "%(count)d more pairs of indicators say nearly the same; see the correlations.",
                rest,
            )
            yield text % {"count": rest}

    def _correlated(self):
        """Pairs with |r| above .9 over at least four units: [(r, index, index)], strongest first."""
        r, common = self.results["correlation"], self.results["pairs"]
        found = [
            (r[i][j], i, j)
            for i in range(len(r))
            for j in range(i + 1, len(r))
            if r[i][j] is not None and abs(r[i][j]) > SAME and common[i][j] >= FEW_UNITS
        ]
        return sorted(found, key=lambda pair: (-abs(pair[0]), pair[1:]))

    def _changed(self):
        if count := len(self.results["changed"]):
            text = ngettext(
                "%(count)d extreme value was drawn in, as you asked; it is listed below.",
                "%(count)d extreme values were drawn in, as you asked; they are listed below.",
                count,
            )
            yield text % {"count": count}
        if count := len(self.results["cut"]):
            text = ngettext(
                "%(count)d value lies beyond its goalposts and counts as if it stood at the post.",
                "%(count)d values lie beyond their goalposts and count as if they stood at the posts.",
                count,
            )
            yield text % {"count": count}

    def _unused(self):
        way, given = self.options["weights"], set(self.inputs.column("indicators", "weight")) - {None}
        if way != "own" and len(given) > 1:
            yield _("The weights in the list of indicators were not used, because other weights were chosen.")
        points = self.inputs.tables.get("points") or []
        if way != "budget" and points and not self.inputs.is_empty("points"):
            yield _("The experts’ points were not used, because other weights were chosen.")
        if way == "budget":
            experts = zip(self.inputs.names("experts"), points, strict=True)
            if odd := [name for name, row in experts if abs(sum(row) - 100) > 0.01]:
                text = _("The points of %(names)s do not sum to 100; they were taken as shares of their sum.")
                yield text % {"names": named(odd)}

    def weaknesses(self):
        """Indicators in which the own unit is in the worst quarter or short of its target."""
        own = self.results["own"]
        if own is None:
            return
        topics, worst = self.inputs.column("indicators", "topic"), self._worst_quarter()
        for index, name in enumerate(self.indicators):
            reasons = []
            if name in worst:
                better, others = self.results["better"][index]
                text = ngettext(
                    "%(better)s of %(others)d other does better.", "%(better)s of %(others)d others do better.", others
                )
                reasons.append(text % {"better": number(better, 0), "others": others})
            reasons += self._short_of_target(own, index)
            if reasons:
                yield Weakness(key_of("indicators", index), name, " ".join(reasons), topics[index] or "")

    def _short_of_target(self, own, index):
        target = self.inputs.column("indicators", "target")[index]
        value = self.inputs.tables["values"][own][index]
        if target is None or value is None:
            return
        less = self.inputs.column("indicators", "direction")[index] == "less"
        if less and value > target:
            text = _("%(value)s is above the target of %(target)s.")
        elif not less and value < target:
            text = _("%(value)s is below the target of %(target)s.")
        else:
            return
        yield text % {"value": shown(value, AS_GIVEN), "target": shown(target, AS_GIVEN)}

    def _worst_quarter(self):
        """Names of the indicators in which at least three quarters of the others do better."""
        return [
            name
            for name, found in zip(self.indicators, self.results["better"] or [], strict=False)
            if found and found[1] >= FEW_UNITS - 1 and found[0] >= WORST_QUARTER * found[1]
        ]

    def by_rank(self):
        """The units with a score, best rank first."""
        return sorted((i for i, rank in enumerate(self.ranks) if rank is not None), key=lambda i: (self.ranks[i], i))

    def _scored(self):
        return sum(rank is not None for rank in self.ranks)

    def _indicators(self, flags):
        return named(name for name, flag in zip(self.indicators, flags, strict=True) if flag)

    def _named(self, indices):
        return named(self.units[index] for index in indices)
