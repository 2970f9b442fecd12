"""What the total influences say: sentences, charts and tables."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.charts import Dimension, Headings, Interval, Point, bars, heat_map, interval_bars, scatter
from catalogue.tables.sheet import Column, Sheet
from tools.asking.base import Answer, Section, Weakness, key_of
from tools.asking.words import named, number, percent

SAME = 1e-9
FEW = 3  # fewer experts are single opinions
MOST_LEVERS = 3
WIDE = 1.0  # standard deviation of ratings from which on experts disagree


def role_words():
    return {"cause": _("drives"), "neutral": _("neither"), "effect": _("follows")}


class Influences:
    """The answer to one content."""

    def __init__(self, inputs, results):
        self.inputs, self.results = inputs, results
        self.names = inputs.names("factors")
        self.prominence, self.relation = results["prominence"], results["relation"]
        self.roles, self.arrows = results["roles"], results["arrows"]

    def answer(self):
        sections = (
            Section("map", _("What drives and what follows"), self._below_map(), (self._map(),), (self._sheet(),)),
            Section("total", _("Who acts on whom"), charts=(self._heat(),), sheets=(self._arrow_sheet(),)),
        )
        return Answer(
            reading=tuple(self._reading()),
            sections=sections,
            sensitivity=tuple(self._sensitivity()),
            warnings=tuple(self._warnings()),
            weaknesses=tuple(self._levers()),
            main=self._main(),
        )

    # Sentences

    def _reading(self):
        yield self._drivers()
        yield self._followers()
        yield self._linked()
        yield self._strongest()
        if self.results["stability"] is not None:
            yield self._firm()
        yield _("These are opinions about influence, put together; they do not prove causes.")

    def _of_role(self, role):
        """The factors of a role, the clearest first."""
        chosen = (i for i, word in enumerate(self.roles) if word == role)
        return sorted(chosen, key=lambda i: (-abs(self.relation[i]), i))

    def _drivers(self):
        chosen = self._of_role("cause")
        if not chosen:
            return _("No factor gives more influence than it takes: all are driven as much as they drive.")
        text = ngettext(
            "%(count)d factor gives more influence than it takes, so it drives the others: %(names)s.",
            "%(count)d factors give more influence than they take, so they drive the others, the clearest first: "
            "%(names)s.",
            len(chosen),
        )
        return text % {"count": len(chosen), "names": named(self.names[i] for i in chosen)}

    def _followers(self):
        chosen = self._of_role("effect")
        if not chosen:
            return _("No factor takes more influence than it gives.")
        text = ngettext(
            "%(count)d factor takes more than it gives, so it mostly follows: %(names)s.",
            "%(count)d factors take more than they give, so they mostly follow, the clearest first: %(names)s.",
            len(chosen),
        )
        return text % {"count": len(chosen), "names": named(self.names[i] for i in chosen)}

    def _linked(self):
        most = max(self.prominence)
        chosen = [name for name, value in zip(self.names, self.prominence, strict=True) if value >= most - SAME]
        text = ngettext(
            "Most closely linked with the others, given and taken together, is %(names)s.",
            "Most closely linked with the others, given and taken together, are equally %(names)s.",
            len(chosen),
        )
        return text % {"names": named(chosen)}

    def _strongest(self):
        if not self.arrows:
            return _("No influence is stronger than the threshold of %(line)s.") % {"line": self._line()}
        most = self.arrows[0][2]
        pairs = [self._pair(arrow) for arrow in self.arrows if arrow[2] >= most - SAME]
        text = ngettext(
            "The strongest single influence, direct and through others, is %(pairs)s.",
            "The strongest single influences, direct and through others, are equally %(pairs)s.",
            len(pairs),
        )
        return text % {"pairs": named(pairs)}

    def _pair(self, arrow):
        return _("“%(row)s” on “%(column)s”") % {"row": self.names[arrow[0]], "column": self.names[arrow[1]]}

    def _line(self):
        return number(self.results["threshold"], 3)

    def _firm(self):
        shares = self.results["stability"]
        moving = [i for i, share in enumerate(shares) if share < 1 - SAME]
        if not moving:
            return _("Whichever expert is left out, every factor keeps its role.")
        text = ngettext(
            "The role of %(count)d factor hangs on single experts; it stays the same in %(share)s of the runs that "
            "leave one expert out: %(names)s.",
            "The roles of %(count)d factors hang on single experts; the least firm stays the same in %(share)s of the "
            "runs that leave one expert out: %(names)s.",
            len(moving),
        )
        moving.sort(key=lambda i: shares[i])
        said = {"count": len(moving), "share": percent(min(shares))}
        return text % {**said, "names": named(self.names[i] for i in moving)}

    def _warnings(self):
        count = self.results["experts"]
        if count == 1:
            yield _(
                "With one table of judgements nobody can be left out, so nothing is said about how sure the roles are."
            )
        elif count < FEW:
            text = ngettext(
                "Only %(count)d expert judged: the map shows single opinions. Ask at least three.",
                "Only %(count)d experts judged: the map shows single opinions. Ask at least three.",
                count,
            )
            yield text % {"count": count}
        if disputed := self._disputed():
            text = ngettext(
                "The experts disagree most widely on %(pairs)s. Talk about it before you rely on it.",
                "The experts disagree most widely on %(pairs)s. Talk about them before you rely on them.",
                len(disputed),
            )
            yield text % {"pairs": named(disputed)}

    def _disputed(self):
        """The pairs whose ratings are spread most, if they are spread widely; at most three."""
        spread = self.results["spread"] or []
        cells = [(value, i, j) for i, row in enumerate(spread) for j, value in enumerate(row) if value >= WIDE]
        cells.sort(key=lambda cell: (-cell[0], *cell[1:]))
        return [self._pair((i, j)) for _value, i, j in cells[:3]]

    def _levers(self):
        """The clearest drivers: what is worth changing first."""
        topics = self.inputs.column("factors", "topic")
        for i in self._of_role("cause")[:MOST_LEVERS]:
            why = _("It gives more influence than it takes, so a change here may spread to the others.")
            yield Weakness(key_of("factors", i), self.names[i], why, topics[i] or "")

    def _mean_link(self):
        return sum(self.prominence) / len(self.prominence)

    def _below_map(self):
        text = ngettext(
            "%(count)d arrow: total influence greater than %(line)s.",
            "%(count)d arrows: total influence greater than %(line)s.",
            len(self.arrows),
        )
        return (text % {"count": len(self.arrows), "line": self._line()},)

    # Charts and tables

    def _map(self):
        words = role_words()
        points = zip(self.names, self.prominence, self.relation, self.roles, strict=True)
        return scatter(
            key="map",
            title=_("Map of influence"),
            description=_(
                "The further right a factor stands, the more it is linked with the others; above the level line it "
                "gives more influence than it takes, below it takes more. Arrows lead from what acts to what it acts "
                "on."
            ),
            points=[Point(name, x, y, words[role]) for name, x, y, role in points],
            x=Dimension(_("Given and taken influence (D + R)"), line=self._mean_link(), digits=3),
            y=Dimension(_("Given minus taken (D − R)"), line=0.0, digits=3),
            corner_labels=(
                _("Drives, linked less"),
                _("Drives, linked much"),
                _("Follows, linked less"),
                _("Follows, linked much"),
            ),
            arrows=[tuple(arrow) for arrow in self.arrows],
            headings=Headings(_("Factor"), _("Role"), _("Acts on")),
        )

    def _heat(self):
        return heat_map(
            key="total-influence",
            title=_("Total influence of the row on the column"),
            description=_("Direct influence and influence through other factors together; the darker, the stronger."),
            row_names=self.names,
            column_names=self.names,
            values=self.results["total"],
            digits=3,
            low_label=_("weak"),
            high_label=_("strong"),
            name_label=_("Factor"),
        )

    def _sheet(self):
        columns = (
            Column(_("Factor")),
            Column(_("Given (D)"), 3),
            Column(_("Taken (R)"), 3),
            Column(_("D + R"), 3),
            Column(_("D − R"), 3),
            Column(_("Role")),
        )
        words, found = role_words(), self.results
        numbers = (found["dispatch"], found["receive"], self.prominence, self.relation)
        rows = zip(self.names, *numbers, (words[role] for role in self.roles), strict=True)
        return Sheet("factors", _("What each factor gives and takes"), columns, tuple(rows))

    def _arrow_sheet(self):
        columns = (Column(_("Acts")), Column(_("On")), Column(_("Total influence"), 3))
        rows = tuple((self.names[i], self.names[j], strength) for i, j, strength in self.arrows)
        return Sheet("arrows", _("Influences above the threshold"), columns, rows)

    def _main(self):
        columns = (Column(_("Factor")), Column(_("Given minus taken (D − R)"), 3))
        return Sheet(
            "main", _("Given minus taken (D − R)"), columns, tuple(zip(self.names, self.relation, strict=True))
        )

    # How sure it is

    def _sensitivity(self):
        if self.results["stability"] is None:
            return
        charts = [self._stability()]
        if self.results["ranges"] is not None:
            charts.insert(0, self._ranges())
        text = _(
            "If the interval of a factor reaches both sides of 0, it hangs on one expert whether it drives or follows."
        )
        yield Section("leaving-out", _("Without each expert"), (text,), tuple(charts))

    def _ranges(self):
        rows = zip(self.names, self.relation, *self.results["ranges"], strict=True)
        return interval_bars(
            key="ranges",
            title=_("Given minus taken when one expert is left out"),
            description=_(
                "For each factor D − R with all experts, and from where to where it moves without one of them."
            ),
            items=[Interval(*row) for row in rows],
            value_label=_("Given minus taken (D − R)"),
            low_label=_("Lowest"),
            high_label=_("Highest"),
            interval_label=_("Without one expert"),
            digits=3,
            ranks=False,
            name_label=_("Factor"),
        )

    def _stability(self):
        return bars(
            key="stability",
            title=_("Runs in which a factor keeps its role"),
            description=_("Each expert is left out once; 100 means that the factor never changes its role."),
            items=[(name, 100 * share) for name, share in zip(self.names, self.results["stability"], strict=True)],
            value_label=_("Share of runs"),
            unit="%",
            digits=0,
            name_label=_("Factor"),
        )
