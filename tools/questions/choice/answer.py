"""What the ranking of alternatives says: the reading, its charts and tables."""

import math

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.charts.plane import Dimension
from catalogue.charts.scatter import Headings, Point, scatter
from catalogue.charts.stacked_bars import stacked_bars
from catalogue.tables.sheet import Column, Sheet
from tools.asking.base import Answer, Section, Weakness, key_of
from tools.asking.words import named, number, percent
from tools.questions.choice.facts import Facts
from tools.questions.choice.robustness import sensitivity

WEAK = 0.25  # how far above the worst value, as a part of the range, a value still counts as weak
MOST_SERIES = 8
ROUNDING = 1e-6  # how far a value may miss a round number


def answer_ranking(inputs, results):
    facts = Facts(inputs, results)
    return Answer(
        reading=tuple(_reading(facts)),
        sections=(
            _ranks(facts),
            _contributions(facts),
            *([_reasons(facts)] if facts.second is not None else []),
            _dominance(facts),
            _flows(facts),
        ),
        sensitivity=sensitivity(facts),
        warnings=tuple(_warnings(facts)),
        weaknesses=tuple(_weak(facts)),
        main=_main(facts),
    )


def _reading(facts):
    yield _first(facts)
    if facts.second is not None:
        yield _why(facts)
    else:
        yield _("These values and weights do not tell them apart.")
    yield _methods(facts)
    yield _chance(facts)
    if facts.is_apart:
        yield facts.switch_sentence()
    if facts.dominated:
        yield _dominated(facts.dominated)


def _first(facts):
    leaders, where = facts.leaders, {"method": facts.method_name(), "names": named(facts.named(facts.leaders))}
    if len(leaders) == len(facts.names):
        return _("By %(method)s all alternatives stand level.") % where
    if len(leaders) > 1:
        return _("By %(method)s %(names)s share the first place.") % where
    where["second"] = named(facts.named(facts.seconds))
    return _("By %(method)s %(names)s comes first, followed by %(second)s.") % where


def _why(facts):
    """What speaks for the first against the second, and what against it."""
    ahead, behind = facts.ahead(), facts.behind()
    where = {"first": facts.names[facts.leaders[0]], "second": facts.names[facts.second], "ahead": named(ahead[:3])}
    if not behind:
        return _("%(first)s is ahead of %(second)s on %(ahead)s and behind on no criterion.") % where
    return _("%(first)s leads %(second)s above all on %(ahead)s; it is behind on %(behind)s.") % {
        **where,
        "behind": named(behind[:3]),
    }


def _methods(facts):
    if facts.all_agree:
        return _("All three methods put %(names)s first.") % {"names": named(facts.named(facts.leaders))}
    methods = {}
    for method, leaders in facts.leaders_by_method.items():
        methods.setdefault(named(facts.named(leaders)), []).append(facts.short_name(method))
    list_ = "; ".join(f"{names} ({named(each)})" for names, each in methods.items())
    return _("The methods do not agree on the first place: %(list)s.") % {"list": list_}


def _chance(facts):
    frequency, leaders = facts.results["frequency"]["first"][facts.method], facts.leaders
    words = {"spread": percent(facts.options["spread"] / 100), "name": facts.names[leaders[0]]}
    if facts.is_apart:
        text = _(
            "If every weight may be up to %(spread)s higher or lower, %(name)s leads in %(share)s of the random runs."
        )
        return text % {**words, "share": _of_runs(frequency[leaders[0]])}
    shares = [f"{facts.names[i]} {_of_runs(frequency[i])}" for i in leaders]
    text = _(
        "If every weight may be up to %(spread)s higher or lower, they have the first place in so many runs: %(list)s."
    )
    return text % {**words, "list": named(shares)}


def _of_runs(share):
    """In whole per cents, unless that would say “all” or “none” of what is not."""
    return percent(share, 0 if round(share, 2) not in (0, 1) or share in (0, 1) else 1)


def _dominated(names):
    text = ngettext(
        "Another alternative is nowhere worse and somewhere better than this one: %(names)s.",
        "For each of these another alternative is nowhere worse and somewhere better: %(names)s.",
        len(names),
    )
    return text % {"names": named(names)}


