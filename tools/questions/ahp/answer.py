"""What weights from judgements say: the reading, its charts and tables."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.charts.bars import bars
from catalogue.charts.heat_map import heat_map
from catalogue.charts.interval_bars import Interval, interval_bars
from catalogue.tables.sheet import Column, Sheet
from tools.asking.base import Answer, Section
from tools.asking.words import named, number, percent

SAME = 1e-9


def answer_weights(inputs, results):
    names, judges = inputs.names("elements"), inputs.names("judges")
    several = len(judges) > 1
    return Answer(
        reading=tuple(_reading(inputs, results, names, judges)),
        sections=(
            _weights(names, results),
            _consistency(inputs, results, names),
            *([_by_judge(inputs, names, judges, results)] if several else []),
        ),
        sensitivity=(_steps(names, results), *([_without(names, judges, results)] if several else [])),
        warnings=tuple(_warnings(inputs, results, names, judges)),
        main=_main(names, results),
    )


def judgement(value):
    """As people say it: 3 or 1.4, and 1/3 for a third."""
    times = round(value if value >= 1 else 1 / value, 1)
    text = number(times, 0 if times == round(times) else 1)
    return text if value >= 1 or times == 1 else f"1/{text}"


def _reading(inputs, results, names, judges):
    yield _first(names, results["weights"])
    if len(names) > 2:
        yield _goes_together(results, inputs.options["max_cr"])
        if results["worst"] and not results["consistent"]:
            yield _worst(names, results)
    if len(judges) > 1:
        yield _judges(names, judges, results)
    yield _sure(names, results["steps"])
    yield _other(names, results)


def _first(names, weights):
    order = sorted(range(len(names)), key=lambda i: -weights[i])
    leaders = [i for i in order if weights[i] >= weights[order[0]] - SAME]
    share = percent(weights[order[0]])
    if len(leaders) == len(names):
        return _("All criteria weigh the same: %(share)s each.") % {"share": share}
    if len(leaders) > 1:
        text = _("These criteria weigh most and the same, %(share)s each: %(names)s.")
        return text % {"names": named(names[i] for i in leaders), "share": share}
    text = _("%(first)s weighs most (%(share)s), followed by %(second)s (%(next)s).")
    next_weight = weights[order[1]]
    seconds = named(names[i] for i in order[1:] if weights[i] >= next_weight - SAME)
    return text % {"first": names[order[0]], "share": share, "second": seconds, "next": percent(next_weight)}


def _goes_together(results, most):
    words = {"cr": number(results["cr"], 3), "most": number(most, 2)}
    if results["cr"] <= SAME:
        return _("The judgements go together perfectly (consistency ratio 0).")
    if results["consistent"]:
        return (
            _("The judgements go together well enough: the consistency ratio is %(cr)s, at most %(most)s is accepted.")
            % words
        )
    text = _("The judgements contradict each other: the consistency ratio is %(cr)s, more than the accepted %(most)s.")
    return text % words


def _worst(names, results):
    i, j, value = results["worst"]
    text = _(
        "Look again at “%(row)s” against “%(column)s”: the judgement %(given)s fits the others worst; about "
        "%(fitting)s would fit, and the consistency ratio would be %(cr)s."
    )
    return text % {
        "row": names[i],
        "column": names[j],
        "given": judgement(results["group"][i][j]),
        "fitting": judgement(value),
        "cr": number(results["mended"]["cr"], 3),
    }


def _fits_worst(names, results):
    i, j, value = results["worst"]
    text = _(
        "Of all judgements “%(row)s” against “%(column)s” fits worst: it is %(given)s; about %(fitting)s would fit."
    )
    words = {"row": names[i], "column": names[j], "fitting": judgement(value)}
    return text % {**words, "given": judgement(results["group"][i][j])}


def _judges(names, judges, results):
    """Whether the judges put the same criterion first, and on which one they differ most."""
    firsts = [_leaders(judge["weights"]) for judge in results["judges"]]
    spans = [
        max(shares) - min(shares) for shares in zip(*(judge["weights"] for judge in results["judges"]), strict=True)
    ]
    widest = spans.index(max(spans))
    shares = [judge["weights"][widest] for judge in results["judges"]]
    words = {"name": names[widest], "low": percent(min(shares)), "high": percent(max(shares)), "count": len(judges)}
    if max(spans) <= SAME:
        return _("All judges give the same weights.")
    if all(first == firsts[0] for first in firsts):
        text = ngettext(
            "The %(count)d judge puts the same first; on “%(name)s” the weights differ most, from %(low)s to %(high)s.",
            "All %(count)d judges put the same first; on “%(name)s” they differ most, from %(low)s to %(high)s.",
            len(judges),
        )
    else:
        text = ngettext(
            "The %(count)d judge does not agree; on “%(name)s” the weights differ most, from %(low)s to %(high)s.",
            "The %(count)d judges do not put the same first; on “%(name)s” they differ most, from %(low)s to %(high)s.",
            len(judges),
        )
    return text % words


def _leaders(weights):
    return [i for i, weight in enumerate(weights) if weight >= max(weights) - SAME]


def _sure(names, steps):
    count = steps["count"]
    if not steps["switches"]:
        text = ngettext(
            "Moving any single judgement by one step (%(count)d way) leaves the first place as it is.",
            "Moving any single judgement by one step (%(count)d ways) leaves the first place as it is.",
            count,
        )
        return text % {"count": count}
    text = ngettext(
        "Of %(all)d ways to move a single judgement by one step, %(count)d puts another criterion first: %(names)s.",
        "Of %(all)d ways to move a single judgement by one step, %(count)d put another criterion first: %(names)s.",
        len(steps["switches"]),
    )
    others = dict.fromkeys(names[first] for *_cell, first in steps["switches"])
    return text % {"all": count, "count": len(steps["switches"]), "names": named(others)}


def _other(names, results):
    gaps = [abs(a - b) for a, b in zip(results["weights"], results["other_weights"], strict=True)]
    if max(gaps) < 0.0005:
        return _("The other way to compute the weights gives the same to a tenth of a per cent.")
    widest = gaps.index(max(gaps))
    text = _("The other way to compute the weights differs most on “%(name)s”: %(other)s instead of %(weight)s.")
    return text % {
        "name": names[widest],
        "other": percent(results["other_weights"][widest], 1),
        "weight": percent(results["weights"][widest], 1),
    }


def _weights(names, results):
    order = sorted(range(len(names)), key=lambda i: -results["weights"][i])
    chart = bars(
        key="weights",
        title=_("Weights of the criteria"),
        description=_("The longer the bar, the more the criterion counts. All weights together are 100 per cent."),
        items=[(names[i], 100 * results["weights"][i]) for i in order],
        value_label=_("Weight"),
        unit="%",
        digits=1,
        name_label=_("Criterion"),
    )
    columns = (
        Column(_("Criterion")),
        Column(_("This way"), 1, "%"),
        Column(_("The other way"), 1, "%"),
    )
    rows = [(names[i], 100 * results["weights"][i], 100 * results["other_weights"][i]) for i in order]
    sheet = Sheet("ways", _("Weights by both ways of computing"), columns, tuple(rows))
    text = (_("Write these per cents as weights into “Choice among alternatives”."),)
    return Section("weights", _("How much each criterion counts"), text=text, charts=(chart,), sheets=(sheet,))


def _consistency(inputs, results, names):
    rows = [
        (_("Largest eigenvalue (λmax)"), results["lambda_max"]),
        (_("Consistency index (CI)"), results["ci"]),
        (_("Consistency ratio (CR)"), results["cr"]),
        (_("Highest ratio accepted"), inputs.options["max_cr"]),
    ]
    sheet = Sheet("consistency", _("Consistency"), (Column(_("Measure")), Column(_("Value"), 3)), tuple(rows))
    text = []
    if len(names) < 3:
        text.append(_("With two criteria there is a single judgement, which cannot contradict another one."))
    elif results["worst"]:
        text.append(_fits_worst(names, results))
    charts = (_group_chart(names, results),)
    return Section("consistency", _("Do the judgements go together?"), text=tuple(text), charts=charts, sheets=(sheet,))


def _group_chart(names, results):
    group, weights = results["group"], results["weights"]
    size = range(len(names))
    return heat_map(
        key="judgements",
        title=_("How far each judgement is from the ratio of the weights, in per cent"),
        description=_("0 where it fits; above 0 the row was judged too high against the column, below 0 too low."),
        row_names=names,
        column_names=names,
        values=[[100 * (group[i][j] * weights[j] / weights[i] - 1) for j in size] for i in size],
        digits=0,
        unit="%",
        diverging=True,
        low_label=_("too low"),
        high_label=_("too high"),
        name_label=_("Criterion"),
    )


def _by_judge(inputs, names, judges, results):
    title = _("Weights of each judge")
    chart = heat_map(
        key="by-judge",
        title=title,
        description=_("Per cent of the weight that each judge gives to each criterion."),
        row_names=judges,
        column_names=names,
        values=[[100 * weight for weight in judge["weights"]] for judge in results["judges"]],
        digits=0,
        unit="%",
        name_label=_("Judge"),
    )
    columns = (
        Column(_("Judge")),
        Column(_("Consistency ratio"), 3),
        Column(_("Judgement that fits worst")),
        Column(_("Given")),
        Column(_("Value that would fit")),
    )
    layers = inputs.tables["judgements"]
    rows = [_judge_row(names, *each) for each in zip(judges, results["judges"], layers, strict=True)]
    sheet = Sheet("judges", _("Consistency of each judge"), columns, tuple(rows))
    return Section("judges", _("Judge by judge"), charts=(chart,), sheets=(sheet,))


def _judge_row(names, name, judge, given):
    if not judge["worst"]:
        return name, judge["cr"], "–", "–", "–"
    i, j, value = judge["worst"]
    pair = _("%(row)s against %(column)s") % {"row": names[i], "column": names[j]}
    return name, judge["cr"], pair, judgement(given[i][j]), judgement(value)


def _steps(names, results):
    steps = results["steps"]
    rows = sorted(range(len(names)), key=lambda i: -results["weights"][i])
    chart = interval_bars(
        key="steps",
        title=_("Weights if one judgement moves by one step"),
        description=_("The interval runs from the lowest to the highest weight that any single step gives."),
        items=[
            Interval(names[i], *(100 * part[i] for part in (results["weights"], steps["low"], steps["high"])))
            for i in rows
        ],
        value_label=_("Weight"),
        low_label=_("Lowest"),
        high_label=_("Highest"),
        unit="%",
        digits=1,
        ranks=False,
        name_label=_("Criterion"),
    )
    return Section(
        "steps",
        _("If one judgement changes"),
        text=(_sure(names, steps),),
        charts=(chart,),
        sheets=_switch_sheets(names, results),
    )


def _switch_sheets(names, results):
    rows = [
        (
            _("%(row)s against %(column)s") % {"row": names[i], "column": names[j]},
            judgement(results["group"][i][j]),
            judgement(value),
            names[first],
        )
        for i, j, value, first in results["steps"]["switches"]
    ]
    columns = (Column(_("Judgement")), Column(_("Now")), Column(_("Moved to")), Column(_("Then first")))
    return (Sheet("switches", _("Steps that put another criterion first"), columns, tuple(rows)),) if rows else ()


def _without(names, judges, results):
    columns = (Column(_("Without")), *(Column(name, 1, "%") for name in names))
    rows = [
        (judge, *(100 * weight for weight in weights))
        for judge, weights in zip(judges, results["without"], strict=True)
    ]
    first = _leaders(results["weights"])
    changed = [judge for judge, weights in zip(judges, results["without"], strict=True) if _leaders(weights) != first]
    if changed:
        text = ngettext(
            "The first place changes without this judge: %(names)s.",
            "The first place changes without any one of these judges: %(names)s.",
            len(changed),
        ) % {"names": named(changed)}
    else:
        text = _("The first place stays the same whichever judge is left out.")
    sheet = Sheet("without", _("Weights without each judge"), columns, tuple(rows))
    return Section("without", _("If a judge is left out"), text=(text,), sheets=(sheet,))


def _warnings(inputs, results, names, judges):
    most = number(inputs.options["max_cr"], 2)
    if not results["consistent"]:
        yield _("The consistency ratio is above %(most)s. Talk about the judgements before you use the weights.") % {
            "most": most
        }
    if len(judges) < 2:
        return
    bad = [name for name, judge in zip(judges, results["judges"], strict=True) if not judge["consistent"]]
    if bad:
        text = ngettext(
            "The judgements of this judge contradict each other (ratio above %(most)s): %(names)s.",
            "The judgements of these judges contradict each other (ratio above %(most)s): %(names)s.",
            len(bad),
        )
        yield text % {"most": most, "names": named(bad)}


def _main(names, results):
    columns = (Column(_("Criterion")), Column(_("Weight"), 1, "%"))
    return Sheet(
        "main", _("Weights"), columns, tuple((n, 100 * w) for n, w in zip(names, results["weights"], strict=True))
    )
