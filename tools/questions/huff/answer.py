"""The charts and tables of a catchment study."""

import math

from django.utils.translation import gettext as _

from catalogue.charts import Dimension, Headings, Point, bars, grouped_bars, heat_map, scatter, stacked_bars
from catalogue.tables.sheet import Column, Sheet
from tools.asking.base import Answer, Section
from tools.asking.words import percent
from tools.questions.huff.compute import MOST_CENTRES, MOST_ORIGINS
from tools.questions.huff.data import CLOSED, EXISTING, NEW
from tools.questions.huff.reading import (
    AMBER,
    RED,
    number,
    reading_sentences,
    severity,
    severity_words,
    staying_centres,
    warning_sentences,
    weak_centres,
)
from tools.questions.huff.sensitivity import sensitivity_section

MOST_BARS = 20
MOST_PARTS = 5  # centres told apart in a stacked bar
MOST_ROWS = 500  # of the table of origins
MAP_ORIGINS, MAP_CENTRES = 25, 15
KM_PER_DEGREE = 111.2


def answer_catchments(inputs, results):
    """What the results say, in the active language."""
    parts = Parts(inputs, results)
    sections = (parts.impact(), parts.catchments(), parts.map(), parts.breaking(), parts.observed())
    return Answer(
        reading=tuple(reading_sentences(inputs, results)),
        sections=tuple(section for section in sections if section),
        sensitivity=(sensitivity_section(inputs, results),),
        warnings=tuple(warning_sentences(inputs, results)),
        weaknesses=tuple(weak_centres(inputs, results)),
        main=parts.main(),
    )


def status_words():
    return {EXISTING: _("exists"), NEW: _("new"), CLOSED: _("closes")}


