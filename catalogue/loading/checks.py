"""Checks of values in content files: each returns None or says what is wrong."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django_countries import countries

from catalogue.fields import validate_partial_date
from catalogue.languages import LANGUAGES

OTHER = "*"  # in a schema: further fields belong to another recipe


def pair(value):
    if not isinstance(value, dict) or not value or set(value) - set(LANGUAGES):
        return f"must be a text in {' and '.join(LANGUAGES)}"
    if not all(isinstance(text, str) and text.strip() for text in value.values()):
        return "holds an empty text"
    return None


def pair_of_lists(value):
    if not isinstance(value, dict) or not value or set(value) - set(LANGUAGES):
        return f"must be lists of texts in {' or '.join(LANGUAGES)}"
    return next((fault for texts in value.values() if (fault := each(string)(texts))), None)


def string(value):
    return None if isinstance(value, str) and value.strip() else "must be a text"


def name(value):
    """A name that is the same in every language, or a pair."""
    return pair(value) if isinstance(value, dict) else string(value)


def integer(value):
    return None if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else "must be a whole number"


def year(value):
    sound = isinstance(value, str) and re.fullmatch("[12][0-9]{3}", value)
    return None if sound else f"“{value}” is not a year in quotation marks"


def number(value):
    return None if isinstance(value, int | float) and not isinstance(value, bool) else "must be a number"


def boolean(value):
    return None if isinstance(value, bool) else "must be true or false"


def partial_date(value):
    try:
        validate_partial_date(str(value))
    except ValidationError:
        return f"“{value}” is not a date (YYYY, YYYY-MM or YYYY-MM-DD)"
    return None


def url(value):
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError:
        return f"“{value}” is not an address"
    return None


def country(value):
    return None if isinstance(value, str) and value in countries else f"“{value}” is not the code of a country"


def choice(*allowed):
    def check(value):
        return None if value in allowed else f"“{value}” is none of {', '.join(map(str, allowed))}"

    return check


def refers_to(file):
    """The identifier of a record of another file; checked when all files are read."""

    def check(value):
        return None if isinstance(value, str) else "must be an identifier"

    check.file = file
    return check


def each(check):
    """A list whose every item passes the check, or a mapping of checks."""

    def check_all(value):
        if not isinstance(value, list):
            return "must be a list"
        return next((f"item {n}: {fault}" for n, item in enumerate(value, 1) if (fault := apply(check, item))), None)

    check_all.item = check
    return check_all


def apply(check, value):
    """A check may be a function or a mapping of field names to checks; `!` after a name means required."""
    if callable(check):
        return check(value)
    if not isinstance(value, dict):
        return "must be a record"
    return next((f"{name}: {message}" for name, message in faults_of(check, value)), None)


def faults_of(schema, record):
    """Yield (field, message) for every fault of a record."""
    names = {name.rstrip("!"): (check, name.endswith("!")) for name, check in schema.items() if name != OTHER}
    for name in record:
        if name not in names and OTHER not in schema:
            yield name, "is not a known field"
    for name, (check, required) in names.items():
        value = record.get(name)
        if value is None:
            if required:
                yield name, "is missing"
        elif message := apply(check, value):
            yield name, message
