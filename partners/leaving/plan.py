"""What erasing would do, in words: from the numbers of a dry run."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from catalogue.personal.declaring import name_of

# What `erase_whole` calls it, in the order of the page.
WHAT = {
    "deleted": _("Is deleted"),
    "forgotten": _("Is made anonymous or deleted"),
    "emptied": _("Loses name and address"),
    "without text": _("Gets a dash in place of your words"),
    "name or address replaced": _("Says “removed person” in place of your name or address"),
    "anonymous": _("Stays as an anonymous row"),
}


def in_words(planned):
    """[(what becomes of it, [(name of the rows, how many)])]"""
    found = {what: Counter() for what in WHAT}
    for what, model, number in planned.get("rows", []):
        found[what][name_of(model)] += number
    return [(label, sorted(found[what].items())) for what, label in WHAT.items() if found[what]]