class Parts:
    """The sections of one answer. Of many centres or origins, charts show the largest."""

    def __init__(self, inputs, results):
        self.inputs, self.results = inputs, results
        self.centres, self.origins = inputs.names("centres"), inputs.names("origins")
        self.status = [word or EXISTING for word in inputs.column("centres", "status")]

    def main(self):
        columns = (Column(_("Centre")), Column(_("Turnover"), 0))
        rows = tuple(zip(self.centres, self.results["after"], strict=True))
        return Sheet("main", _("Turnover of each centre"), columns, rows)

    # What the change does

    def impact(self):
        if not self.results["changes"]:
            charts, title = (self._turnover_chart(),), _("What each centre sells")
        else:
            charts, title = (self._before_after_chart(),), _("What the change does")
            if staying_centres(self.inputs):
                charts = (self._percent_chart(), *charts)
        return Section("impact", title, text=self._largest_only(), charts=charts, sheets=(self._centres_sheet(),))

    def _largest_only(self):
        if len(self.centres) <= MOST_BARS:
            return ()
        text = _("The charts show the %(count)d largest of %(total)d centres; the table shows all.")
        return (text % {"count": MOST_BARS, "total": len(self.centres)},)

    def _shown(self, indices=None, most=MOST_BARS):
        """The largest centres by turnover before or after, in the order of the list."""
        size = [max(pair) for pair in zip(self.results["before"], self.results["after"], strict=True)]
        chosen = range(len(size)) if indices is None else indices
        return sorted(sorted(chosen, key=lambda index: (-size[index], index))[:most])

    def _turnover_chart(self):
        after = self.results["after"]
        return bars(
            key="turnover",
            title=_("Turnover of each centre"),
            description=_("One bar for each centre: what people from all places spend there in a year."),
            items=[(self.centres[i], after[i]) for i in self._shown()],
            value_label=_("Turnover a year"),
            digits=0,
            name_label=_("Centre"),
        )

    def _percent_chart(self):
        shown = self._shown(staying_centres(self.inputs))
        change, words = self.results["percent"], severity_words()
        levels = {}
        for place, index in enumerate(shown):
            if level := severity(change[index]):
                levels[place] = (words[level], level)
        return bars(
            key="impact",
            title=_("Change of turnover of the existing centres"),
            description=_(
                "Bars to the left are losses, bars to the right gains, in per cent of the turnover today. Losses above "
                "%(amber)s and above %(red)s have patterns and words of their own."
            )
            % {"amber": percent(AMBER / 100), "red": percent(RED / 100)},
            items=[(self.centres[i], change[i]) for i in shown],
            value_label=_("Change"),
            unit="%",
            digits=1,
            levels=levels,
            name_label=_("Centre"),
        )

    def _before_after_chart(self):
        shown = self._shown()
        before, after = ([self.results[when][i] for i in shown] for when in ("before", "after"))
        return grouped_bars(
            key="before-after",
            title=_("Turnover before and after"),
            description=_("Two bars for each centre: its turnover in a year without and with the change."),
            names=[self.centres[i] for i in shown],
            series=[(_("Before"), before), (_("After"), after)],
            value_label=_("Turnover a year"),
            digits=0,
            name_label=_("Centre"),
        )

    def _centres_sheet(self):
        columns = (
            Column(_("Centre")),
            Column(_("Status")),
            Column(_("Floor space"), 0, "m²"),
            Column(_("Turnover before"), 0),
            Column(_("Turnover after"), 0),
            Column(_("Change"), 0),
            Column(_("Change"), 1, "%"),
            Column(_("Remark")),
        )
        words, status, found = severity_words(), status_words(), self.results
        staying = set(staying_centres(self.inputs))
        rows = (
            (
                name,
                status[self.status[i]],
                self.inputs.column("centres", "area")[i],
                found["before"][i],
                found["after"][i],
                found["change"][i],
                found["percent"][i],
                words.get(severity(found["percent"][i]) if i in staying else "", ""),
            )
            for i, name in enumerate(self.centres)
        )
        return Sheet("centres", _("All centres"), columns, tuple(rows))

    # Who shops where

    def catchments(self):
        found = self.results
        text = []
        if len(self.origins) > MOST_ORIGINS or len(self.centres) > MOST_CENTRES:
            words = _(
                "The charts show the %(origins)d places that spend most and the %(centres)d centres that sell most."
            )
            text.append(words % {"origins": len(found["shown_origins"]), "centres": len(found["shown_centres"])})
        charts = (self._stack(), self._heat())
        return Section("catchments", _("Who shops where"), tuple(text), charts, (self._origins_sheet(),))

    def _stack(self):
        found = self.results
        order = sorted(range(len(found["shown_centres"])), key=lambda n: -found["after"][found["shown_centres"][n]])
        several = len(order) > MOST_PARTS + 1
        told = sorted(order[:MOST_PARTS] if several else order)
        series = [(self.centres[found["shown_centres"][n]], [100 * row[n] for row in found["shares"]]) for n in told]
        if several:
            rest = [max(0.0, 100 - sum(numbers)) for numbers in zip(*(values for _name, values in series), strict=True)]
            series.append((_("Other centres"), rest))
        return stacked_bars(
            key="shares",
            title=_("Where the people of each place spend"),
            description=_("One bar for each place, divided by the centres where its people spend their money."),
            names=[self.origins[i] for i in found["shown_origins"]],
            series=series,
            value_label=_("Share of spending"),
            share=True,
            digits=0,
            name_label=_("Place"),
        )

    def _heat(self):
        found = self.results
        return heat_map(
            key="share-matrix",
            title=_("Share of each centre in the spending of each place"),
            description=_("Rows are places, columns centres; the darker, the larger the share of what people spend."),
            row_names=[self.origins[i] for i in found["shown_origins"]],
            column_names=[self.centres[j] for j in found["shown_centres"]],
            values=[[100 * share for share in row] for row in found["shares"]],
            digits=0 if len(found["shown_centres"]) > 8 else 1,
            unit="%",
            low_label=_("small share"),
            high_label=_("large share"),
            name_label=_("Place"),
        )

    def _origins_sheet(self):
        found = self.results
        columns = (
            Column(_("Place")),
            Column(_("Spending a year"), 0),
            Column(_("Goes most to")),
            Column(_("Share"), 1, "%"),
        )
        chosen = sorted(range(len(self.origins)), key=lambda i: (-found["demand"][i], i))[:MOST_ROWS]
        rows = (
            (self.origins[i], found["demand"][i], self.centres[found["main_centre"][i]], 100 * found["main_share"][i])
            for i in sorted(chosen)
        )
        notes = ()
        if len(self.origins) > MOST_ROWS:
            text = _("The %(count)d places of %(total)d that spend most.")
            notes = (text % {"count": MOST_ROWS, "total": len(self.origins)},)
        return Sheet("origins", _("Places and where most of their spending goes"), columns, tuple(rows), notes)

    # Where the places lie

    def map(self):
        points = [*self._spots("centres", self._shown(most=MAP_CENTRES)), *self._spots("origins", self._map_origins())]
        if len(points) < 2:
            return None
        east, north = _kilometres([(spot[1], spot[2]) for spot in points])
        half = max(max(abs(x) for x in east), max(abs(y) for y in north), 0.5) * 1.1
        chart = scatter(
            key="map",
            title=_("Where the places and the centres lie"),
            description=_("Each sign is a place or a centre, in kilometres east and north of their middle."),
            points=[Point(spot[0], x, y, spot[3]) for spot, x, y in zip(points, east, north, strict=True)],
            x=Dimension(_("km east"), limits=(-half * 1.15, half * 1.15), digits=1),
            y=Dimension(_("km north"), limits=(-half, half), digits=1),
            headings=Headings(group=_("What it is")),
        )
        return Section("map", _("The map"), charts=(chart,))

    def _map_origins(self):
        demand = self.results["demand"]
        return sorted(sorted(range(len(demand)), key=lambda i: (-demand[i], i))[:MAP_ORIGINS])

    def _spots(self, listing, indices):
        """[(name, latitude, longitude, group)] of those that have coordinates."""
        latitude, longitude = self.inputs.column(listing, "latitude"), self.inputs.column(listing, "longitude")
        names = self.inputs.names(listing)
        groups = {EXISTING: _("existing centre"), NEW: _("new centre"), CLOSED: _("centre that closes")}
        for i in indices:
            if latitude[i] is not None and longitude[i] is not None:
                group = groups[self.status[i]] if listing == "centres" else _("place where people live")
                yield names[i], latitude[i], longitude[i], group

    # Breaking points

    def breaking(self):
        if not self.results["pairs"]:
            return None
        columns = (
            Column(_("Between")),
            Column(_("and")),
            Column(_("Distance"), 1, "km"),
            Column(_("From the first"), 1, "km"),
            Column(_("From the second"), 1, "km"),
        )
        rows = tuple(
            (self.centres[first], self.centres[second], distance, point, distance - point)
            for first, second, distance, point in self.results["pairs"]
        )
        text = _(
            "At the breaking point the pull of both centres is equal, if only floor space and distance count. "
            "Distances are straight lines × %(detour)s."
        ) % {"detour": number(self.inputs.options["detour"])}
        sheet = Sheet("breaking", _("Breaking points between centres"), columns, rows)
        return Section("breaking", _("Breaking points"), (text,), sheets=(sheet,))

    # Model and observation

    def observed(self):
        seen, before = self.inputs.column("centres", "observed"), self.results["before"]
        known = [i for i, value in enumerate(seen) if value is not None and self.status[i] != NEW]
        text = self._fit_text()
        if not known and not text:
            return None
        sheets = (self._observed_sheet(known, seen, before),) if known else ()
        if known:
            text.append(_("What people from elsewhere spend is not in the model; large differences may come from it."))
        return Section("observed", _("Model and observation"), tuple(text), sheets=sheets)

    def _fit_text(self):
        fit = self.results["fit"]
        if not fit:
            return []
        text = _(
            "The decay that fits the observed visits best is %(fitted)s; this result uses %(used)s. With the fitted "
            "decay the model sends %(share)s of the visits to another centre than observed."
        )
        decays = {"fitted": number(fit["decay"], 3), "used": number(self.results["decay"], 3)}
        return [text % {**decays, "share": percent(fit["misplaced"])}]

    def _observed_sheet(self, known, seen, before):
        columns = (
            Column(_("Centre")),
            Column(_("Observed turnover"), 0),
            Column(_("Turnover of the model"), 0),
            Column(_("Difference"), 0, "%"),
        )
        rows = tuple(
            (self.centres[i], seen[i], before[i], 100 * (before[i] / seen[i] - 1) if seen[i] else None) for i in known
        )
        return Sheet("observed", _("Observed turnover and the model"), columns, rows)


def _kilometres(places):
    """(east, north) of the middle of the places, in km; good enough for a region."""
    latitudes, longitudes = [place[0] for place in places], [place[1] for place in places]
    middle = (max(latitudes) + min(latitudes)) / 2, (max(longitudes) + min(longitudes)) / 2
    width = KM_PER_DEGREE * math.cos(math.radians(middle[0]))
    return [(y - middle[1]) * width for y in longitudes], [(x - middle[0]) * KM_PER_DEGREE for x in latitudes]
