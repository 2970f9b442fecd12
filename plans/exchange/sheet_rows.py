"""A row of a workbook, judged by the form that the desk has for it."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES, translated_fields
from publishing.row_cells import LinkField, label_of, row_field
from publishing.row_forms import RowForm
from publishing.row_merging import UID

PREFIX = "row"


def sheet_cells(writing, rows, content):
    """{name of a cell: (column, form field)}: as on the desk, in all languages; links by key, for nobody sees them."""
    child = writing.model._meta.get_field(rows.relation).related_model
    translated, found = translated_fields(child), {}
    for name in rows.fields:
        for own in [f"{name}_{code}" for code in LANGUAGES] if name in translated else [name]:
            column = child._meta.get_field(own)
            found[column.attname] = column, sheet_field(rows, column, content)
    return found


def sheet_field(rows, column, content):
    if column.name not in rows.links:
        return row_field(column, label_of(column))
    keys = [row[UID] for row in content.get(rows.links[column.name]) or []]
    return LinkField(label=label_of(column), required=False, choices=[("", ""), *((key, key) for key in keys)])


class SheetRow(RowForm):
    """As on the desk, but with its texts in all languages, and with what it hangs on."""

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, prefix=PREFIX, version=version, beside=lambda: version.content, **kwargs)

    def clean(self):
        super().clean()
        given = {name for name in self.rows.links if self.cleaned_data.get(f"{name}_id")}
        if self.rows.under and len(given & set(self.rows.under)) != 1:
            self.add_error(f"{self.rows.under[0]}_id", self.hangs_on_one())
        for name in self.rows.links:
            needed = not self.child._meta.get_field(name).null and name not in self.rows.under
            if needed and name not in given and f"{name}_id" not in self.errors:
                self.add_error(f"{name}_id", _("Write the key of a row here."))

    def hangs_on_one(self):
        names = ", ".join(capfirst(str(self.child._meta.get_field(name).verbose_name)) for name in self.rows.under)
        return _("Write one key in one of these columns, and only in one: %(names)s.") % {"names": names}
