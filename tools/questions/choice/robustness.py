"""How sure a ranking of alternatives is: weights moved, weights drawn, alternatives taken away, other scales."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.charts.heat_map import heat_map
from catalogue.charts.lines import lines
from catalogue.tables.sheet import Column, Sheet
from tools.asking.base import Section
from tools.asking.words import amount, named, percent

MOST_LINES = 8  # alternatives in a chart of lines
MOST_CHARTS = 2
MOST_PLACES = 20  # and alternatives in the chart of places


def sensitivity(facts):
    return (
        _weights(facts),
        _chance(facts),
        *([_removal(facts)] if facts.results["removal"] else []),
        _normalisations(facts),
    )


def _weights(facts):
    sheets = [_stability_sheet(facts, method) for method in ("weighted_sum", "promethee2")]
    text = [facts.switch_sentence()] if facts.is_apart else []
    if facts.method == "topsis":
        text.append(_("TOPSIS has no such exact ranges; those of the weighted sum are shown."))
    return Section(
        "weights", _("If one weight changes"), text=tuple(text), charts=tuple(_line_charts(facts)), sheets=tuple(sheets)
    )


def _stability_sheet(facts, method):
    found = facts.results["stability"][method]
    columns = (
        Column(_("Criterion")),
        Column(_("Weight"), 1, "%"),
        Column(_("First down to"), 1, "%"),
        Column(_("Then level with")),
        Column(_("First up to"), 1, "%"),
        Column(_("Then level with")),
    )
    rows = [
        (
            name,
            100 * facts.results["weights"][j],
            100 * found["low"][j],
            _rival(facts, found["rival_low"][j]),
            100 * found["high"][j],
            _rival(facts, found["rival_high"][j]),
        )
        for j, name in enumerate(facts.criteria)
    ]
    words = {"method": facts.short_name(method), "first": facts.names[found["best"]]}
    title = _("%(method)s: weights with which %(first)s stays first") % words
    return Sheet(f"stability-{method.replace('_', '-')}", title, columns, tuple(rows))


def _rival(facts, index):
    return facts.names[index] if index >= 0 else "–"


def _line_charts(facts):
    """One chart for each of the criteria whose weight is nearest to a switch."""
    criteria = list(dict.fromkeys(j for _distance, j, _limit, _rival in sorted(facts.switches())))
    for j in criteria[:MOST_CHARTS]:
        yield _line_chart(facts, j)


def _line_chart(facts, j):
    found, scores = facts.results["stability"][facts.stability_method], facts.results["scores"][facts.stability_method]
    without, only = found["ends"][j]
    weight = 100 * facts.results["weights"][j]
    kept = [i for i in range(len(scores)) if i in _worth_a_line(facts, j, scores)]
    series = [(facts.names[i], [(0, without[i]), (weight, scores[i]), (100, only[i])]) for i in kept]
    switches = [(100 * limit, facts.names[rival]) for _d, each, limit, rival in facts.switches() if each == j]
    verticals = [(weight, _("now")), *((x, _("level: %(name)s") % {"name": name}) for x, name in switches)]
    return lines(
        key=f"weight-{j + 1}",
        title=_("Score with another weight: %(criterion)s") % {"criterion": facts.criteria[j]},
        description=_("Where lines cross, alternatives change places. The other weights keep their proportions."),
        series=series,
        x_label=_("Weight in per cent"),
        y_label=_("Score: %(method)s") % {"method": facts.short_name(facts.stability_method)},
        verticals=verticals,
        x_range=(0, 100),
        x_digits=1,
        y_digits=3,
    )


def _worth_a_line(facts, j, scores):
    """The best few, and those that draw level somewhere."""
    rivals = [rival for _d, each, _limit, rival in facts.switches() if each == j]
    best = sorted(range(len(scores)), key=lambda i: -scores[i])
    return list(dict.fromkeys([best[0], *rivals, *best]))[:MOST_LINES]


def _chance(facts):
    options, shown = facts.options, facts.order[:MOST_PLACES]
    values = facts.results["frequency"]["places"]
    drawn = _("Each of %(runs)s runs draws every weight anew, up to %(spread)s higher or lower. Seed: %(seed)d.") % {
        "runs": amount(options["runs"]),
        "spread": percent(options["spread"] / 100),
        "seed": options["seed"],
    }
    text = [drawn]
    if len(facts.names) > MOST_PLACES:
        text.append(_("The chart shows the first %(count)d alternatives and places.") % {"count": MOST_PLACES})
    chart = heat_map(
        key="places",
        title=_("How often each alternative takes each place: %(method)s") % {"method": facts.short_name(facts.method)},
        description=_("Per cent of the random runs; a shared place counts as the best of its places."),
        row_names=[facts.names[i] for i in shown],
        column_names=[_("Place %(number)d") % {"number": place} for place in range(1, len(shown) + 1)],
        values=[[100 * share for share in values[i][: len(shown)]] for i in shown],
        digits=0,
        unit="%",
        low_label=_("never"),
        high_label=_("always"),
        name_label=_("Alternative"),
    )
    return Section(
        "chance", _("If all weights are uncertain"), text=tuple(text), charts=(chart,), sheets=(_leads(facts),)
    )


def _leads(facts):
    methods = facts.results["frequency"]["first"]
    columns = (Column(_("Alternative")), *(Column(facts.short_name(method), 1, "%") for method in methods))
    rows = [(facts.names[i], *(100 * methods[method][i] for method in methods)) for i in facts.order]
    return Sheet("leads", _("Share of the random runs with the first place"), columns, tuple(rows))


def _removal(facts):
    removal = facts.results["removal"]
    columns = (
        Column(_("Without")),
        *(Column(_("First: %(method)s") % {"method": facts.short_name(method)}) for method in removal),
        Column(_("Others change their order")),
    )
    rows = [
        (
            facts.names[i],
            *(named(facts.named(removal[method]["leaders"][i])) for method in removal),
            named([facts.short_name(method) for method in removal if removal[method]["reversed"][i]]) or "–",
        )
        for i in range(len(facts.names))
    ]
    sheet = Sheet("removal", _("The ranking without each alternative"), columns, tuple(rows))
    return Section("removal", _("If an alternative drops out"), text=(_removal_sentence(facts),), sheets=(sheet,))


def _removal_sentence(facts):
    changed = [
        name for name, bad in zip(facts.names, facts.results["removal"][facts.method]["reversed"], strict=True) if bad
    ]
    words = {"method": facts.method_name(), "count": len(changed), "names": named(changed)}
    if not changed:
        return _("By %(method)s the others keep their order whichever alternative drops out.") % words
    text = ngettext(
        "By %(method)s the others change their order if this alternative drops out: %(names)s.",
        "By %(method)s the others change their order if any of these %(count)d alternatives drops out: %(names)s.",
        len(changed),
    )
    return text % words


def _normalisations(facts):
    found = facts.results["normalisations"]
    labels = {
        "minmax": _("Min-max"),
        "vector": _("Vector"),
        "max": _("Share of the largest value"),
        "sum": _("Share of the sum"),
    }
    columns = (Column(_("How values are made comparable")), *(Column(facts.short_name(method)) for method in found))
    rows = [(labels[way], *(named(facts.named(found[method][way])) for method in found)) for way in found["topsis"]]
    if any(facts.depends_on_normalisation(method) for method in found):
        text = _(
            "The first place depends on how the values are made comparable. Say in the decision which way was used."
        )
    else:
        text = _("The first place does not depend on how the values are made comparable.")
    sheet = Sheet("normalisations", _("Who comes first"), columns, tuple(rows))
    return Section("normalisations", _("If values are made comparable in another way"), text=(text,), sheets=(sheet,))
