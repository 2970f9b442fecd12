"""The result page of a comparison on indicators: ranks with intervals, score card, profile, what moves the ranks."""

from django.utils.translation import gettext as _

from catalogue.charts.dot_plot import Spread, dot_plot
from catalogue.charts.heat_map import heat_map
from catalogue.charts.interval_bars import Interval, interval_bars
from catalogue.tables.sheet import Column, Sheet
from tools.asking.base import Answer, Section
from tools.asking.words import amount, number, percent
from tools.questions.composite.reading import CompositeReading

DRAWN_UP_TO = 1_600  # cells of a heat map
SHOWN_UP_TO = 20_000  # cells of a table


class CompositeAnswer:
    """Charts and tables from the stored results; towns stand in the order of their ranks."""

    def __init__(self, inputs, results):
        self.inputs, self.results, self.options = inputs, results, inputs.options
        self.words = CompositeReading(inputs, results)
        self.units, self.indicators = self.words.units, self.words.indicators
        self.scores, self.ranks = self.words.scores, self.words.ranks
        ranked = self.words.by_rank()
        self.order = [*ranked, *(i for i in range(len(self.units)) if i not in set(ranked))]
        self.names = [self.units[i] for i in self.order]

    def answer(self):
        return Answer(
            reading=tuple(self.words.sentences()),
            sections=(self._ranked(), self._card(), self._strengths(), self._data()),
            sensitivity=tuple(self._sensitivity()),
            warnings=tuple(self.words.warnings()),
            weaknesses=tuple(self.words.weaknesses()),
            main=Sheet(
                "main",
                _("Scores"),
                (Column(_("Town or zone")), Column(_("Score"), 3)),
                tuple(zip(self.units, self.scores, strict=True)),
            ),
        )

    def _sorted(self, values):
        return [values[i] for i in self.order]

    def _ranked(self):
        low, high = self.results["low"], self.results["high"]
        chart = interval_bars(
            key="ranks",
            title=_("Ranks with their intervals"),
            description=_(
                "The diamond is the rank; the bar holds at least nine of ten random runs. Rank 1 is the best."
            ),
            items=[Interval(self.units[i], self.ranks[i], low[i], high[i]) for i in self.order],
            value_label=_("Rank"),
            low_label=_("Interval from"),
            high_label=_("Interval to"),
            digits=0,
            name_label=_("Town or zone"),
        )
        text = (_("Where bars overlap, the order of the two is not certain."), *self.words.by_other_mean())
        return Section("ranks", _("Ranks and how far they may be trusted"), text, (chart,), (self._score_sheet(),))

    def _score_sheet(self):
        results, chosen = self.results, self.options["aggregation"]
        other = "geometric" if chosen == "arithmetic" else "arithmetic"
        labels = {"arithmetic": _("arithmetic mean"), "geometric": _("geometric mean")}
        both = results["scores"][other] is not None
        columns = [
            Column(_("Town or zone")),
            Column(_("Rank"), 0),
            Column(_("Score: %(mean)s") % {"mean": labels[chosen]}, 3),
            Column(_("Median rank"), 1),
            Column(_("Ranked first in runs"), 0, "%"),
            Column(_("Weight with values"), 0, "%"),
        ]
        cells = [self.ranks, self.scores, results["median"]]
        cells += [_per_cent(results["first"]), _per_cent(results["unit_coverage"])]
        if both:
            columns += [Column(_("Score: %(mean)s") % {"mean": labels[other]}, 3), Column(_("Rank by this score"), 0)]
            cells += [results["scores"][other], results["ranks"][other]]
        rows = zip(self.names, *(self._sorted(column) for column in cells), strict=True)
        return Sheet("scores", _("Scores and ranks"), tuple(columns), tuple(rows))

    def _card(self):
        own, title = self.results["own"], _("Score card of your own town or zone")
        if own is None:
            return Section("card", title, (_("Mark one town or zone as your own in the data to see its score card."),))
        five, name, values = self.results["five"], self.units[own], self.inputs.tables["values"][own]
        items = [
            Spread(
                self._named_indicator(j),
                values[j],
                *self._five(five[j]),
                unit="%" if self._unit(j) == "%" else "",
                digits=self._digits(j),
            )
            for j in range(len(self.indicators))
        ]
        chart = dot_plot(
            key="card",
            title=_("%(name)s among all") % {"name": name},
            description=_(
                "The value of %(name)s, the median, the middle half and the range of all, for each indicator."
            )
            % {"name": name},
            items=items,
            own_label=name,
            own_scale=True,
            name_label=_("Indicator"),
        )
        return Section("card", title, (), (chart,))

    @staticmethod
    def _five(numbers):
        low, lower, median, upper, high = numbers
        return median, lower, upper, low, high

    def _unit(self, index):
        return str(self.inputs.column("indicators", "unit")[index] or "")

    def _digits(self, index):
        """As many decimals as the values of the indicator have, two at most."""
        values = [row[index] for row in self.inputs.tables["values"] if row[index] is not None]
        return next((digits for digits in (0, 1) if all(round(value, digits) == value for value in values)), 2)

    def _named_indicator(self, index):
        """The name with a long unit, which has no room beside its numbers, and with the direction if less is better."""
        name, unit = str(self.indicators[index]), self._unit(index)
        if unit and unit != "%":
            name = f"{name}, {unit}"
        if self.inputs.column("indicators", "direction")[index] == "less":
            return _("%(name)s (less is better)") % {"name": name}
        return name

    def _strengths(self):
        found = _grid(
            key="profile",
            title=_("Normalised values by indicator"),
            description=_("More is better in every column, whatever the direction of the indicator."),
            row_names=self.names,
            column_names=self.indicators,
            values=self._sorted(self.results["normalised"]),
            digits=2,
            low_label=_("weak"),
            high_label=_("strong"),
            diverging=self.options["normalisation"] == "zscore",
            name_label=_("Town or zone"),
        )
        return Section("profile", _("Where each is strong and weak"), *found)

    def _data(self):
        sheets = [self._indicator_sheet()]
        if self.results["changed"]:
            sheets.append(self._changed())
        return Section("data", _("The indicators and their data"), (), (), tuple(sheets))

    def _indicator_sheet(self):
        """What is known of each indicator; columns in which nothing was told are left out."""
        ways = {"more": _("more is better"), "less": _("less is better")}
        told = {key: [str(text or "") for text in self.inputs.column("indicators", key)] for key in ("year", "source")}
        units = [self._unit(index) for index in range(len(self.indicators))]
        columns = (
            (Column(_("Indicator")), self.indicators),
            (Column(_("Unit of measurement")), units),
            (
                Column(_("Which is better")),
                [ways[way or "more"] for way in self.inputs.column("indicators", "direction")],
            ),
            (Column(_("Weight"), 1, "%"), _per_cent(self.results["weights"])),
            (Column(_("With values"), 0, "%"), _per_cent(self.results["indicator_coverage"])),
            (Column(_("Skewness"), 2), self.results["skewness"]),
            (Column(_("Excess kurtosis"), 2), self.results["kurtosis"]),
            (Column(_("Year")), told["year"]),
            (Column(_("Source")), told["source"]),
        )
        filled = [(column, cells) for column, cells in columns if any(cell not in ("", None) for cell in cells)]
        rows = zip(*(cells for _column, cells in filled), strict=True)
        heads = tuple(column for column, _cells in filled)
        return Sheet("indicators", _("Indicators: weights and coverage"), heads, tuple(rows))

    def _changed(self):
        columns = (Column(_("Town or zone")), Column(_("Indicator")), Column(_("Value given")), Column(_("Value used")))
        rows = ((self.units[i], self.indicators[j], old, new) for i, j, old, new in self.results["changed"])
        return Sheet("changed", _("Extreme values that were drawn in"), columns, tuple(rows))

    def _sensitivity(self):
        yield self._runs()
        if any(rank is not None for row in self.results["left_out"] for rank in row):
            yield self._left_out()
        if len(self.indicators) > 1:
            yield self._correlations()

    def _runs(self):
        text = _(
            "%(runs)s random runs with the seed %(seed)s: every weight varied by up to ±%(spread)s, with several ways "
            "of normalising and aggregating. On average, a rank moved by %(shift)s."
        )
        given = {
            "runs": amount(self.options["runs"]),
            "seed": self.options["seed"],
            "spread": percent(self.options["spread"] / 100),
            "shift": number(self.results["mean_shift"], 1),
        }
        section = _("Other weights and other methods")
        if self.results["frequency"] is None:
            return Section("runs", section, (text % given,))
        scored = self.words.by_rank()
        found = _grid(
            key="runs",
            title=_("How often each rank was taken"),
            description=_("Share of the random runs in which a town or zone took each rank."),
            row_names=[self.units[i] for i in scored],
            column_names=[str(rank + 1) for rank in range(len(scored))],
            values=[_per_cent(self.results["frequency"][i]) for i in scored],
            digits=0,
            unit="%",
            low_label=_("never"),
            high_label=_("often"),
            name_label=_("Town or zone"),
        )
        return Section("runs", section, (text % given, *found[0]), *found[1:])

    def _left_out(self):
        left = [j for j, row in enumerate(self.results["left_out"]) if any(rank is not None for rank in row)]
        scored = self.words.by_rank()
        found = _grid(
            key="left-out",
            title=_("Ranks without one of the indicators"),
            description=_(
                "The first column is the rank with all indicators; in the others, the indicator named is left out."
            ),
            row_names=[self.units[i] for i in scored],
            column_names=[_("with all"), *(self.indicators[j] for j in left)],
            values=[[self.ranks[i], *(self.results["left_out"][j][i] for j in left)] for i in scored],
            digits=0,
            low_label=_("best"),
            high_label=_("last"),
            name_label=_("Town or zone"),
        )
        return Section("left-out", _("One indicator less"), *found)

    def _correlations(self):
        text = _(
            "Two indicators with r above 0.9 or below −0.9 say nearly the same. Correlations of few towns or zones "
            "may come about by chance."
        )
        found = _grid(
            key="correlations",
            title=_("Correlations between the indicators"),
            description=_(
                "Pearson’s r over the towns or zones that have both values: 1 together, −1 against each other."
            ),
            row_names=self.indicators,
            column_names=self.indicators,
            values=self.results["correlation"],
            digits=2,
            diverging=True,
            name_label=_("Indicator"),
        )
        return Section("correlations", _("Which indicators say the same"), (text, *found[0]), *found[1:])


def _grid(**given):
    """(sentences, charts, tables) of a heat map; of very many cells only the table, or only a sentence."""
    names, columns = given["row_names"], given["column_names"]
    cells = len(names) * len(columns)
    if cells <= DRAWN_UP_TO:
        return (), (heat_map(**given),), ()
    if cells > SHOWN_UP_TO:
        return (_("These are too many numbers to show here. The JSON file of the result holds them."),), (), ()
    heads = [Column(given["name_label"]), *(Column(name, given["digits"], given.get("unit", "")) for name in columns)]
    rows = ((name, *row) for name, row in zip(names, given["values"], strict=True))
    return (), (), (Sheet(given["key"], given["title"], tuple(heads), tuple(rows)),)


def _per_cent(shares):
    return [None if share is None else 100 * share for share in shares]
