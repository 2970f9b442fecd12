"""A DEX model read from two lists: derived attributes with their rules, and basic ones."""

import math
import re
from dataclasses import dataclass
from itertools import islice, product

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.tables.numbers import read_number, read_whole
from catalogue.text import same
from tools.asking.words import named
from tools.methods.arguments import LIMITS

CODES = re.compile(r"[\d\s,;.]+", re.ASCII)
DIGITS = "0123456789"
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
            if _is_code(value, scale):
                continue
            where = {"row": inputs.names("alternatives")[row], "column": basic[column]["name"]}
            text = _("“%(row)s”, “%(column)s”: write one of %(values)s, or leave it empty if it is not known.")
            numbered = [f"{number} = {value}" for number, value in enumerate(scale, start=1)]
            values = ", ".join(scale if has_numbers(scale) else numbered)
            yield ("values", row, column), text % {**where, "values": values}


def has_numbers(scale):
    """Whether a word of the scale is a number itself, so that numbers are words and no places on the scale."""
    return any(as_number(word) is not None for word in scale)


def as_number(word):
    try:
        return read_number(word, "en").value
    except ValueError:
        return None


def code_of(cell, scale):
    """The place of a value on its scale, from 0; None where it is not known. Raises ValueError.

    A text is a word of the scale, also as the same number (2 and 2,0), or else a place counted from 1, where no word
    is a number. A number is such a place in any case: so older content and the examples are kept.
    """
    if cell in (None, ""):
        return None
    if isinstance(cell, int | float):
        if not (float(cell).is_integer() and 1 <= cell <= len(scale)):
            raise ValueError(cell)
        return int(cell) - 1
    words = [same(word) for word in scale]
    if same(cell) in words:
        return words.index(same(cell))
    if has_numbers(scale):
        number = as_number(cell)
        return [as_number(word) for word in scale].index(cell if number is None else number)
    if (number := read_whole(cell, 1, len(scale))) is None:
        raise ValueError(cell)
    return number - 1


def _is_code(cell, scale):
    try:
        code_of(cell, scale)
    except ValueError:
        return False
    return True


class _Reading:
    """Goes through both lists once, collecting what is wrong."""

    def __init__(self, inputs):
        self.lists = {key: inputs.lists[key] for key in ("derived", "basic")}
        self.items = [(key, i, item) for key, items in self.lists.items() for i, item in enumerate(items)]
        self.by_name = {same(item["name"]): item["name"] for item in self.lists["derived"]}
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
            name = same(item["name"])
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
            elif len({same(value) for value in scale}) < len(scale):
                yield (
                    (key, i, "scale"),
                    _("“%(name)s”: a value stands twice on the scale. Write each only once.") % words,
                )

    def _parents(self):
        """Fills `parts`."""
        for key, i, item in self.items:
            parent = (item["parent"] or "").strip()
            known = self.by_name.get(same(parent))
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
            tokens = _tokens(item["rules"], self.scales[name])
            if len(tokens) != needed:
                yield place, self._wrong_count(name, needed, len(tokens))
                continue
            codes = [_code(token, self.scales[name]) for token in tokens]
            if None in codes:
                text = _("“%(name)s”: the rule “%(rule)s” is none of its values. Write: %(values)s.")
                if not has_numbers(self.scales[name]):
                    text = _(
                        "“%(name)s”: the rule “%(rule)s” is none of its values. Write 1 to %(most)d, or one of: "
                        "%(values)s."
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


def _tokens(text, scale):
    """Digits one by one, where a word has one sign only, or words between semicolons, commas or, of numbers, spaces."""
    text = str(text or "").strip()
    sign = next((sign for sign in ";," if sign in text), "")
    short = not has_numbers(scale) or all(len(word) == 1 for word in scale if as_number(word) is not None)
    if short and CODES.fullmatch(text):
        return [sign for sign in text if sign in DIGITS]
    if not sign:
        return text.split() if has_numbers(scale) else list(filter(None, [text]))
    return [part.strip() for part in text.split(sign) if part.strip()]


def _code(token, scale):
    """The position of a rule's outcome on the scale, from 0; None where it is none."""
    try:
        return code_of(token, scale)
    except ValueError:
        return None
