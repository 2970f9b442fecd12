"""Recipes: how the records of a file become rows of a model, as parts."""

from decimal import Decimal

from catalogue.languages import LANGUAGES
from catalogue.loading.checks import choice, each, string, url


class Recipe:
    """How the records of one file become rows of one model. Subclasses give schema and parts."""

    file = None
    model = None
    schema = {}
    # Where a file holds several lists, the name of this recipe's own.
    section = None
    publish = True
    # Where the files are; for what a record names beside its own file.
    folder = None

    @property
    def name(self):
        return f"{self.file}#{self.section}" if self.section else self.file

    def parts(self, record):
        """{name of the part: JSON value}. Names: a field; `field` of a foreign key; `rows:` children; `topics`."""
        raise NotImplementedError

    def existing(self, record):
        """The row a first load writes to: a new one, unless another recipe has made it."""
        return self.model()

    def accepts(self, record):
        """Whether a record of the file is this recipe's; two recipes may share a file."""
        return True

    def records(self, record):
        """The records to load from one record of the file: itself, or its sections."""
        yield record

    def compare(self, record, files):
        """Yield (field, message) where the record says otherwise than another file; `files` by name."""
        return ()

    def references(self, record):
        """Yield (field, file, identifier) for everything the record points at."""
        for name, check in self.schema.items():
            value = record.get(name.rstrip("!"))
            for item in value if isinstance(value, list) else [value]:
                target = getattr(check, "file", None) or getattr(getattr(check, "item", None), "file", None)
                if target and isinstance(item, str):
                    yield name.rstrip("!"), target, item


def texts(name, value):
    """{title_sl: …, title_en: …} of a pair; a language the source lacks stays empty."""
    return {f"{name}_{code}": (value or {}).get(code, "") for code in LANGUAGES}


def names(field, value):
    """A place whose name may differ by language; a plain text is its name in all of them."""
    return texts(field, value if isinstance(value, dict) else dict.fromkeys(LANGUAGES, value or ""))


def lines(name, items):
    """A list of pairs as one text per language, an item a line."""
    joined = {code: "\n".join(item[code] for item in items or [] if item.get(code)) for code in LANGUAGES}
    return {f"{name}_{code}": text for code, text in joined.items()}


def sourced(record):
    """What every entry says of its sources."""
    return {
        "external_id": record["id"],
        "source": record.get("source") or "",
        "more_sources": "\n".join(record.get("sources") or []),
        "confidence": record.get("confidence") or "confirmed",
        **texts("note", record.get("notes") or record.get("note")),
    }


def owner(record):
    """The organisation in charge, only where the source names one: what staff chose stays."""
    return {"organisation": record["organisation"]} if record.get("organisation") else {}


SOURCED = {
    "id!": string,
    "source!": url,
    "sources": each(url),
    "confidence": choice("confirmed", "partial", "uncertain"),
}


def plain(value):
    """A number as text without trailing zeros, the form in which decimals are remembered."""
    return f"{Decimal(str(value)).normalize():f}"


def is_column(part):
    return part != "topics" and not part.startswith(("rows:", "links:"))
