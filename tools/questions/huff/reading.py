"""What a catchment study says in plain sentences: the reading, the warnings and the weaknesses."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.tables.display import shown
from catalogue.tables.sheet import Column
from catalogue.text import same
from tools.asking.base import Weakness, key_of
from tools.asking.words import amount, named, percent
from tools.questions.gap.answer import about
from tools.questions.huff.data import CLOSED, EXISTING, NEW, open_centres

AMBER, RED = 10, 20  # per cent of turnover lost
SAME = 1e-9


def number(value, digits=2):
    """A number without zeros at its end."""
    return shown(round(value, digits), Column(""))


def severity(change):
    """ "red", "amber" or "" for a change in per cent."""
    if change is None or change >= -AMBER:
        return ""
    return "red" if change < -RED else "amber"


def severity_words():
    above = _("loss above %(share)s")
    return {"amber": above % {"share": percent(AMBER / 100)}, "red": above % {"share": percent(RED / 100)}}


def reading_sentences(inputs, results):
    """Three to six sentences."""
    yield _spending(inputs, results)
    yield from _opened(inputs, results)
    yield from _closed(inputs, results)
    if results["changes"] and staying_centres(inputs):
        yield _losses(inputs, results)
    yield from _spread(inputs, results)
    yield _(
        "The model knows only the travel times and what is told of the centres here. It compares situations; it is not "
        "a forecast."
    )


def warning_sentences(inputs, results):
    """What to know before relying on the result."""
    yield from _times(inputs, results)
    fit = results["fit"]
    wanted = (inputs.options["studied"] or "").strip()
    if wanted and same(wanted) != same(inputs.names("centres")[results["studied"]]):
        text = _("There is no open centre “%(wanted)s” on the list, so “%(name)s” is studied.")
        yield text % {"wanted": wanted, "name": inputs.names("centres")[results["studied"]]}
    if inputs.options["calibrated"] and not fit:
        yield _("There are no observed visits to fit the decay to, so the typed decay is used.")
    if fit and fit["at_bound"]:
        yield _(
            "The fitted decay lies at the edge of what was searched. The observed visits hardly follow distance; use "
            "it with care."
        )
    if fit and not inputs.options["calibrated"] and abs(fit["decay"] - results["decay"]) > 0.25 * results["decay"]:
        text = _("The observed visits fit best with a decay of %(fitted)s, but this result uses %(used)s.")
        yield text % {"fitted": number(fit["decay"]), "used": number(results["decay"])}
    if len(inputs.names("centres")) == 1:
        yield _("There is only one centre, so it gets everything. Add the centres people could go to instead.")


def weak_centres(inputs, results):
    """Existing centres that lose more than a tenth of their turnover."""
    topics = inputs.column("centres", "topic")
    for index in staying_centres(inputs):
        change = results["percent"][index]
        if severity(change):
            why = _("It would lose %(share)s of its turnover.") % {"share": percent(-change / 100)}
            yield Weakness(key_of("centres", index), inputs.names("centres")[index], why, topics[index] or "")


def staying_centres(inputs):
    """Indices of the centres that are open before and after."""
    before, after = open_centres(inputs)
    status = inputs.column("centres", "status")
    return [i for i, word in enumerate(status) if word not in (NEW, CLOSED) and before[i] and after[i]]


def of_status(inputs, word):
    """Indices of the centres with this status and with floor space."""
    status, area = inputs.column("centres", "status"), inputs.column("centres", "area")
    return [i for i, (told, space) in enumerate(zip(status, area, strict=True)) if (told or EXISTING) == word and space]


def picked(names, indices):
    return [names[index] for index in indices]


def leaders(values):
    """Indices of the largest value; several if they tie."""
    known = [value for value in values if value is not None]
    if not known:
        return []
    best = max(known)
    return [i for i, value in enumerate(values) if value is not None and best - value <= SAME * abs(best)]


def _spending(inputs, results):
    names, after = inputs.names("centres"), results["after"]
    total, first = sum(after), leaders(after)
    origins = inputs.count("origins")
    text = ngettext(
        "People from %(count)d place spend about %(money)s a year.",
        "People from %(count)d places spend about %(money)s a year.",
        origins,
    )
    told = text % {"count": origins, "money": about(total)}
    share = {"names": named(picked(names, first)), "share": percent(after[first[0]] / total) if total else "–"}
    if len(first) > 1:
        return told + " " + _("%(names)s share the first place with %(share)s each.") % share
    return told + " " + _("The largest part, %(share)s, goes to %(names)s.") % share


def _opened(inputs, results):
    new = of_status(inputs, NEW)
    if not new:
        return
    taken = sum(results["after"][index] for index in new)
    text = ngettext(
        "The new centre %(names)s would take about %(money)s a year, %(share)s of the spending.",
        "The new centres %(names)s would together take about %(money)s a year, %(share)s of the spending.",
        len(new),
    )
    share = percent(taken / sum(results["after"]))
    names = named(picked(inputs.names("centres"), new))
    yield text % {"names": names, "money": about(taken), "share": share}


def _closed(inputs, results):
    gone = of_status(inputs, CLOSED)
    if not gone:
        return
    freed = sum(results["before"][index] for index in gone)
    gains = [results["change"][i] if i in staying_centres(inputs) else None for i in range(inputs.count("centres"))]
    first = [index for index in leaders(gains) if gains[index] > 0]
    text = ngettext(
        "When %(names)s closes, about %(money)s a year goes elsewhere.",
        "When %(names)s close, about %(money)s a year goes elsewhere.",
        len(gone),
    )
    names = inputs.names("centres")
    told = text % {"names": named(picked(names, gone)), "money": about(freed)}
    if first:
        gained = {"names": named(picked(names, first)), "money": about(gains[first[0]])}
        told += " " + _("Of the existing centres, the largest gain is that of %(names)s: about %(money)s.") % gained
    yield told


def _losses(inputs, results):
    names, change = inputs.names("centres"), results["percent"]
    lost = {i: -change[i] for i in staying_centres(inputs) if change[i] is not None and change[i] < -SAME}
    if not lost:
        return _("No existing centre loses turnover.")
    worst = max(lost.values())
    first = [index for index, loss in lost.items() if worst - loss <= SAME * worst]
    said = {"names": named(picked(names, first)), "share": percent(worst / 100, 1)}
    said["money"] = about(sum(-results["change"][index] for index in first))
    text = ngettext(
        "Of the existing centres %(names)s loses the largest part: about %(money)s a year, %(share)s of its turnover.",
        "Of the existing centres %(names)s lose the largest part: together about %(money)s a year, %(share)s of their "
        "turnover each.",
        len(first),
    )
    return text % said + " " + _heavy(list(lost.values()))


def _heavy(losses):
    """How many lose more than a fifth, or else more than a tenth."""
    red, amber = sum(loss > RED for loss in losses), sum(loss > AMBER for loss in losses)
    if not amber:
        return _("No existing centre loses more than %(share)s.") % {"share": percent(AMBER / 100)}
    count, bound = (red, RED) if red else (amber, AMBER)
    text = ngettext(
        "%(count)d existing centre loses more than %(share)s.",
        "%(count)d existing centres lose more than %(share)s.",
        count,
    )
    return text % {"count": count, "share": percent(bound / 100)}


def _spread(inputs, results):
    """Between which values the answer lies when one assumption at a time changes."""
    names, hardest = inputs.names("centres"), results["hardest"]
    if hardest is not None:
        losses = [value for swing in results["swings"] for value in swing["percent"] if value is not None]
        losses.append(results["percent"][hardest])
        text = _("If one assumption at a time is different, the change at %(name)s lies between %(low)s and %(high)s.")
        low, high = percent(min(losses) / 100, 1), percent(max(losses) / 100, 1)
        yield text % {"name": names[hardest], "low": low, "high": high}
        return
    sold = [value for swing in results["swings"] for value in swing["turnover"] if value is not None]
    text = _("If one assumption at a time is different, %(name)s would sell between about %(low)s and %(high)s a year.")
    yield text % {"name": names[results["studied"]], "low": about(min(sold)), "high": about(max(sold))}


def _times(inputs, results):
    estimated, raised = results["estimated"], results["raised"]
    if estimated:
        text = ngettext(
            "%(count)s travel time is estimated: straight line × %(detour)s at %(speed)s km/h.",
            "%(count)s travel times are estimated: straight line × %(detour)s at %(speed)s km/h.",
            estimated,
        )
        options = {"detour": number(inputs.options["detour"]), "speed": number(inputs.options["speed"])}
        yield text % {"count": amount(estimated), **options}
    if raised:
        text = ngettext(
            "%(count)s travel time is shorter than the least time and counts as %(minutes)s min.",
            "%(count)s travel times are shorter than the least time and count as %(minutes)s min.",
            raised,
        )
        told = text % {"count": amount(raised), "minutes": number(inputs.options["min_time"])}
        yield told + " " + _("Within a town, type the minutes that people really need: they do not live in one spot.")
