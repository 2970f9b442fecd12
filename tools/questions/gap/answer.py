"""What the gaps between potential and turnover say: sentences, charts and tables."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.charts import Interval, bars, grouped_bars, interval_bars
from catalogue.tables.sheet import Column, Sheet
from tools.asking.base import Answer, Section, Weakness, key_of
from tools.asking.words import amount, named, percent

LEAK = 0.8  # a branch that sells less than this share of the potential is weak
LEVEL = 0.005  # of the potential: a smaller balance is none


class Gaps:
    """The answer to one content."""

    def __init__(self, inputs, results):
        self.inputs, self.results = inputs, results
        self.names = inputs.names("branches")
        self.actual = inputs.column("branches", "actual")
        self.potential, self.balance = results["potential"], results["balance"]

    def answer(self):
        sections = (
            Section("balance", _("What leaks out and what comes in"), charts=(self._balance(),)),
            Section("branches", _("Branch by branch"), self._floor_space(), (self._both(),), (self._sheet(),)),
        )
        return Answer(
            reading=tuple(self._reading()),
            sections=sections,
            sensitivity=(self._sensitivity(),) if self.inputs.options["demand_change"] else (),
            warnings=tuple(self._warnings()),
            weaknesses=tuple(self._weak()),
            main=self._main(),
        )

    # Sentences

    def _reading(self):
        potential = sum(self.potential)
        text = ngettext(
            "Residents could spend about %(potential)s a year in this branch.",
            "Residents could spend about %(potential)s a year in these branches.",
            len(self.names),
        )
        yield text % {"potential": about(potential)}
        yield from self._leaking()
        yield from self._coming()
        yield self._together(sum(self.balance), potential)
        if self.inputs.options["demand_change"]:
            yield self._stability()
        yield _("A gap is not automatically an opportunity: a stronger neighbouring centre may own it.")

    def _chosen(self, test):
        return [i for i, value in enumerate(self.balance) if test(value, self._level(i))]

    def _level(self, index):
        return LEVEL * self.potential[index]

    def _leaking(self):
        leaking = self._chosen(lambda value, level: value < -level)
        if not leaking:
            yield _("In no branch do the shops sell less than the residents could buy.")
            return
        leaking.sort(key=lambda index: self.balance[index])
        text = ngettext(
            "In %(count)d branch the shops sell less than the residents could buy: %(names)s.",
            "In %(count)d branches the shops sell less than the residents could buy, the largest gap first: %(names)s.",
            len(leaking),
        )
        yield text % {"count": len(leaking), "names": named(self.names[i] for i in leaking)}

    def _coming(self):
        coming = self._chosen(lambda value, level: value > level)
        if not coming:
            return
        coming.sort(key=lambda index: -self.balance[index])
        text = ngettext(
            "In %(count)d branch they sell more, so customers come from outside: %(names)s.",
            "In %(count)d branches they sell more, so customers come from outside: %(names)s.",
            len(coming),
        )
        yield text % {"count": len(coming), "names": named(self.names[i] for i in coming)}

    def _together(self, total, potential):
        if abs(total) <= LEVEL * potential:
            return _("Taken together, what leaks out and what comes in balance.")
        said = {"money": about(abs(total)), "share": percent(abs(total) / potential)}
        if total < 0:
            return _("Taken together, about %(money)s leak out, which is %(share)s of the potential.") % said
        text = _("Taken together, about %(money)s more are sold than the residents could spend: %(share)s of it.")
        return text % said

    def _uncertain(self):
        """Branches that leak with higher spending and do not with lower spending."""
        ends = zip(self.results["balance_less"], self.results["balance_more"], strict=True)
        return [i for i, (less, more) in enumerate(ends) if more < 0 <= less and self.potential[i]]

    def _stability(self):
        change = percent(self.inputs.options["demand_change"] / 100)
        uncertain = self._uncertain()
        if not uncertain:
            text = _("If spending were %(change)s lower or higher, that would not change which branches leak.")
            return text % {"change": change}
        text = ngettext(
            "In %(count)d branch it depends on the estimate of spending (±%(change)s) whether it leaks: %(names)s.",
            "In %(count)d branches it depends on the estimate of spending (±%(change)s) whether they leak: %(names)s.",
            len(uncertain),
        )
        names = named(self.names[i] for i in uncertain)
        return text % {"count": len(uncertain), "change": change, "names": names}

    def _warnings(self):
        idle = [name for name, value in zip(self.names, self.potential, strict=True) if not value]
        if idle:
            text = _("Without spending per head there is no potential and no pull factor: %(names)s.")
            yield text % {"names": named(idle)}

    def _floor_space(self):
        known = [space for space in self.results["floor_space"] if space is not None]
        if not known:
            return (_("Floor space is computed for branches with a turnover per m²; none is given."),)
        return (
            _(
                "Floor space is what the missing turnover would need at the turnover per m² given; negative where "
                "more is sold than the residents could buy. It is arithmetic, not a recommendation to build."
            ),
        )

    def _weak(self):
        topics = self.inputs.column("branches", "topic")
        found = zip(self.names, self.results["pull_factor"], topics, strict=True)
        for place, (name, factor, topic) in enumerate(found):
            if factor is not None and factor < LEAK:
                why = _("The shops sell %(share)s of what the residents could buy.") % {"share": percent(factor)}
                yield Weakness(key_of("branches", place), name, why, topic or "")

    # Charts and tables

    def _main(self):
        columns = (Column(_("Branch")), Column(_("Balance"), 0))
        return Sheet("main", _("Balance"), columns, tuple(zip(self.names, self.balance, strict=True)))

    def _balance(self):
        return bars(
            key="balance",
            title=_("Balance by branch: turnover minus potential"),
            description=_("Bars to the left are money that leaks out, bars to the right money that comes in."),
            items=list(zip(self.names, self.balance, strict=True)),
            value_label=_("Balance a year"),
            digits=0,
            name_label=_("Branch"),
        )

    def _both(self):
        return grouped_bars(
            key="turnover",
            title=_("Turnover and potential of each branch"),
            description=_("Two bars for each branch: what its shops sell, and what the residents could buy."),
            names=self.names,
            series=[(_("Turnover"), self.actual), (_("Potential"), self.potential)],
            value_label=_("Money a year"),
            digits=0,
            name_label=_("Branch"),
        )

    def _sensitivity(self):
        change = percent(self.inputs.options["demand_change"] / 100)
        rows = zip(self.names, *(self.results[key] for key in ("pull_factor", "pull_more", "pull_less")), strict=True)
        chart = interval_bars(
            key="demand",
            title=_("Pull factor if spending is %(change)s higher or lower") % {"change": change},
            description=_("For each branch the pull factor, and the range in which it moves with the spending."),
            items=[Interval(*row) for row in rows],
            value_label=_("Pull factor"),
            low_label=_("Spending higher"),
            high_label=_("Spending lower"),
            interval_label=_("With higher to lower spending"),
            digits=2,
            ranks=False,
            name_label=_("Branch"),
        )
        text = _("An interval on both sides of 1 means that the estimate of spending decides whether the branch leaks.")
        return Section("demand", _("If people spend more or less"), (text,), (chart,), (self._balances(),))

    def _balances(self):
        columns = (
            Column(_("Branch")),
            Column(_("Balance"), 0),
            Column(_("Spending higher"), 0),
            Column(_("Spending lower"), 0),
        )
        found = self.results
        rows = zip(self.names, self.balance, found["balance_more"], found["balance_less"], strict=True)
        return Sheet("balances", _("Balance if spending differs"), columns, tuple(rows))

    def _sheet(self):
        columns = (
            Column(_("Branch")),
            Column(_("Turnover"), 0),
            Column(_("Potential"), 0),
            Column(_("Balance"), 0),
            Column(_("Pull factor"), 2),
            Column(_("Captured population"), 0),
            Column(_("Missing floor space"), 0, "m²"),
        )
        found = self.results
        rows = zip(
            self.names,
            self.actual,
            self.potential,
            self.balance,
            found["pull_factor"],
            found["captured"],
            found["floor_space"],
            strict=True,
        )
        return Sheet("branches", _("Potential and turnover"), columns, tuple(rows))


def about(value):
    """An amount of money, rounded to three figures."""
    return amount(float(f"{value:.3g}"))
