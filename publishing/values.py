"""Values of stored fields as JSON holds them, and back."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models


def plain(column, value):
    """A value as JSON holds it: text, whole number, truth value or nothing."""
    if isinstance(column, models.FileField):
        return value.name or "" if value else ""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, int | float):
        return value
    return column.value_to_string(Holder(column, value)) if hasattr(value, "isoformat") else str(value)


class Holder:
    """What `value_to_string` asks for: something that has the value under the field's name."""

    def __init__(self, column, value):
        setattr(self, column.attname, value)


def parsed(column, value):
    """The value of a stored field, from JSON; what cannot be read any more is left empty."""
    if isinstance(column, models.ForeignKey):
        return value
    if value is None or value == "":
        return (
            None if column.null and value is None else column.get_default() if value is None else value or blank(column)
        )
    try:
        return column.to_python(value)
    except ValidationError:
        return blank(column)


def blank(column):
    return None if column.null else ""


def is_lost(column, pk):
    return not column.related_model._base_manager.filter(pk=pk).exists()


def sizes(column):
    """The names of the columns that hold the width and the height of a picture."""
    return [name for name in (getattr(column, "width_field", ""), getattr(column, "height_field", "")) if name]
