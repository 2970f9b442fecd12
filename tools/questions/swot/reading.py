"""What a weighed SWOT says in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tools.asking.words import named, number, percent
from tools.questions.swot.data import LABELS, LISTS

SAME = 1e-9
MOST_CHANGES = 3  # judges named whose leaving changes the order


def group_words():
    """The groups inside a sentence."""
    return {"S": _("strengths"), "W": _("weaknesses"), "O": _("opportunities"), "T": _("threats")}


def kind_words():
    return {
        "SO": _("use strengths to seize opportunities"),
        "ST": _("use strengths to ward off threats"),
        "WO": _("overcome weaknesses to seize opportunities"),
        "WT": _("reduce weaknesses and avoid threats"),
    }


class Weighed:
    """Inputs and results with the names of things."""

    def __init__(self, inputs, results):
        self.inputs, self.results = inputs, results
        self.items = {group: inputs.names(key) for group, key in LISTS.items()}
        self.judges = inputs.names("judges")
        self.places = {(group, index): place for group, index, _weight, place in results["order"]}

    def name(self, group, index):
        return self.items[group][index]

    def parts(self):
        """(group, label, what is told) of every list that somebody had to weigh, the groups ("") first."""
        told = [("", _("Groups"), self.results["groups"])]
        told += [(group, str(LABELS[group]), one) for group, one in self.results["lists"].items()]
        return [part for part in told if part[2]["way"] != "single"]

    # --- The reading ---

    def reading(self):
        yield self._who()
        yield self._groups()
        yield self._first()
        yield self._direction()
        if self.results["pairs"]:
            yield self._strongest_pair()
        yield self.sure()

    def _who(self):
        text = ngettext(
            "The weights rest on what %(count)d judge said.",
            "The weights rest on what %(count)d judges said.",
            self.results["heard"],
        )
        return text % {"count": self.results["heard"]}

    def _groups(self):
        shares = dict(zip(LISTS, self.results["groups"]["weights"], strict=True))
        first, second = _leaders(shares)
        words, share = group_words(), percent(max(shares.values()), 1)
        if len(first) > 1:
            text = _("Of the four groups, these weigh most and the same, %(share)s each: %(names)s.")
            return text % {"names": named(words[group] for group in first), "share": share}
        text = _("Of the four groups, %(first)s weigh most (%(share)s), followed by %(second)s (%(next)s).")
        seconds = {"second": named(words[group] for group in second), "next": percent(shares[second[0]], 1)}
        return text % {"first": words[first[0]], "share": share, **seconds}

    def _first(self):
        order = self.results["order"]
        leaders = [item for item in order if item[3] == 1]
        share = percent(order[0][2], 1)
        if len(leaders) > 1:
            text = _("Of all %(count)d items, these weigh most and the same, %(share)s each: %(names)s.")
            names = named(self._quoted(*item[:2]) for item in leaders)
            return text % {"count": len(order), "names": names, "share": share}
        text = _("Of all %(count)d items, %(first)s weighs most (%(share)s), followed by %(names)s.")
        followers = (f"{self._quoted(*item[:2])} ({percent(item[2], 1)})" for item in order[1:3])
        return text % {
            "count": len(order),
            "first": self._quoted(*order[0][:2]),
            "share": share,
            "names": named(followers),
        }

    def _quoted(self, group, index):
        return _("“%(name)s”") % {"name": self.name(group, index)}

    def _direction(self):
        totals, posture = self.results["totals"], self.results["posture"]
        if posture is None:
            return _("No pair was given a strength above 0, so no direction of strategies follows.")
        leaders, _rest = _leaders(totals)
        share = percent(totals[posture] / sum(totals.values()), 0)
        if len(leaders) > 1:
            text = _(
                "The pairs speak most, and equally, for these directions, %(share)s of all scores each: %(kinds)s."
            )
            return text % {"kinds": named(leaders), "share": share}
        text = _("The pairs speak most for the direction %(kind)s: %(words)s (%(share)s of all scores).")
        return text % {"kind": posture, "words": kind_words()[posture], "share": share}

    def _strongest_pair(self):
        kind, inner, outer, _score = self.results["pairs"][0]
        text = _("The strongest pair (%(kind)s): %(inner)s with %(outer)s.")
        return text % {"kind": kind, "inner": self._quoted(kind[0], inner), "outer": self._quoted(kind[1], outer)}

    # --- How sure ---

    def sure(self):
        if self.results["judges"] == 1:
            return _("With a single judge nobody can be left out, so nothing is said about how sure the order is.")
        if not any(self.results["without"]):
            return _("Without any one judge nobody would have weighed one of the lists, so nothing can be left out.")
        changes = self.changes()
        if not changes and not all(self.results["without"]):
            return _("As long as every list is weighed by somebody, leaving one judge out keeps the first four items.")
        if not changes:
            return _("Whichever judge is left out, the order of the first four items stays the same.")
        said = "; ".join(self._change(*one) for one in changes[:MOST_CHANGES])
        if len(changes) > MOST_CHANGES:
            rest = len(changes) - MOST_CHANGES
            text = ngettext("%(said)s; likewise %(count)d more judge", "%(said)s; likewise %(count)d more judges", rest)
            said = text % {"said": said, "count": rest}
        if all(place > 1 for _judge, place, *_items in changes):
            first = self._quoted(*self.results["order"][0][:2])
            return _("Without any one judge, %(first)s stays first; but %(said)s.") % {"first": first, "said": said}
        return _("What comes first hangs on single judges: %(said)s.") % {"said": said}

    def _change(self, judge, _place, passing, passed):
        text = _("without “%(judge)s”, %(passing)s passes %(passed)s")
        words = {"passing": self._quoted(*passing), "passed": self._quoted(*passed)}
        return text % {"judge": self.judges[judge], **words}

    def changes(self):
        """(judge, place, item that passes, item that is passed) of judges without whom the first places change.

        The highest change of each judge; the highest of all first.
        """
        found = ((judge, self._passing(one)) for judge, one in enumerate(self.results["without"]) if one)
        return sorted(((judge, *change) for judge, change in found if change), key=lambda change: change[1])

    def _passing(self, without):
        places = {(group, index): place for group, index, place in without["order"]}
        for place, (item, before) in enumerate(zip(places, self.places, strict=False), start=1):
            overtakes = places[item] < places.get(before, len(self.places) + 1)
            if item != before and overtakes and self.places[item] > self.places[before]:
                return place, item, before
        return None

    def new_directions(self):
        """The judges without whom another direction leads."""
        return [
            self.judges[judge]
            for judge, one in enumerate(self.results["without"])
            if one and one["posture"] != self.results["posture"]
        ]

    # --- What to look at ---

    def warnings(self):
        for _group, label, told in self.parts():
            yield from self._left_out(label, told)
            if told.get("consistent") is False:
                yield self._contradicting(label, told)

    def _left_out(self, label, told):
        if not told["left_out"]:
            return
        text = ngettext(
            "%(list)s: the weights rest on %(counted)d of %(all)d judges; %(count)d is left out, because the "
            "answer is not complete (%(names)s).",
            "%(list)s: the weights rest on %(counted)d of %(all)d judges; %(count)d are left out, because their "
            "answers are not complete (%(names)s).",
            len(told["left_out"]),
        )
        names = named(self.judges[judge] for judge in told["left_out"])
        numbers = {"counted": told["counted"], "all": self.results["judges"], "count": len(told["left_out"])}
        yield text % {"list": label, "names": names, **numbers}

    def _contradicting(self, label, told):
        text = _(
            "%(list)s: the judgements contradict each other (consistency ratio %(cr)s, at most %(most)s is accepted). "
            "Talk about them before you use the weights."
        )
        numbers = {"cr": number(told["cr"], 3), "most": number(self.inputs.options["max_cr"], 2)}
        return text % {"list": label, **numbers}


def _leaders(shares):
    """(keys with the largest share, keys with the next largest)."""
    falling = sorted(shares, key=lambda key: -shares[key])
    first = [key for key in falling if shares[key] >= shares[falling[0]] - SAME]
    rest = [key for key in falling if key not in first]
    return first, [key for key in rest if shares[key] >= shares[rest[0]] - SAME]
