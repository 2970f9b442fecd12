"""Names and addresses of a person wherever they are spelled: in texts and in JSON, as whole words, in any case."""

import json
import re
from contextlib import suppress

from django.contrib.auth import get_user_model
from django.db.models import Q

from catalogue.personal.names import removed_address, removed_name

BEFORE_ADDRESS, AFTER_ADDRESS = r"(?<![\w.+-])", r"(?![\w@-]|\.\w)"


class Spelling:
    """What is looked for of a person, and what is written in its place.

    A name of one word stands for nobody in a running text: it is found only where it stands alone, as it is written.
    """

    def __init__(self, person, *, with_names=True):
        number = person.accounts[0] if person.accounts else ""
        names = person.names if with_names else ()
        self.address, self.name = removed_address(number), removed_name(number)
        self.alone = {name for name in names if " " not in name and name != name.lower()}
        whole = [name for name in names if " " in name]
        addresses = [f"{BEFORE_ADDRESS}{re.escape(address)}{AFTER_ADDRESS}" for address in person.addresses]
        parts = {"other": map(spaced, longer_ones(whole, person)), "name": map(spaced, whole), "address": addresses}
        found = {group: "|".join(patterns) for group, patterns in parts.items()}
        self.pattern = re.compile(
            "|".join(f"(?P<{group}>{pattern})" for group, pattern in found.items() if pattern), re.IGNORECASE
        )

    def found(self, value):
        return self.replaced(value) != value

    def replaced(self, value):
        if isinstance(value, str):
            return self.in_text(value)
        if isinstance(value, list):
            return [self.replaced(part) for part in value]
        if isinstance(value, dict):
            return {self.pattern.sub(self.instead, key): self.replaced(part) for key, part in value.items()}
        return value

    def in_text(self, text):
        """The log of the administration keeps JSON as text, in which letters like č are written otherwise."""
        if text.startswith(("[", "{")):
            with suppress(ValueError):
                held = json.loads(text)
                new = self.replaced(held)
                return json.dumps(new) if new != held else text
        return self.name if text.strip() in self.alone else self.pattern.sub(self.instead, text)

    def instead(self, match):
        """The name of somebody else, of which this one's is a part, stays."""
        return {"other": match[0], "name": self.name, "address": self.address}[match.lastgroup]


def spaced(name):
    words = r"\s+".join(map(re.escape, name.split()))
    return rf"(?<!\w){words}(?!\w)"


def longer_ones(names, person):
    """Names of other people in which one of these stands."""
    found = Q(pk__in=[])
    for name in names:
        found |= Q(name__icontains=name)
    others = get_user_model().objects.filter(found).exclude(pk__in=person.accounts).values_list("name", flat=True)
    same = {name.casefold() for name in names}
    return sorted({other for other in others if other.casefold() not in same}, key=len, reverse=True)
