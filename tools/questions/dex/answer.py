"""What a DEX model says: the reading, the trees and the tables."""

from itertools import product

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.charts.tree import Node, tree
from catalogue.tables.sheet import Column, Sheet
from tools.asking.base import Answer, Section, Weakness, key_of
from tools.asking.words import named

MOST_TREES = 4
MOST_COLUMNS = 6  # alternatives beside one another; more stand below one another
MOST_ROWS = 120  # of a table of rules, and of steps that change nothing


def answer_assessment(inputs, results):
    facts = Facts(inputs, results)
    unknown = _unknown(facts)
    return Answer(
        reading=tuple(_reading(facts)),
        sections=(_assessments(facts), _trees(facts), *([unknown] if unknown else []), _rules(facts)),
        sensitivity=(_steps(facts),),
        warnings=tuple(_warnings(facts)),
        weaknesses=tuple(_weak(facts)),
        main=_main(facts),
    )


class Facts:
    """The results beside the names and words they belong to."""

    def __init__(self, inputs, results):
        self.inputs, self.results = inputs, results
        self.names, self.found = inputs.names("alternatives"), results["alternatives"]
        self.root = results["root"]
        self.attributes = {each["name"]: each for each in results["attributes"]}
        self.basic = inputs.names("basic")
        self.order = sorted(range(len(self.names)), key=lambda i: (-min(self.roots[i]), -max(self.roots[i])))

    @property
    def roots(self):
        """The codes that each alternative may have on the whole."""
        return [each["possible"][self.root] for each in self.found]

    @property
    def certain(self):
        return [i for i in self.order if len(self.roots[i]) == 1]

    @property
    def leaders(self):
        """Those that are certainly the best of the certain ones."""
        return [i for i in self.certain if self.roots[i] == self.roots[self.certain[0]]]

    def words(self, attribute, codes):
        """“low”, or “low or high” where it is not known."""
        scale = self.attributes[attribute]["scale"]
        return _either([str(scale[code]) for code in codes])

    def value(self, i, attribute):
        """The words of one alternative's value; of an unknown one, that it is."""
        codes = self.found[i]["possible"][attribute]
        if attribute in self.found[i]["unknown"]:
            return _("unknown")
        return self.words(attribute, codes)

    def state(self, i, attribute):
        codes, scale = self.found[i]["possible"][attribute], self.attributes[attribute]["scale"]
        if len(codes) > 1:
            return "unknown"
        return "good" if codes[0] == len(scale) - 1 else "poor" if codes[0] == 0 else "middle"

    def changes(self, i, step):
        """The basic attributes on which one step (0 down, 1 up) gives another assessment than now."""
        steps = self.found[i]["steps"]
        return [name for name in self.basic if steps[name][step] is not None and steps[name][step] != self.roots[i]]


def _either(words):
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _reading(facts):
    if facts.certain:
        yield _best(facts)
        rest = _rest(facts)
        if rest:
            yield rest
    else:
        yield _("Of no alternative enough is known for a single assessment.")
    uncertain = [i for i in facts.order if i not in facts.certain]
    yield _uncertain(facts, uncertain) if uncertain else _all_certain(facts)
    if len(facts.leaders if facts.certain else ()) == 1:
        yield _down(facts, facts.leaders[0])
    behind = [i for i in facts.certain if i not in facts.leaders]
    if behind:
        yield _up(facts, behind[0])
    yield _conflict_sentence(facts)


def _best(facts):
    value = facts.words(facts.root, facts.roots[facts.leaders[0]])
    words = {"names": named(facts.names[i] for i in facts.leaders), "value": value, "root": facts.root}
    if len(facts.names) == 1:
        return _("%(names)s: %(root)s is “%(value)s”.") % words
    text = ngettext(
        "The best certain assessment (%(root)s) is “%(value)s”: %(names)s.",
        "The best certain assessment (%(root)s) is “%(value)s”, shared by these alternatives: %(names)s.",
        len(facts.leaders),
    )
    return text % words


def _rest(facts):
    """The other certain ones, by their assessment."""
    groups = {}
    for i in facts.certain:
        if i not in facts.leaders:
            groups.setdefault(facts.words(facts.root, facts.roots[i]), []).append(facts.names[i])
    if not groups:
        return ""
    return _("Then follow: %(list)s.") % {
        "list": "; ".join(f"{value} ({named(names)})" for value, names in groups.items())
    }


