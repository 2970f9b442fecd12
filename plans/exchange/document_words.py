"""What the sections of the document of a plan are made of: headings, words in the reader's language, tables."""

from typing import NamedTuple

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import get_language

from catalogue.languages import shown
from catalogue.models import public_name
from catalogue.tables.sheet import Column, Sheet
from plans.pages.words import FLAGS


class DocumentSection(NamedTuple):
    """A heading with what stands below it; a text is a string, or {language, text} where it is in another language."""

    title: str
    level: int = 1
    text: tuple = ()
    charts: tuple = ()
    sheets: tuple = ()

    @property
    def is_filled(self):
        return bool(self.text or self.charts or any(sheet.rows for sheet in self.sheets))


def in_words(item, name):
    """A text for the template: with its language, where it is not the reader's."""
    found = shown(item, name)
    return marked(found.text, found.language)


def marked(text, language):
    return {"language": language, "text": text} if text and language not in ("", get_language()) else text


def plain_words(item, name):
    return shown(item, name).text


def paragraphs(item, name):
    """Each line of a long text as a paragraph."""
    found = shown(item, name)
    return lines_of(found.text, found.language)


def lines_of(text, language):
    return tuple(marked(line, language) for line in text.splitlines() if line.strip())


def amount(value):
    return f"{formats.number_format(value, decimal_pos=0 if value == int(value) else 2, force_grouping=True)} EUR"


def percent(found):
    """Of what has `shown`: “48 %”, or a dash."""
    return "–" if found.shown is None else f"{found.shown} %"


def written(day):
    return formats.date_format(day, "DATE_FORMAT") if day else ""


def sheet(key, title, labels, rows):
    """A table of texts and numbers, without columns that would be empty; `labels` are texts or Columns."""
    columns = [label if isinstance(label, Column) else Column(str(label)) for label in labels]
    rows = [tuple(row) for row in rows]
    kept = [n for n in range(len(columns)) if n == 0 or any(row[n] not in (None, "") for row in rows)]
    return Sheet(key, title, tuple(columns[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows))


def label_of(row, name):
    return capfirst(str(row._meta.get_field(name).verbose_name))


def number(value):
    return None if value is None else float(value)


def lead_of(action):
    return public_name(action.lead_partner) or plain_words(action, "lead")


def indicator_name(row):
    return plain_words(row, "name") or str(row.of_portal or "")


def state_of(standing, action):
    return str(FLAGS[standing.flags[action.key]])
