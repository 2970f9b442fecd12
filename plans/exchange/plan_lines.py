"""The sheet of the plan itself: each line a field, read by the form field that the desk has for it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from plans.exchange.cells import Unreadable, as_read, text_of
from plans.exchange.given import CONTENT
from plans.exchange.sheets import KEY, PLAN_FIGURES, plan_lines
from plans.exchange.workbook import plan_cell
from publishing.comparison import plain_name
from publishing.fields import TopicsField
from publishing.form_fields import field_for
from publishing.forms import MOST_FURTHER, MOST_TOPICS
from publishing.row_cells import default_of
from publishing.values import plain
from publishing.writing import TOPICS, writing_of


def changed_lines(sheet, content, dossier, tellings):
    """{name: value} of what the lines change; what is wrong is told to the sheet."""
    lines, found = {line.name: line for line in plan_lines()}, {}
    for given in sheet.rows():
        value = given.cells.get(CONTENT)
        if given.key in lines:
            line = lines[given.key]
            if CONTENT in given.cells and not stands(line, value, tellings):
                try:
                    found[line.name] = line_value(line, value, content, dossier)
                except Unreadable as fault:
                    sheet.fault_in(given, CONTENT, fault)
                except ValidationError as error:
                    sheet.fault_in(given, CONTENT, " ".join(error.messages))
        elif given.key not in PLAN_FIGURES:
            sheet.fault_in(given, KEY, _("“%(key)s” is no key of a field of a plan.") % {"key": given.key})
    return found


def stands(line, value, tellings):
    for code, telling in tellings.items():
        with translation.override(code):
            if as_read(plan_cell(line, telling)) == value:
                return True
    return False


def line_value(line, value, content, dossier):
    """As the content holds it. Raises Unreadable or ValidationError."""
    if line.column is None:
        most = MOST_TOPICS if line.name == TOPICS else MOST_FURTHER
        return TopicsField(most, 0).clean(str(value or "").split("\n"))
    field = field_for(writing_of(dossier.kind), plain_name(line.column), line.column)
    if isinstance(line.column, models.ManyToManyField):
        return field.clean(str(value or ""))
    field.standing = content.get(line.name)
    found = field.clean(text_of(field, line.column, value))
    if isinstance(line.column, models.ForeignKey):
        return found
    made = plain(line.column, found)
    return (default_of(line.column) or "") if made is None and not line.column.null else made
