"""Pages that are asked for in a row: where they are of one kind and language, one query brings all their entries."""

from itertools import groupby

from django.utils.translation import get_language

TOGETHER = 24


class InARow:
    """Where the views look for an entry, once it hangs on their request."""

    def __init__(self, addresses):
        self.slugs = [address.rstrip("/").rpartition("/")[2] for address in addresses]
        self.found = {}

    def entry(self, entries, slug):
        """The public entry with this address in the language of the page, with all its page needs, or None."""
        if entries.model not in self.found:
            name = f"slug_{get_language()}"
            rows = entries.published().with_page().filter(**{f"{name}__in": self.slugs}).order_by("-pk")
            self.found[entries.model] = {getattr(row, name): row for row in rows}
        return self.found[entries.model].get(slug)


def in_rows(addresses):
    """Lists of addresses that lie beside each other, as they come."""
    for _place, beside in groupby(addresses, lambda address: address.rstrip("/").rpartition("/")[0]):
        found = list(beside)
        yield from (found[start : start + TOGETHER] for start in range(0, len(found), TOGETHER))