def _ranks(facts):
    return Section(
        "ranks",
        _("Ranks by the three methods"),
        text=tuple(facts.disagreements()),
        sheets=(_rank_sheet(facts), _agreement_sheet(facts)),
    )


def _rank_sheet(facts):
    methods = facts.results["ranks"]
    columns = (
        Column(_("Alternative")),
        *(Column(_("Rank: %(method)s") % {"method": facts.short_name(method)}, 0) for method in methods),
        *(Column(_("Score: %(method)s") % {"method": facts.short_name(method)}, 3) for method in methods),
    )
    rows = [
        (
            facts.names[i],
            *(facts.results["ranks"][method][i] for method in methods),
            *(facts.results["scores"][method][i] for method in methods),
        )
        for i in facts.order
    ]
    notes = (_("Scores of different methods are on different scales and cannot be compared with each other."),)
    return Sheet("ranks", _("Ranks and scores"), columns, tuple(rows), notes)


def _agreement_sheet(facts):
    methods = list(facts.results["ranks"])
    columns = (Column(_("Method")), *(Column(facts.short_name(method), 2) for method in methods))
    rows = zip((facts.short_name(method) for method in methods), facts.results["agreement"], strict=True)
    notes = (_("Kendall’s tau-b: 1 is the same order, 0 no connection, −1 the reversed order."),)
    title = _("How far the rankings agree")
    return Sheet("agreement", title, columns, tuple((name, *values) for name, values in rows), notes)


def _contributions(facts):
    return Section(
        "contributions",
        _("What each criterion contributes"),
        text=(_("A long part means a good value, a large weight, or both. Added up they are the weighted sum."),),
        charts=(
            stacked_bars(
                key="contributions",
                title=_("Contributions of the criteria to the weighted sum"),
                description=_("One bar for each alternative, the best first, with a part for each criterion."),
                names=[facts.names[i] for i in facts.order],
                series=_series(facts),
                value_label=_("Score"),
                digits=3,
                name_label=_("Alternative"),
            ),
        ),
        sheets=(_value_sheet(facts),),
    )


def _series(facts):
    """(criterion, parts); of many criteria the least weighty ones together."""
    parts, weights = facts.results["parts"]["weighted_sum"], facts.results["weights"]
    by_weight = sorted(range(len(weights)), key=lambda j: -weights[j])
    kept = sorted(by_weight[:MOST_SERIES]) if len(weights) <= MOST_SERIES else sorted(by_weight[: MOST_SERIES - 1])
    rest = [j for j in range(len(weights)) if j not in kept]
    series = [(facts.criteria[j], [parts[i][j] for i in facts.order]) for j in kept]
    if rest:
        series.append((_("Other criteria"), [sum(parts[i][j] for j in rest) for i in facts.order]))
    return series


def _value_sheet(facts):
    heads = zip(facts.criteria, facts.units, facts.results["weights"], strict=True)
    columns = [
        Column(_("Alternative")),
        *(Column(f"{name}, {percent(share)}", None, unit) for name, unit, share in heads),
    ]
    rows = [(facts.names[i], *facts.values[i]) for i in facts.order]
    notes = (_("The per cent after each criterion is its share of the weights."),)
    return Sheet("values", _("Values and weights"), tuple(columns), tuple(rows), notes)


def _reasons(facts):
    first, second = facts.leaders[0], facts.second
    where = {"first": facts.names[first], "second": facts.names[second]}
    return Section(
        "reasons",
        _("Why %(first)s stands before %(second)s") % where,
        text=tuple(_reason_sentences(facts, where)),
        sheets=(_reason_sheet(facts, first, second),),
    )


def _reason_sentences(facts, where):
    yield _why(facts)
    found = [
        (facts.label(j), value, facts.values[facts.second][j])
        for j, value in enumerate(facts.results["needed"]["values"])
        if value is not None
    ]
    for name, value, now in found[:3]:
        text = _("If %(second)s had %(value)s instead of %(now)s on “%(criterion)s”, it would draw level.")
        yield text % {**where, "criterion": name, "value": _enough(value, now), "now": number(now, None)}
    if not found:
        text = _("No better value on a single criterion, within the range found, would bring %(second)s level.")
        yield text % where


