"""A row of a workbook, judged by the form that the desk has for it."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES, translated_fields
from publishing.row_forms import RowForm
from publishing.row_merging import UID

PREFIX = "row"


class SheetRow(RowForm):
    """As on the desk, but with its texts in all languages, and with what it hangs on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix=PREFIX, **kwargs)
        for name in self.rows.under:
            self.add_column(name)

    def add_column(self, name):
        if name not in translated_fields(self.child):
            self.add_stored(name, self.child._meta.get_field(name))
            return
        for code in LANGUAGES:
            self.add_stored(name, self.child._meta.get_field(f"{name}_{code}"))

    def linked_rows(self, relation):
        """By their keys alone: nobody sees this form."""
        return [(row[UID], row[UID]) for row in self.version.content.get(relation) or []]

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
