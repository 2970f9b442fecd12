"""A DEX model read from two lists: derived attributes with their rules, and basic ones."""

import math
import re
from dataclasses import dataclass
from itertools import islice, product

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.tables.numbers import read_whole
from tools.asking.words import named
from tools.methods.arguments import LIMITS

CODES = re.compile(r"[\d\s,;.]+")
LEAST_VALUES = 2
SHOWN = 3  # combinations named in a message


@dataclass(frozen=True)
class Model:
    """`spec` as `dex_model` takes it, and (place, sentence) of everything that is wrong with it."""

    spec: dict
    problems: tuple


def read_model(inputs):
    return _Reading(inputs).model()


def scale_of(text):
    """The values of a scale, from worst to best; commas do if there is no semicolon."""
    text = str(text or "")
    return [part.strip() for part in text.split(";" if ";" in text else ",") if part.strip()]


def value_problems(inputs):
    """Cells that are no value of their attribute."""
    basic = inputs.lists["basic"]
    for row, cells in enumerate(inputs.tables["values"]):
        for column, value in enumerate(cells):
            scale = scale_of(basic[column]["scale"])
            if value is None or (float(value).is_integer() and 1 <= value <= len(scale)):
                continue
            where = {"row": inputs.names("alternatives")[row], "column": basic[column]["name"]}
            text = _("“%(row)s”, “%(column)s”: write one of %(values)s, or leave it empty if it is not known.")
            values = ", ".join(f"{number} = {value}" for number, value in enumerate(scale, start=1))
            yield ("values", row, column), text % {**where, "values": values}