def _uncertain(facts, indices):
    found = [f"{facts.names[i]} ({facts.words(facts.root, facts.roots[i])})" for i in indices]
    text = ngettext(
        "Of this alternative too little is known for a single assessment; it may be: %(list)s.",
        "Of %(count)d alternatives too little is known for a single assessment; they may be: %(list)s.",
        len(indices),
    )
    return text % {"count": len(indices), "list": named(found)}


def _all_certain(facts):
    if any(each["unknown"] for each in facts.found):
        return _("What is not known of the alternatives does not matter for their assessment.")
    return _("All values of all alternatives are known.")


def _down(facts, i):
    changes = facts.changes(i, 0)
    if not changes:
        return _("%(name)s keeps its assessment if any single known value gets one step worse.") % {
            "name": facts.names[i]
        }
    text = ngettext(
        "%(name)s would lose its assessment with one step less on this attribute: %(list)s.",
        "%(name)s would lose its assessment with one step less on any of these attributes: %(list)s.",
        len(changes),
    )
    return text % {"name": facts.names[i], "list": named(_to(facts, i, changes, 0))}


def _up(facts, i):
    changes = facts.changes(i, 1)
    if not changes:
        return _("No single step better on one attribute would lift %(name)s.") % {"name": facts.names[i]}
    text = ngettext(
        "%(name)s would change its assessment with one step more on this attribute: %(list)s.",
        "%(name)s would change its assessment with one step more on any of these attributes: %(list)s.",
        len(changes),
    )
    return text % {"name": facts.names[i], "list": named(_to(facts, i, changes, 1))}


def _to(facts, i, changes, step):
    steps = facts.found[i]["steps"]
    return [f"{name} (→ {facts.words(facts.root, steps[name][step])})" for name in changes]


def _conflict_sentence(facts):
    count = len(facts.results["conflicts"])
    if not count:
        return _("No two rules contradict each other: a better part never makes the whole worse.")
    text = ngettext(
        "%(count)d pair of rules says that something better makes the whole worse; look at it again.",
        "%(count)d pairs of rules say that something better makes the whole worse; look at them again.",
        count,
    )
    return text % {"count": count}


def _assessments(facts):
    title = _("The assessments")
    if len(facts.names) <= MOST_COLUMNS:
        columns = (Column(_("Attribute")), *(Column(facts.names[i]) for i in facts.order))
        rows = [(name, *(facts.value(i, name) for i in facts.order)) for name in facts.attributes]
    else:
        columns = (Column(_("Alternative")), *(Column(name) for name in facts.attributes))
        rows = [(facts.names[i], *(facts.value(i, name) for name in facts.attributes)) for i in facts.order]
    notes = (_("Unknown values are not filled in: all outcomes that can follow are shown."),)
    return Section("assessments", title, sheets=(Sheet("assessments", _("All values"), columns, tuple(rows), notes),))


def _trees(facts):
    text = ()
    if len(facts.names) > MOST_TREES:
        text = (_("Drawn are the trees of the first %(count)d; the table above has all.") % {"count": MOST_TREES},)
    return Section(
        "trees", _("How each assessment comes about"), text, tuple(_tree(facts, i) for i in facts.order[:MOST_TREES])
    )


def _tree(facts, i):
    nodes = [
        Node(each["name"], each["parent"], facts.value(i, each["name"]), facts.state(i, each["name"]))
        for each in facts.results["attributes"]
    ]
    return tree(
        key=f"tree-{i + 1}",
        title=_("The tree of %(name)s") % {"name": facts.names[i]},
        description=_("Each attribute with its value, below the one it is part of."),
        nodes=nodes,
        name_label=_("Attribute"),
    )


def _unknown(facts):
    """What would follow if an unknown value were known."""
    rows = [
        (facts.names[i], name, str(facts.attributes[name]["scale"][code]), facts.words(facts.root, codes))
        for i in facts.order
        for name, outcomes in facts.found[i]["unknown"].items()
        for code, codes in enumerate(outcomes)
    ]
    if not rows:
        return None
    columns = (Column(_("Alternative")), Column(_("Unknown")), Column(_("If it is")), Column(facts.root))
    text = (_("One unknown value at a time; the others stay unknown. This shows which one is worth finding out."),)
    title = _("What the unknown values would change")
    return Section("unknown", title, text, sheets=(Sheet("unknown", title, columns, tuple(rows)),))


