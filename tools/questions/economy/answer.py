"""The result page of location quotient and shift-share."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.charts.bubbles import Bubble, bubbles
from catalogue.charts.grouped_bars import grouped_bars
from catalogue.charts.plane import Dimension
from catalogue.charts.stacked_bars import stacked_bars
from catalogue.tables.sheet import Column, Sheet
from tools.asking.base import Answer, Section, Weakness, key_of
from tools.asking.words import amount, named, number, percent

NOISE = 1e-9  # relative: sums this close to 0 are 0
FEW = 20  # jobs (or whatever is counted) at the first moment: below, growth in per cent says little


class EconomyAnswer:
    """Sentences, charts and tables from the stored results."""

    def __init__(self, inputs, results):
        self.inputs, self.results, self.options = inputs, results, inputs.options
        self.names = inputs.names("sectors")
        self.local0, self.local1 = inputs.column("sectors", "local0"), inputs.column("sectors", "local1")
        self.first = str(self.options.get("first") or _("first moment"))
        self.second = str(self.options.get("second") or _("second moment"))
        self.sums = {part: self._sum(part) for part in ("national", "mix", "competitive", "change")}

    def answer(self):
        return Answer(
            reading=tuple(self._reading()),
            sections=(self._parts(), self._quotients(), self._table()),
            sensitivity=tuple(self._sensitivity()),
            warnings=tuple(self._warnings()),
            weaknesses=tuple(self._weaknesses()),
            main=Sheet(
                "main",
                _("Local part of the change"),
                (Column(_("Sector")), Column(_("Local part"), 0)),
                tuple(zip(self.names, self.results["competitive"], strict=True)),
            ),
        )

    def _sum(self, part):
        """The sum over the sectors; rounding left over from parts that cancel out is 0."""
        values = self.results[part]
        total = sum(values)
        return 0.0 if abs(total) <= NOISE * max(1.0, sum(abs(value) for value in values)) else total

    def _reading(self):
        (before, after), (here, there) = self.results["local"], self.results["growth"]
        text = _(
            "Taken together, the sectors of the place went from %(before)s to %(after)s, a change of %(here)s; in the "
            "country it was %(there)s."
        )
        given = {"before": amount(before), "after": amount(after), "here": _signed(here), "there": _signed(there)}
        yield text % given
        yield self._because()
        yield from self._concentrated()
        yield from self._gains_and_losses()
        yield _("These figures describe the change; they do not say what caused it.")

    def _because(self):
        competitive, mix = self.sums["competitive"], self.sums["mix"]
        if competitive > 0:
            text = _(
                "Had every sector grown as in the country, the total would be %(count)s lower: so large is the part "
                "of the place itself. The mix of sectors contributed %(mix)s."
            )
        elif competitive < 0:
            text = _(
                "Had every sector grown as in the country, the total would be %(count)s higher: so much does the "
                "place itself lag behind. The mix of sectors contributed %(mix)s."
            )
        else:
            text = _("The sectors together grew as in the country. The mix of sectors contributed %(mix)s.")
        return text % {"count": amount(abs(competitive)), "mix": _plus(mix)}

    def _concentrated(self):
        limit, quotients = self.options["concentrated"], self.results["quotient1"]
        strong = [i for i, value in enumerate(quotients) if value is not None and value >= limit]
        if not strong:
            text = _(
                "No sector has a location quotient of %(limit)s or more: the place is made up much like the country."
            )
            yield text % {"limit": number(limit)}
            return
        strong.sort(key=lambda i: -quotients[i])
        text = ngettext(
            "The place is concentrated in one sector: %(names)s (location quotient %(limit)s or more).",
            "The place is concentrated in %(count)d sectors: %(names)s (location quotient %(limit)s or more).",
            len(strong),
        )
        names = named(f"{self.names[i]} ({number(quotients[i])})" for i in strong)
        yield text % {"count": len(strong), "names": names, "limit": number(limit)}

    def _gains_and_losses(self):
        parts = self.results["competitive"]
        best, worst = max(range(len(parts)), key=parts.__getitem__), min(range(len(parts)), key=parts.__getitem__)
        if parts[best] > 0 > parts[worst]:
            text = _(
                "Against the same sector in the country, %(best)s gained most (%(gain)s) and %(worst)s lost most "
                "(%(loss)s)."
            )
            given = {"best": self.names[best], "gain": _plus(parts[best])}
            yield text % (given | {"worst": self.names[worst], "loss": _plus(parts[worst])})
        elif parts[best] > 0:
            text = _("Against the same sector in the country, %(best)s gained most (%(gain)s); no sector lost.")
            yield text % {"best": self.names[best], "gain": _plus(parts[best])}
        elif parts[worst] < 0:
            text = _("Against the same sector in the country, %(worst)s lost most (%(loss)s); no sector gained.")
            yield text % {"worst": self.names[worst], "loss": _plus(parts[worst])}

    def _warnings(self):
        few = [name for name, before in zip(self.names, self.local0, strict=True) if 0 < before < FEW]
        if few:
            text = ngettext(
                "The sector %(names)s starts below %(few)d: its growth in per cent says little.",
                "The sectors %(names)s start below %(few)d: their growth in per cent says little.",
                len(few),
            )
            yield text % {"names": named(few), "few": FEW}
        rows = zip(self.names, self.local0, self.local1, strict=True)
        new = [name for name, before, after in rows if before == 0 < after]
        if new:
            text = ngettext(
                "The sector %(names)s is new in the place, so all of it counts as local part.",
                "The sectors %(names)s are new in the place, so all of them count as local part.",
                len(new),
            )
            yield text % {"names": named(new)}

    def _weaknesses(self):
        """Sectors that fell behind the same sector in the country, the largest loss first."""
        here, there = self.results["sector_growth"]
        topics, parts = self.inputs.column("sectors", "topic"), self.results["competitive"]
        noise = NOISE * max(1.0, *(abs(value) for value in self.local1))
        for i in sorted(range(len(parts)), key=parts.__getitem__):
            if parts[i] < -noise:
                text = _("Change here %(here)s, in the country %(there)s.")
                why = text % {"here": _signed(here[i]), "there": _signed(there[i])}
                yield Weakness(key_of("sectors", i), self.names[i], why, topics[i] or "")

    def _parts(self):
        results = self.results
        chart = stacked_bars(
            key="parts",
            title=_("The change of each sector and its three parts"),
            description=_("Parts to the right of zero added to the sector, parts to the left took away from it."),
            names=[*self.names, _("All sectors")],
            series=[
                (_("National part"), [*results["national"], self.sums["national"]]),
                (_("Sector mix"), [*results["mix"], self.sums["mix"]]),
                (_("Local part"), [*results["competitive"], self.sums["competitive"]]),
            ],
            value_label=_("Change from %(first)s to %(second)s") % {"first": self.first, "second": self.second},
            digits=self._digits(),
            name_label=_("Sector"),
        )
        return Section("parts", _("What the change is made of"), (), (chart,))

    def _quotients(self):
        results, (here, there) = self.results, self.results["sector_growth"]
        ahead = [None if None in pair else 100 * (pair[0] - pair[1]) for pair in zip(here, there, strict=True)]
        sectors = bubbles(
            key="sectors",
            title=_("Concentration and growth of the sectors"),
            description=_(
                "To the right: more at home here than in the country. Above the line: it grew more than in the country."
            ),
            items=[Bubble(*row) for row in zip(self.names, results["quotient1"], ahead, self.local1, strict=True)],
            x=Dimension(_("Location quotient, %(moment)s") % {"moment": self.second}, line=1, digits=2),
            y=Dimension(_("Growth here minus growth in the country, percentage points"), line=0, digits=1),
            size=Dimension(_("Size here, %(moment)s") % {"moment": self.second}),
            name_label=_("Sector"),
        )
        both = grouped_bars(
            key="quotients",
            title=_("Location quotients at both moments"),
            description=_("Above 1, the share of the sector is larger here than in the country."),
            names=self.names,
            series=[(self.first, results["quotient0"]), (self.second, results["quotient1"])],
            value_label=_("Location quotient"),
            digits=2,
            name_label=_("Sector"),
        )
        return Section("quotients", _("Where the place is concentrated"), (), (sectors, both))

    def _table(self):
        results, (here, there) = self.results, self.results["sector_growth"]
        digits = self._digits()
        columns = (
            Column(_("Sector")),
            Column(_("Here, %(moment)s") % {"moment": self.first}),
            Column(_("Here, %(moment)s") % {"moment": self.second}),
            Column(_("Total change"), digits),
            Column(_("Change here"), 1, "%"),
            Column(_("Change in the country"), 1, "%"),
            Column(_("National part"), digits),
            Column(_("Sector mix"), digits),
            Column(_("Local part"), digits),
            Column(_("Location quotient, %(moment)s") % {"moment": self.second}, 2),
        )
        rows = zip(
            self.names,
            self.local0,
            self.local1,
            results["change"],
            _per_cent(here),
            _per_cent(there),
            results["national"],
            results["mix"],
            results["competitive"],
            results["quotient1"],
            strict=True,
        )
        sums = (self.sums[part] for part in ("national", "mix", "competitive"))
        total = (_("All sectors"), *results["local"], self.sums["change"], *_per_cent(results["growth"]), *sums, 1.0)
        sheet = Sheet("table", _("Sector by sector"), columns, (*rows, total))
        return Section("table", _("Sector by sector"), sheets=(sheet,))

    def _sensitivity(self):
        whole = self.sums["competitive"]
        turned = [name for name, part in zip(self.names, self.results["without"], strict=True) if part * whole < 0]
        if turned:
            text = ngettext(
                "Without the sector %(names)s, the local part of the change would have the opposite sign: the picture "
                "hangs on it.",
                "Without one of the sectors %(names)s, the local part of the change would have the opposite sign: the "
                "picture hangs on each of them.",
                len(turned),
            ) % {"names": named(turned)}
        else:
            text = _("Whichever sector is left out, the local part of the change keeps its sign.")
        columns = (Column(_("Sector left out")), Column(_("Local part of the others"), self._digits()))
        rows = ((_("no sector"), whole), *zip(self.names, self.results["without"], strict=True))
        sheet = Sheet("left-out", _("Local part of the change without one sector"), columns, rows)
        yield Section("left-out", _("Does the picture hang on one sector?"), (text,), (), (sheet,))

    def _digits(self):
        """Whole numbers where they are large enough, one or two decimals where figures are small."""
        largest = max(abs(value) for value in self.results["local"])
        return 0 if largest >= 100 else 1 if largest >= 10 else 2


def _per_cent(shares):
    return [None if share is None else 100 * share for share in shares]


def _signed(share):
    """A growth in per cent with its sign, or a dash."""
    if share is None:
        return "–"
    return ("+" if share > 0 else "") + percent(share, 1)


def _plus(value):
    return ("+" if value > 0 else "") + amount(value)
