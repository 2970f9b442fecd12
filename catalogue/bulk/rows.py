"""One record checked: a Row with values for the fields of its kind, or all that is wrong with it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from catalogue.bulk.names import country_of, models_by_kind
from catalogue.bulk.reading import COLUMNS, REQUIRED
from catalogue.languages import LANGUAGES
from catalogue.models import Entry
from catalogue.tables.faults import Fault
from catalogue.tables.numbers import read_whole
from catalogue.text import kept, kept_line, shortened, slugify_sl

MOST_LETTERS = {"title": 200, "summary": 5_000, "body": 200_000, "licence": 100, "source": 5_000}
LONGEST_TOPIC = 100
MOST_TOPICS = 50
FIRST_YEAR, LAST_YEAR = 1900, 2100
ONE_LINE = ("external_id", "kind", "language", "title", "country", "year", "url", "licence")
IMPOSSIBLE = re.compile(r"[\x00\ud800-\udfff]")
TOPIC_MARKS = re.compile("[|;]")

valid_address = URLValidator(schemes=["http", "https"])


@dataclass(slots=True)
class Row:
    line: int
    model: type
    external_id: str
    language: str
    values: dict  # {name of the field: value}, only what the row says
    topics: tuple  # names

    @property
    def key(self):
        return self.model, self.external_id


class Wrong(ValueError):
    """What is wrong with one cell."""


class Checker:
    """Checks records one by one; knows the topics, and which kinds may be imported."""

    def __init__(self, topics, create_topics=False, kinds=None):
        self.topics, self.create_topics = topics, create_topics
        self.kinds = models_by_kind().keys() if kinds is None else kinds

    def row(self, record):
        """(Row, []) or (None, faults in the order of the columns)."""
        faults = {}

        def checked(column, check, *arguments):
            try:
                return check(*arguments)
            except Wrong as error:
                faults.setdefault(column, str(error))

        said = {
            name: text
            for name, value in record.cells.items()
            if name != "topics" and (text := checked(name, text_of, name, value))
        }
        for name in REQUIRED:
            if name not in said:
                faults.setdefault(name, _("is missing"))
        model = checked("kind", self.model_of, said["kind"]) if "kind" in said else None
        language = checked("language", language_of, said["language"]) if "language" in said else None
        topics = checked("topics", self.topics_of, record.cells.get("topics")) or ()
        values = {}
        for column in [name for name in said if name in VALUES]:
            values |= checked(column, VALUES[column], model, language, column, said[column]) or {}
        if faults:
            return None, [Fault(record.line, name, faults[name]) for name in COLUMNS if name in faults]
        return Row(record.line, model, said["external_id"], language, values, topics), []

    def model_of(self, kind):
        model = models_by_kind().get(kind)
        if model is None:
            raise Wrong(
                _("“%(value)s” is no kind; choose one of %(kinds)s")
                % {"value": short(kind), "kinds": ", ".join(importable_kinds())}
            )
        if model.import_hindrance:
            raise Wrong(str(model.import_hindrance))
        if kind not in self.kinds:
            raise Wrong(_("you may not import entries of the kind “%(value)s”") % {"value": kind})
        return model

    def topics_of(self, value):
        names = topic_names(value)
        doubtful = [name for name in names if len(self.topics.alike(name)) > 1]
        if doubtful:
            alike = ", ".join(f"“{topic}” ({topic.slug})" for topic in self.topics.alike(doubtful[0]))
            text = _("“%(name)s” may be one of several topics: %(topics)s; write which")
            raise Wrong(text % {"name": short(doubtful[0]), "topics": alike})
        unknown = [name for name in names if self.topics.get(name) is None]
        if self.create_topics:  # what has no address cannot be one
            unknown = [name for name in unknown if not slugify_sl(name)]
        if unknown:
            listed = ", ".join(f"“{short(name)}”" for name in unknown)
            raise Wrong(_("nobody knows the topics %(names)s") % {"names": listed})
        return names


def importable_kinds():
    return [kind for kind, model in models_by_kind().items() if not model.import_hindrance]


def short(text):
    return shortened(text, 60)


# --- Cells ---


def text_of(name, value):
    """The text of a cell as it is kept; a title, like an address, is one line."""
    if value is None:
        return ""
    if name == "year" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise Wrong(_("must be a text"))
    if IMPOSSIBLE.search(value):
        raise Wrong(_("holds a character that cannot be stored"))
    text = kept_line(value) if name in ONE_LINE else kept(value).strip()
    if name in MOST_LETTERS and len(text) > MOST_LETTERS[name]:
        raise Wrong(
            _("has %(length)d letters, at most %(most)d are allowed")
            % {"length": len(text), "most": MOST_LETTERS[name]}
        )
    return text


def topic_names(value):
    """Names in their order, each once: a list, or a text with | or ; between them."""
    parts = TOPIC_MARKS.split(value) if isinstance(value, str) else value or []
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise Wrong(_("must be a text or a list of texts"))
    names = dict.fromkeys(filter(None, (text_of("title", part) for part in parts)))
    if len(names) > MOST_TOPICS:
        raise Wrong(
            _("has %(number)d topics, at most %(most)d are allowed") % {"number": len(names), "most": MOST_TOPICS}
        )
    if any(len(name) > LONGEST_TOPIC for name in names):
        raise Wrong(_("a topic has at most %(most)d letters") % {"most": LONGEST_TOPIC})
    return tuple(names)


def language_of(code):
    if code not in LANGUAGES:
        raise Wrong(
            _("“%(value)s” is no language of the portal; choose one of %(codes)s")
            % {"value": short(code), "codes": ", ".join(LANGUAGES)}
        )
    return code


def identifier(_model, _language, _column, text):
    """Checked for every kind alike; it finds the entry and is no value of it."""
    validate(Entry._meta.get_field("external_id"), text)
    return {}


def validate(field, text):
    """The value as the field itself takes it."""
    try:
        return field.clean(text, None)
    except ValidationError as error:
        raise Wrong(" ".join(error.messages)) from None


# --- Values: {name of the field: value}, as (model, language, column, text) say ---


def own_text(_model, language, column, text):
    return {f"{column}_{language}": text}


def body(model, language, column, text):
    return {f"{place(model, column)}_{language}": text} if model else {}


def country(model, _language, column, text):
    code = country_of(text)
    if code is None:
        raise Wrong(_("“%(value)s” is no country") % {"value": short(text)})
    return {place(model, column): code} if model else {}


def year(model, _language, column, text):
    if read_whole(text, FIRST_YEAR, LAST_YEAR) is None:
        raise Wrong(
            _("“%(value)s” is no year from %(first)d to %(last)d")
            % {"value": short(text), "first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return {place(model, column): field_of(model, place(model, column)).to_python(text)} if model else {}


def url(model, _language, column, text):
    address(text)
    if not model:
        return {}
    name = place(model, column)
    if name not in model.address_lists:
        validate(field_of(model, name), text)
    return {name: text}


def source(model, language, _column, text):
    """An address is the source itself; other words are a note on the sources."""
    if not text.startswith(("http://", "https://")):
        return {f"note_{language}": text}
    address(text)
    if model:
        validate(field_of(model, "source"), text)
    return {"source": text}


def licence(_model, _language, column, text):
    return {column: text}


VALUES = {
    "external_id": identifier,
    "title": own_text,
    "summary": own_text,
    "body": body,
    "country": country,
    "year": year,
    "url": url,
    "source": source,
    "licence": licence,
}


def place(model, column):
    """The field of the kind to which a general column goes."""
    name = model.import_fields.get(column)
    if name is None:
        raise Wrong(_("the kind “%(kind)s” has no place for this") % {"kind": model.kind.value})
    return name


@lru_cache(maxsize=200)
def field_of(model, name):
    return model._meta.get_field(name)


def address(text):
    try:
        valid_address(text)
    except ValidationError:
        text = _("“%(value)s” is no address that begins with http:// or https://") % {"value": short(text)}
        raise Wrong(text) from None