class _Reading:
    """Goes through both lists once, collecting what is wrong."""

    def __init__(self, inputs):
        self.lists = {key: inputs.lists[key] for key in ("derived", "basic")}
        self.items = [(key, i, item) for key, items in self.lists.items() for i, item in enumerate(items)]
        self.by_name = {item["name"].casefold(): item["name"] for item in self.lists["derived"]}
        self.scales = {item["name"]: scale_of(item["scale"]) for _key, _i, item in self.items}
        self.parts = {item["name"]: [] for item in self.lists["derived"]}
        self.rules = {}

    def model(self):
        problems = [*self._names(), *self._scales(), *self._parents()]
        problems = problems or [*self._tree()] or [*self._rules()]
        return Model(self._spec() if not problems else {}, tuple(problems))

    def _spec(self):
        spec = {}
        for key, _i, item in self.items:
            name = item["name"]
            spec[name] = {"scale": self.scales[name]}
            if key == "derived":
                spec[name] |= {"inputs": self.parts[name], "rules": self.rules[name]}
        return spec

    def _names(self):
        seen = set()
        for key, i, item in self.items:
            name = item["name"].casefold()
            if name in seen:
                text = _("“%(name)s” stands among the derived and among the basic attributes. Write another name.")
                yield (key, i), text % {"name": item["name"]}
            seen.add(name)
        if len(self.items) > LIMITS["dex_attributes"]:
            yield ("basic",), _("A model may have at most %(count)d attributes.") % {"count": LIMITS["dex_attributes"]}

    def _scales(self):
        for key, i, item in self.items:
            scale = self.scales[item["name"]]
            words = {"name": item["name"], "most": LIMITS["dex_scale"]}
            if not LEAST_VALUES <= len(scale) <= LIMITS["dex_scale"]:
                text = _(
                    "“%(name)s”: write 2 to %(most)d values separated by semicolons, the worst first: low; medium; "
                    "high."
                )
                yield (key, i, "scale"), text % words
            elif len({value.casefold() for value in scale}) < len(scale):
                yield (
                    (key, i, "scale"),
                    _("“%(name)s”: a value stands twice on the scale. Write each only once.") % words,
                )

    def _parents(self):
        """Fills `parts`."""
        for key, i, item in self.items:
            parent = (item["parent"] or "").strip()
            known = self.by_name.get(parent.casefold())
            if known:
                self.parts[known].append(item["name"])
            elif parent:
                text = _(
                    "“%(name)s” is part of “%(parent)s”, which is not a derived attribute. Write one of: %(names)s."
                )
                words = {"name": item["name"], "parent": parent, "names": named(self.parts)}
                yield (key, i, "parent"), text % words

    def _tree(self):
        """There is one root, everything hangs on it, and every derived attribute has parts."""
        parents = {part: name for name, parts in self.parts.items() for part in parts}
        roots = [i for i, item in enumerate(self.lists["derived"]) if item["name"] not in parents]
        for i in roots[1:]:
            words = {"name": self.lists["derived"][i]["name"], "first": self.lists["derived"][roots[0]]["name"]}
            text = _(
                "Only one attribute may sum up everything, but “%(first)s” and “%(name)s” both are part of nothing."
            )
            yield ("derived", i, "parent"), text % words
        for i, item in enumerate(self.lists["derived"]):
            if not self.parts[item["name"]]:
                text = _("“%(name)s” has no parts. Let another attribute be part of it, or move it to the basic ones.")
                yield ("derived", i), text % {"name": item["name"]}
            elif self._is_own_part(item["name"], parents):
                text = _("“%(name)s” is part of itself, directly or through others. Change what it is part of.")
                yield ("derived", i, "parent"), text % {"name": item["name"]}

    def _is_own_part(self, name, parents):
        above = parents.get(name)
        for _step in parents:
            if above in (None, name):
                break
            above = parents.get(above)
        return above == name

    def _rules(self):
        """Fills `rules`."""
        for i, item in enumerate(self.lists["derived"]):
            name = item["name"]
            sizes = [len(self.scales[part]) for part in self.parts[name]]
            needed = math.prod(sizes)
            place = ("derived", i, "rules")
            if needed > LIMITS["dex_rules"]:
                text = _("“%(name)s” would need %(count)d rules. Put an attribute between it and some of its parts.")
                yield place, text % {"name": name, "count": needed}
                continue
            tokens = _tokens(item["rules"])
            if len(tokens) != needed:
                yield place, self._wrong_count(name, needed, len(tokens))
                continue
            codes = [_code(token, self.scales[name]) for token in tokens]
            if None in codes:
                text = _(
                    "“%(name)s”: the rule “%(rule)s” is none of its values. Write 1 to %(most)d, or one of: %(values)s."
                )
                words = {"name": name, "rule": tokens[codes.index(None)], "most": len(self.scales[name])}
                yield place, text % {**words, "values": "; ".join(self.scales[name])}
            self.rules[name] = codes

    def _wrong_count(self, name, needed, given):
        text = ngettext(
            "“%(name)s” needs %(needed)d rule, but has %(given)d. Write the outcome for each combination of "
            "%(parts)s, in this order: %(combinations)s …",
            "“%(name)s” needs %(needed)d rules, but has %(given)d. Write the outcome for each combination of "
            "%(parts)s, in this order: %(combinations)s …",
            needed,
        )
        parts = self.parts[name]
        rows = islice(product(*(self.scales[part] for part in parts)), SHOWN)
        words = {"name": name, "needed": needed, "given": given, "parts": named(parts)}
        return text % {**words, "combinations": "; ".join(" + ".join(row) for row in rows)}


def _tokens(text):
    """Digits one by one, or words between semicolons."""
    text = str(text or "").strip()
    if CODES.fullmatch(text):
        return [sign for sign in text if sign.isdigit()]
    return [part.strip() for part in text.split(";" if ";" in text else ",") if part.strip()]


def _code(token, scale):
    """The position of a rule's outcome on the scale, from 0."""
    if number := read_whole(token, 1, len(scale)):
        return number - 1
    words = [value.casefold() for value in scale]
    return words.index(token.casefold()) if token.casefold() in words else None
