"""What the grid of importance and performance says: sentences, charts and tables."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.charts import Dimension, Headings, Point, bars, grouped_bars, scatter
from catalogue.tables.sheet import Column, Sheet
from tools.asking.base import Answer, Section, Weakness, key_of
from tools.asking.words import named, number, percent

FEW = 5  # fewer respondents are a conversation, not a survey
SAME = 1e-9
QUADRANTS = ("concentrate", "keep_up", "low_priority", "overkill")


def quadrant_words():
    return {
        "concentrate": _("Concentrate here"),
        "keep_up": _("Keep it up"),
        "low_priority": _("Low priority"),
        "overkill": _("Possible overkill"),
    }


def crosshair_words():
    return {"mean": _("Lines at the means"), "midpoint": _("Lines at the middle of the scale")}


class Grid:
    """The answer to one content."""

    def __init__(self, inputs, results):
        self.inputs, self.results = inputs, results
        self.names = inputs.names("factors")
        self.importance, self.performance = results["importance"], results["performance"]
        self.gap, self.quadrants = results["gap"], results["quadrants"]
        self.stability = results["stability"]

    def answer(self):
        sections = (
            Section("grid", _("Where to act first"), charts=(self._grid("grid", self.results),)),
            Section("gaps", _("Where performance lags behind importance"), charts=(self._gaps(),)),
            Section("factors", _("Factor by factor"), charts=(self._both(),), sheets=(self._sheet(),)),
        )
        return Answer(
            reading=tuple(self._reading()),
            sections=sections,
            sensitivity=tuple(self._sensitivity()),
            warnings=tuple(self._warnings()),
            weaknesses=tuple(self._weak()),
            main=self._main(),
        )

    # Sentences

    def _reading(self):
        yield self._who()
        yield self._concentrate()
        yield from self._keep_up()
        yield self._widest()
        if self.stability is not None:
            yield self._firm()
        yield self._other_lines()

    def _within(self, quadrant):
        """The factors of a quarter, those whose performance lags most first."""
        return sorted((i for i, word in enumerate(self.quadrants) if word == quadrant), key=lambda i: self.gap[i])

    def _who(self):
        count = self.results["respondents"]
        if count == 1:
            text = ngettext(
                "One row of ratings for %(factors)d factor was read; they are taken as means.",
                "One row of ratings for %(factors)d factors was read; they are taken as means.",
                len(self.names),
            )
            return text % {"factors": len(self.names)}
        text = ngettext(
            "The result rests on the ratings of %(count)d respondent.",
            "The result rests on the ratings of %(count)d respondents.",
            count,
        )
        return text % {"count": count}

    def _concentrate(self):
        chosen = self._within("concentrate")
        if not chosen:
            return _("No factor is both more important and performing lower than the lines.")
        text = ngettext(
            "%(count)d factor is important and performs low, so it is the first to act on: %(names)s.",
            "%(count)d factors are important and perform low, so they are the first to act on, the largest gap first: "
            "%(names)s.",
            len(chosen),
        )
        return text % {"count": len(chosen), "names": named(self.names[i] for i in chosen)}

    def _keep_up(self):
        chosen = self._within("keep_up")
        if chosen:
            text = ngettext(
                "%(count)d factor is important and performs well: %(names)s.",
                "%(count)d factors are important and perform well: %(names)s.",
                len(chosen),
            )
            yield text % {"count": len(chosen), "names": named(self.names[i] for i in chosen)}

    def _widest(self):
        least = min(self.gap)
        if least >= -SAME:
            return _("No factor performs lower than it is important.")
        widest = [name for name, gap in zip(self.names, self.gap, strict=True) if gap <= least + SAME]
        text = ngettext(
            "Performance lags furthest behind importance, by %(gap)s points, for %(names)s.",
            "Performance lags furthest behind importance, by %(gap)s points each, for %(names)s.",
            len(widest),
        )
        return text % {"gap": number(-least), "names": named(widest)}

    def _firm(self):
        least = min(self.stability)
        if least >= 1 - SAME:
            return _("Whichever respondent is left out, every factor stays in its quarter.")
        moving = [i for i, share in enumerate(self.stability) if share < 1 - SAME]
        loosest = named(self.names[i] for i in moving if self.stability[i] <= least + SAME)
        text = ngettext(
            "The place of %(count)d factor hangs on single respondents: without one of them, %(names)s stays in the "
            "same quarter in %(share)s of the runs.",
            "The place of %(count)d factors hangs on single respondents. Least firm: %(names)s, in the same quarter in "
            "%(share)s of the runs that leave one respondent out.",
            len(moving),
        )
        return text % {"count": len(moving), "names": loosest, "share": percent(least)}

    def _unlike(self):
        """The factors that do not have the same quarter with every choice of lines."""
        grids = [self.quadrants, *(other["quadrants"] for other in self.results["others"].values())]
        return [name for name, *words in zip(self.names, *grids, strict=True) if len(set(words)) > 1]

    def _other_lines(self):
        unlike = self._unlike()
        if not unlike:
            return _(
                "With the lines at the means and at the middle of the scale, all factors lie in the same quarters."
            )
        text = ngettext(
            "For %(count)d factor the quarter depends on where the lines stand: %(names)s.",
            "For %(count)d factors the quarter depends on where the lines stand: %(names)s.",
            len(unlike),
        )
        return text % {"count": len(unlike), "names": named(unlike)}

    def _warnings(self):
        count = self.results["respondents"]
        if count == 1:
            yield _(
                "With one row nobody can be left out, so nothing is said about how sure the quarters are. A row of "
                "means is only as good as the survey behind it."
            )
        elif count < FEW:
            text = ngettext(
                "Only %(count)d respondent: read this as a conversation, not as a survey. Ask at least five.",
                "Only %(count)d respondents: read this as a conversation, not as a survey. Ask at least five.",
                count,
            )
            yield text % {"count": count}
        else:
            yield from self._thin()

    def _thin(self):
        pairs = zip(self.results["n_importance"], self.results["n_performance"], strict=True)
        thin = [name for name, answers in zip(self.names, pairs, strict=True) if min(answers) < FEW]
        if thin:
            yield _("Fewer than five people rated: %(names)s.") % {"names": named(thin)}

    def _weak(self):
        topics = self.inputs.column("factors", "topic")
        for i in self._within("concentrate"):
            said = {"importance": number(self.importance[i]), "performance": number(self.performance[i])}
            why = _("Importance %(importance)s, performance %(performance)s: important, and it performs low.") % said
            yield Weakness(key_of("factors", i), self.names[i], why, topics[i] or "")

    # Charts and tables

    def _grid(self, key, grid, title=None):
        words = quadrant_words()
        points = zip(self.names, self.performance, self.importance, grid["quadrants"], strict=True)
        return scatter(
            key=key,
            title=title or _("Importance and performance of each factor"),
            description=_(
                "The higher a factor stands, the more important it is; the further right, the better it performs. Two "
                "lines part the field into four quarters: at importance %(importance)s and performance %(performance)s."
            )
            % {"importance": number(grid["lines"][0]), "performance": number(grid["lines"][1])},
            points=[Point(name, x, y, words[quadrant]) for name, x, y, quadrant in points],
            x=Dimension(_("Performance"), line=grid["lines"][1], digits=2),
            y=Dimension(_("Importance"), line=grid["lines"][0], digits=2),
            corner_labels=tuple(words[quadrant] for quadrant in QUADRANTS),
            headings=Headings(_("Factor"), _("Quarter")),
        )

    def _gaps(self):
        order = sorted(range(len(self.names)), key=lambda i: (self.gap[i], i))
        words = quadrant_words()
        return bars(
            key="gaps",
            title=_("Gap of each factor: performance minus importance"),
            description=_(
                "Bars to the left: the factor performs lower than it is important. The largest gap is first."
            ),
            items=[(self.names[i], self.gap[i]) for i in order],
            value_label=_("Gap in points"),
            digits=2,
            marks={place: words[self.quadrants[i]] for place, i in enumerate(order)},
            name_label=_("Factor"),
            marks_label=_("Quarter"),
        )

    def _both(self):
        return grouped_bars(
            key="means",
            title=_("Mean importance and performance"),
            description=_("Two bars for each factor: its mean importance and its mean performance."),
            names=self.names,
            series=[(_("Importance"), self.importance), (_("Performance"), self.performance)],
            value_label=_("Mean rating"),
            digits=2,
            name_label=_("Factor"),
        )

    def _sheet(self):
        columns = (
            Column(_("Factor")),
            Column(_("Importance"), 2),
            Column(_("Performance"), 2),
            Column(_("Gap"), 2),
            Column(_("Answers on importance"), 0),
            Column(_("Answers on performance"), 0),
            Column(_("Quarter")),
        )
        words, found = quadrant_words(), self.results
        numbers = (self.importance, self.performance, self.gap, found["n_importance"], found["n_performance"])
        rows = zip(self.names, *numbers, (words[quadrant] for quadrant in self.quadrants), strict=True)
        return Sheet("factors", _("Means, gaps and quarters"), columns, tuple(rows))

    def _main(self):
        columns = (Column(_("Factor")), Column(_("Gap"), 2))
        return Sheet("main", _("Gap"), columns, tuple(zip(self.names, self.gap, strict=True)))

    # How sure it is

    def _sensitivity(self):
        if self.stability is not None:
            yield self._leaving_out()
        chosen = self.inputs.options["crosshair"]
        words, grids = crosshair_words(), self.results["others"]
        charts = tuple(self._grid(f"grid-{name}", grid, words[name]) for name, grid in grids.items() if name != chosen)
        text = _("Means part the factors from one another; the middle of the scale parts high ratings from low ones.")
        yield Section("lines", _("With other lines"), (text,), charts, (self._lines_sheet(),))

    def _leaving_out(self):
        chart = bars(
            key="stability",
            title=_("Runs in which a factor stays in its quarter"),
            description=_("Each respondent is left out once; 100 means that the factor never changes its quarter."),
            items=[(name, 100 * share) for name, share in zip(self.names, self.stability, strict=True)],
            value_label=_("Share of runs"),
            unit="%",
            digits=0,
            name_label=_("Factor"),
        )
        text = _("A low share means that the factor lies near a line, so one opinion decides on which side.")
        return Section("leaving-out", _("Without each respondent"), (text,), (chart,))

    def _lines_sheet(self):
        words, grids = quadrant_words(), self.results["others"]
        headings = crosshair_words()
        typed = self.inputs.options["crosshair"] == "typed"
        chosen = ((_("As typed"), self.results),) if typed else ()
        shown = (*chosen, *((headings[name], grid) for name, grid in grids.items()))
        columns = (Column(_("Factor")), *(Column(title) for title, _grid in shown))
        rows = zip(self.names, *([words[word] for word in grid["quadrants"]] for _title, grid in shown), strict=True)
        notes = tuple(
            _("%(lines)s: importance %(importance)s, performance %(performance)s.")
            % {"lines": title, "importance": number(grid["lines"][0]), "performance": number(grid["lines"][1])}
            for title, grid in shown
        )
        return Sheet("lines", _("Quarters side by side"), columns, tuple(rows), notes)