def _rules(facts):
    sheets, long = [], []
    for number, attribute in enumerate(facts.results["attributes"], start=1):
        if len(attribute["rules"]) > MOST_ROWS:
            long.append(attribute["name"])
        elif attribute["inputs"]:
            sheets.append(_rule_sheet(facts, attribute, number))
    text = [_conflict_sentence(facts)]
    if long:
        text.append(_("Not shown, as they are long: the rules of %(names)s.") % {"names": named(long)})
    conflicts = _conflict_sheets(facts)
    return Section("rules", _("The rules"), tuple(text), sheets=(*conflicts, *sheets))


def _rule_sheet(facts, attribute, number):
    scales = [facts.attributes[part]["scale"] for part in attribute["inputs"]]
    rows = [
        (*(str(value) for value in values), str(attribute["scale"][code]))
        for values, code in zip(product(*scales), attribute["rules"], strict=True)
    ]
    columns = tuple(Column(name) for name in (*attribute["inputs"], attribute["name"]))
    title = _("Rules of %(name)s") % {"name": attribute["name"]}
    return Sheet(f"rules-{number}", title, columns, tuple(rows))


def _conflict_sheets(facts):
    rows = []
    for conflict in facts.results["conflicts"][:MOST_ROWS]:
        attribute = facts.attributes[conflict["attribute"]]
        cells = [
            _rule(facts, attribute, conflict[side], code)
            for side, code in zip(("low", "high"), conflict["outcomes"], strict=True)
        ]
        rows.append((attribute["name"], *cells))
    columns = (Column(_("Attribute")), Column(_("The lower rule")), Column(_("The higher rule, with a worse outcome")))
    return (Sheet("conflicts", _("Rules that contradict each other"), columns, tuple(rows)),) if rows else ()


def _rule(facts, attribute, codes, outcome):
    parts = zip(attribute["inputs"], codes, strict=True)
    return (
        f"{' + '.join(f'{part}: {facts.words(part, [code])}' for part, code in parts)} → {attribute['scale'][outcome]}"
    )


def _steps(facts):
    everything = len(facts.names) * len(facts.basic) <= MOST_ROWS
    rows = [
        (
            facts.names[i],
            name,
            facts.value(i, name),
            _after(facts, i, facts.found[i]["steps"][name][0]),
            _after(facts, i, facts.found[i]["steps"][name][1]),
        )
        for i in facts.order
        for name in facts.basic
        if everything or name in facts.changes(i, 0) or name in facts.changes(i, 1)
    ]
    columns = (
        Column(_("Alternative")),
        Column(_("Attribute")),
        Column(_("Now")),
        Column(_("%(root)s, one step worse") % {"root": facts.root}),
        Column(_("%(root)s, one step better") % {"root": facts.root}),
    )
    notes = [_("A dash: there is no such step, or the value is unknown.")]
    if not everything:
        notes.append(_("Only attributes of which one step changes the assessment are listed."))
    sheet = Sheet("steps", _("One step worse and one step better"), columns, tuple(rows), tuple(notes))
    return Section("steps", _("If one value changes by one step"), sheets=(sheet,))


def _after(facts, i, codes):
    if codes is None:
        return "–"
    return _("as now") if codes == facts.roots[i] else facts.words(facts.root, codes)


def _warnings(facts):
    unknown = sum(len(each["unknown"]) for each in facts.found)
    if unknown:
        text = ngettext("%(count)d value is unknown.", "%(count)d values are unknown.", unknown)
        yield text % {"count": unknown}
    if facts.results["conflicts"]:
        yield _conflict_sentence(facts)
    if len(facts.leaders if facts.certain else ()) > 1:
        yield _(
            "Words have few grades: the first ones are level. Add an attribute or a finer scale to tell them apart."
        )


def _weak(facts):
    topics = dict(zip(facts.basic, facts.inputs.column("basic", "topic"), strict=True))
    for i in facts.leaders if facts.certain else ():
        for place, name in enumerate(facts.basic):
            if facts.found[i]["possible"][name] == [0]:
                words = {"name": facts.names[i], "value": facts.words(name, [0])}
                why = _("%(name)s has the best certain assessment, but the worst value here: %(value)s.") % words
                yield Weakness(key_of("basic", place, i), name, why, topics[name] or "")


def _main(facts):
    columns = (Column(_("Alternative")), Column(facts.root))
    rows = [(name, facts.words(facts.root, codes)) for name, codes in zip(facts.names, facts.roots, strict=True)]
    return Sheet("main", _("Assessments"), columns, tuple(rows))
