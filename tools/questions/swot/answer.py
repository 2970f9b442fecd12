"""What a weighed SWOT says: four lists with their weights, the pairs, and what hangs on single judges."""

from django.utils.translation import gettext as _

from catalogue.charts import bars, heat_map
from catalogue.tables.sheet import Column, Sheet
from tools.asking.base import Answer, Section, Weakness, key_of
from tools.asking.words import named, number, percent
from tools.methods.swot import KINDS
from tools.questions.swot.data import LABELS, LISTS, code
from tools.questions.swot.reading import Weighed, kind_words

MOST_SHOWN = 20  # pairs in the table


def answer_swot(inputs, results):
    return SwotAnswer(inputs, results).answer()


class SwotAnswer(Weighed):
    """The answer to one content."""

    def answer(self):
        return Answer(
            reading=tuple(self.reading()),
            sections=(self._groups_section(), self._lists(), self._pairs(), self._weighing()),
            sensitivity=(self._without(),) if self.results["judges"] > 1 else (),
            warnings=tuple(self.warnings()),
            weaknesses=tuple(self._weak()),
            main=self._main(),
        )

    def _weights(self, group):
        """The overall weights of a list, in per cent, in the order of the list."""
        known = {(letter, index): 100 * weight for letter, index, weight, _place in self.results["order"]}
        return [known[group, index] for index in range(len(self.items[group]))]

    def _coded(self, group, index):
        return f"{code(group, index)} {self.name(group, index)}"

    # --- The lists ---

    def _lists(self):
        text = _(
            "The overall weight of an item is the weight of its group times its weight within the list; those of all "
            "items together are 100 per cent."
        )
        charts = tuple(self._list_chart(group) for group in LISTS)
        return Section("lists", _("What weighs most"), (text,), charts, (self._items_sheet(),), beside=True)

    def _groups_section(self):
        weights = zip(LISTS, self.results["groups"]["weights"], strict=True)
        chart = bars(
            key="groups",
            title=_("Weights of the four groups"),
            description=_("The longer the bar, the more the group counts. All four together are 100 per cent."),
            items=[(LABELS[group], 100 * weight) for group, weight in weights],
            value_label=_("Weight of the group"),
            unit="%",
            digits=1,
            name_label=_("Group"),
        )
        return Section("groups", _("The four groups"), charts=(chart,))

    def _list_chart(self, group):
        weights = self._weights(group)
        order = sorted(range(len(weights)), key=lambda index: (-weights[index], index))
        return bars(
            key=LISTS[group],
            title=str(LABELS[group]),
            description=_("Overall weights, the heaviest item first; the bars of all four lists have the same scale."),
            items=[(self._coded(group, index), weights[index]) for index in order],
            value_label=_("Overall weight"),
            unit="%",
            digits=1,
            name_label=_("Item"),
            up_to=100 * self.results["order"][0][2],
        )

    def _items_sheet(self):
        columns = (
            Column(_("Item")),
            Column(_("Group")),
            Column(_("Weight in the list"), 1, "%"),
            Column(_("Overall weight"), 1, "%"),
            Column(_("Rank among all items"), 0),
            *([Column(_("Evidence"))] if self._has_evidence() else []),
        )
        rows = tuple(self._item_row(*item) for item in self.results["order"])
        return Sheet("items", _("All items, the heaviest first"), columns, rows)

    def _item_row(self, group, index, weight, place):
        local = self.results["lists"][group]["weights"][index]
        row = (self._coded(group, index), str(LABELS[group]), 100 * local, 100 * weight, place)
        evidence = self.inputs.column(LISTS[group], "evidence")[index] or ""
        return (*row, evidence) if self._has_evidence() else row

    def _has_evidence(self):
        return any(text for key in LISTS.values() for text in self.inputs.column(key, "evidence"))

    # --- The pairs ---

    def _pairs(self):
        if not self.results["pairs"]:
            text = _("Say in the data how strongly inner and outer items meet (0 to 3), and the pairs appear here.")
            return Section("pairs", _("Which pairs call for a strategy"), (text,))
        text = _("Score of a pair = weight of the inner item × weight of the outer item × strength, times 100.")
        charts = (self._directions_chart(), self._scores_chart())
        return Section("pairs", _("Which pairs call for a strategy"), (text,), charts, (self._pairs_sheet(),))

    def _directions_chart(self):
        words = kind_words()
        return bars(
            key="directions",
            title=_("Which direction leads"),
            description=_("The sum of the scores of all pairs of a kind. The longer the bar, the more speaks for it."),
            items=[(f"{kind}: {words[kind]}", 100 * self.results["totals"][kind]) for kind in KINDS],
            value_label=_("Sum of the scores"),
            digits=1,
            name_label=_("Direction"),
        )

    def _scores_chart(self):
        inner, outer = ([(group, i) for group in side for i in range(len(self.items[group]))] for side in ("SW", "OT"))
        scores = {(k[0], i, k[1], j): 100 * score for k, i, j, score in self.results["pairs"]}
        return heat_map(
            key="scores",
            title=_("Scores of the pairs"),
            description=_("Rows: strengths and weaknesses; columns: opportunities and threats; 0 where nothing meets."),
            row_names=[self._coded(*item) for item in inner],
            column_names=[code(*item) for item in outer],
            values=[[scores.get((*row, *column), 0.0) for column in outer] for row in inner],
            digits=1,
            name_label=_("Item"),
        )

    def _pairs_sheet(self):
        columns = (Column(_("Inner item")), Column(_("Outer item")), Column(_("Direction")), Column(_("Score"), 2))
        pairs = self.results["pairs"][:MOST_SHOWN]
        rows = tuple((self._coded(k[0], i), self._coded(k[1], j), k, 100 * score) for k, i, j, score in pairs)
        return Sheet("strongest-pairs", _("The strongest pairs"), columns, rows, tuple(self._pairs_note(len(rows))))

    def _pairs_note(self, shown):
        if len(self.results["pairs"]) > shown:
            words = {"shown": shown, "all": len(self.results["pairs"])}
            yield _("The %(shown)d strongest of %(all)d pairs.") % words

    # --- The weighing ---

    def _weighing(self):
        columns = (
            Column(_("List")),
            Column(_("Weighed")),
            Column(_("Judges counted"), 0),
            Column(_("Judges left out"), 0),
            Column(_("Consistency ratio"), 3),
            Column(_("Judges who do not contradict themselves"), 0),
            Column(_("Pair that fits worst")),
        )
        rows = tuple(self._weighing_row(*part) for part in self.parts())
        sheet = Sheet("weighing", _("On what the weights rest"), columns, rows)
        text = _("Up to %(most)s the judgements of a list go together well enough; points cannot contradict.")
        most = number(self.inputs.options["max_cr"], 2)
        return Section("weighing", _("On whom it rests"), (text % {"most": most},), (), (sheet,))

    def _weighing_row(self, group, label, told):
        way = _("in pairs") if told["way"] == "pairs" else _("by points")
        numbers = (told["counted"], len(told["left_out"]), told.get("cr"), told.get("consistent_judges"))
        return label, way, *numbers, self._worst(group, told.get("worst"))

    def _worst(self, group, worst):
        if not worst:
            return "–"
        names = self.items[group] if group else [str(one) for one in LABELS.values()]
        return _("%(row)s against %(column)s") % {"row": names[worst[0]], "column": names[worst[1]]}

    # --- Without a judge ---

    def _without(self):
        columns = (
            Column(_("Without")),
            *(Column(_("Rank %(number)d") % {"number": place}) for place in range(1, 5)),
            Column(_("Direction")),
        )
        rows = tuple(
            (name, *self._without_row(one)) for name, one in zip(self.judges, self.results["without"], strict=True)
        )
        sheet = Sheet("without", _("The first four items without each judge"), columns, rows)
        return Section("without", _("If a judge is left out"), tuple(self._what_hangs()), (), (sheet,))

    def _without_row(self, one):
        if one is None:
            return (_("nobody is left for one of the lists"), "–", "–", "–", "–")
        names = [self._coded(group, index) for group, index, _place in one["order"]]
        return (*names, *["–"] * (4 - len(names)), one["posture"] or "–")

    def _what_hangs(self):
        yield self.sure()
        if changed := self.new_directions():
            yield _("Another direction leads without: %(names)s.") % {"names": named(changed)}
        elif self.results["posture"]:
            yield _("The direction %(kind)s leads whichever judge is left out.") % {"kind": self.results["posture"]}

    # --- What is weak ---

    def _weak(self):
        """Weaknesses and threats that weigh at least as much as an item does on average."""
        average = 1 / len(self.results["order"])
        for group, index, weight, place in self.results["order"]:
            if group in "WT" and weight >= average - 1e-9:
                why = _("%(group)s with an overall weight of %(share)s, rank %(place)d of all items.")
                words = {"group": _("Weakness") if group == "W" else _("Threat"), "share": percent(weight, 1)}
                topic = self.inputs.column(LISTS[group], "topic")[index] or ""
                yield Weakness(
                    key_of(LISTS[group], index), self.name(group, index), why % {**words, "place": place}, topic
                )

    def _main(self):
        columns = (Column(_("Item")), Column(_("Overall weight"), 1, "%"))
        rows = tuple(
            (f"{group}: {self.name(group, i)}", 100 * weight) for group, i, weight, _p in self.results["order"]
        )
        return Sheet("main", _("Overall weights"), columns, rows)