def _enough(value, now):
    """With as few digits as needed, rounded to the better side: what is written must do."""
    for digits in range(4):
        turn = math.ceil if value > now else math.floor
        rounded = turn(value * 10**digits + (-ROUNDING if value > now else ROUNDING)) / 10**digits
        if abs(rounded - value) <= abs(value - now) / 10:
            return number(rounded, digits)
    return number(value, 6)


def _reason_sheet(facts, first, second):
    columns = (
        Column(_("Criterion")),
        Column(_("Weight"), 1, "%"),
        Column(facts.names[first]),
        Column(facts.names[second]),
        Column(_("Advantage of the first"), 3),
        Column(_("Level if the second had"), 2),
    )
    rows = [
        (
            facts.label(j),
            100 * facts.results["weights"][j],
            facts.values[first][j],
            facts.values[second][j],
            facts.advantage(first, second, facts.method)[j],
            facts.results["needed"]["values"][j],
        )
        for j in range(len(facts.criteria))
    ]
    notes = (
        _("Advantage: the weighted difference by %(method)s.") % {"method": facts.method_name()},
        _("Level: all else the same; a dash where no value within the range found would do."),
    )
    return Sheet("reasons", _("The first and the second, criterion by criterion"), columns, tuple(rows), notes)


def _dominance(facts):
    rows = facts.dominators()
    text = (
        _("An alternative is dominated if another one is nowhere worse and somewhere better, whatever the weights."),
        *(() if rows else (_("No alternative is dominated: with some weights each may have its merits."),)),
    )
    columns = (Column(_("Dominated alternative")), Column(_("By")))
    sheets = (Sheet("dominance", _("Dominated alternatives"), columns, tuple(rows)),) if rows else ()
    return Section("dominance", _("Who is beaten whatever the weights"), text=text, sheets=sheets)


def _flows(facts):
    flows = facts.results["flows"]
    points = [Point(*each) for each in zip(facts.names, flows["minus"], flows["plus"], strict=True)]
    return Section(
        "flows",
        _("Strengths and weaknesses by PROMETHEE"),
        text=tuple(facts.incomparable_sentences()),
        charts=(
            scatter(
                key="flows",
                title=_("Preference over the others (φ+) and of the others (φ−)"),
                description=_("The further up and to the left, the better. The net flow is φ+ minus φ−."),
                points=points,
                x=Dimension(_("φ−: how strongly the others are preferred to it"), digits=3),
                y=Dimension(_("φ+: how strongly it is preferred to the others"), digits=3),
                diagonal=True,
                headings=Headings(_("Alternative")),
            ),
        ),
    )


def _warnings(facts):
    constant = [name for name, same in zip(facts.criteria, facts.results["constant"], strict=True) if same]
    if constant:
        text = ngettext(
            "All alternatives have the same value on this criterion, so it does not distinguish: %(names)s.",
            "All alternatives have the same value on these criteria, so they do not distinguish: %(names)s.",
            len(constant),
        )
        yield text % {"names": named(constant)}
    if facts.depends_on_normalisation("topsis"):
        yield _("By TOPSIS the first place depends on how the values are made comparable; see the end of the page.")


def _weak(facts):
    topics = facts.inputs.column("criteria", "topic")
    for leader in facts.leaders if len(facts.leaders) < len(facts.names) else ():
        for j, label in enumerate(facts.criteria):
            is_low = facts.results["positions"][leader][j] <= WEAK
            if is_low and facts.results["weights"][j] > 0 and not facts.results["constant"][j]:
                why = _("%(name)s leads, but has %(value)s here; the best value found is %(best)s.")
                words = {
                    "name": facts.names[leader],
                    "value": number(facts.values[leader][j], None),
                    "best": number(facts.best(j), None),
                }
                yield Weakness(key_of("criteria", j, leader), label, why % words, topics[j] or "")


def _main(facts):
    columns = (Column(_("Alternative")), Column(_("Score: %(method)s") % {"method": facts.short_name(facts.method)}, 3))
    return Sheet(
        "main", _("Scores"), columns, tuple(zip(facts.names, facts.results["scores"][facts.method], strict=True))
    )
