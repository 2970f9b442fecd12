"""Loading shipped content: validate every file first, then write in one transaction, and never over staff.

An app describes its files as recipes (`content.py`). A recipe checks a record and turns it into *parts*: plain
fields, links to other records, child rows, topics. What was last loaded is remembered part by part
(`LoadedRecord`): a part that still equals it may be refreshed, one that differs was changed by staff and stays.
"""

from catalogue.loading.checks import (
    OTHER,
    boolean,
    choice,
    country,
    each,
    integer,
    name,
    number,
    pair,
    pair_of_lists,
    partial_date,
    refers_to,
    string,
    url,
    year,
)
from catalogue.loading.reading import FaultyField, read
from catalogue.loading.recipes import SOURCED, Recipe, lines, names, owner, plain, sourced, texts
from catalogue.loading.writing import Report, load

__all__ = [
    "OTHER",
    "SOURCED",
    "FaultyField",
    "Recipe",
    "Report",
    "boolean",
    "choice",
    "country",
    "each",
    "integer",
    "lines",
    "load",
    "name",
    "names",
    "number",
    "owner",
    "pair",
    "pair_of_lists",
    "partial_date",
    "plain",
    "read",
    "refers_to",
    "sourced",
    "string",
    "texts",
    "url",
    "year",
]
