"""How sure a catchment study is: what other assumptions would make of it."""

from django.utils.translation import gettext as _

from catalogue.charts import tornado
from tools.asking.base import Section
from tools.asking.words import percent
from tools.methods.retail import SWINGS
from tools.questions.huff.reading import number


def sensitivity_section(inputs, results):
    """The tornado charts with a sentence that explains them."""
    return _Sensitivity(inputs, results).section()


class _Sensitivity:
    def __init__(self, inputs, results):
        self.results, self.centres = results, inputs.names("centres")

    def section(self):
        found = self.results
        charts = [self._turnover_tornado()]
        if found["hardest"] is not None:
            charts.insert(0, self._loss_tornado())
        text = _(
            "One assumption at a time goes to the low and to the high end of its range; the others stay. Travel times "
            "change only to the centre named, because with power decay a change of all times together changes nothing."
        )
        return Section("sensitivity", _("If the assumptions were different"), (text,), tuple(charts))

    def _loss_tornado(self):
        name = self.centres[self.results["hardest"]]
        items = [
            (self._swing_name(swing), *swing["percent"])
            for swing in self.results["swings"]
            if swing["parameter"] != "demand"
        ]
        return tornado(
            key="loss-swings",
            title=_("Change of turnover of %(name)s under other assumptions") % {"name": name},
            description=_("For each assumption the change in per cent at the low and at the high end of its range."),
            items=items,
            base=self.results["percent"][self.results["hardest"]],
            value_label=_("Change"),
            unit="%",
            digits=1,
            **self._ends(),
        )

    def _turnover_tornado(self):
        name = self.centres[self.results["studied"]]
        return tornado(
            key="turnover-swings",
            title=_("Turnover of %(name)s under other assumptions") % {"name": name},
            description=_("For each assumption the turnover at the low and at the high end of its range."),
            items=[(self._swing_name(swing), *swing["turnover"]) for swing in self.results["swings"]],
            base=self.results["after"][self.results["studied"]],
            value_label=_("Turnover a year"),
            digits=0,
            **self._ends(),
        )

    def _ends(self):
        return {
            "low_label": _("Low end"),
            "high_label": _("High end"),
            "base_label": _("As chosen"),
            "name_label": _("Assumption"),
        }

    def _swing_name(self, swing):
        low, high = swing["values"]
        texts = dict(
            zip(
                SWINGS,
                (
                    _("Decay %(low)s to %(high)s"),
                    _("Weight of floor space %(low)s to %(high)s"),
                    _("Time to %(name)s ±%(share)s"),
                    _("Spending ±%(share)s"),
                ),
                strict=True,
            )
        )
        said = {"low": number(low), "high": number(high), "share": percent((high - low) / 2)}
        return texts[swing["parameter"]] % {**said, "name": self.centres[self.results["studied"]]}
