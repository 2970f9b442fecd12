"""A form whose texts are kept while one types: it says what it shows, what it holds and what somebody else changed."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from publishing.keeping import Sent, as_typed, mark, still_shown, with_plain_lines
from publishing.row_merging import groups_of

CLASH = _("Somebody else changed this meanwhile. Saved now: “%(text)s”. Save again to keep yours instead.")


class KeptForm(forms.Form):
    """Made over `content` and `typed`, what was typed before and cannot be content yet."""

    use_required_attribute = False

    def __init__(self, data=None, files=None, *, fields, content, typed, initial):
        self.content, self.typed = content, typed
        self.conflicts = []  # names of what somebody else changed meanwhile: fields, or “relation.uid” of a row
        self.still_shown = {}  # {name: mark} where its writer has something else before them than what stands
        self.came = None  # {name: Sent}, once it was read
        shown = {name: text for name, text in typed.items() if name in fields}
        data = None if data is None else with_plain_lines(data)
        super().__init__(data, files, initial=initial | shown, label_suffix="")
        self.fields = fields
        if data is None:
            self._errors = self.errors_of(shown)

    def errors_of(self, typed):
        """Why what was typed earlier is still no content."""
        errors = ErrorDict(renderer=self.renderer)
        for name, text in typed.items():
            try:
                self.fields[name].clean(text)
            except ValidationError as error:
                errors[name] = self.error_class(error.error_list, renderer=self.renderer, field_id=self[name].auto_id)
        return errors

    def keys(self):
        """{name of a field or of rows: its name in the content}."""
        return {name: name for name in self.fields}

    def value(self, name):
        """What goes into the content; only of a valid field."""
        return self.cleaned_data[name]

    def value_shown(self, name):
        """The content of a field as its form field takes it."""
        return self.content.get(self.keys()[name])

    # --- What came ---

    def sent(self):
        """{name: Sent} of all that came, read once: new files are stored by it."""
        if self.came is None:
            self.came = self.all_sent()
        return self.came

    def all_sent(self):
        found = {name: self.sent_field(name) for name in self.fields if self.was_sent(name)}
        return {name: one for name, one in found.items() if one}

    def was_sent(self, name):
        """A request that does not hold a field says nothing about it; a box that is not ticked is never sent."""
        field = self.fields[name]
        if isinstance(field.widget, forms.CheckboxInput):
            return "complete" in self.data
        return not field.widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))

    def sent_field(self, name):
        key = self.keys()[name]
        if name in self.cleaned_data:
            return Sent(key, self.value(name))
        typed = as_typed(self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))
        return Sent(key, typed=typed) if typed else None

    def texts(self):
        """(label, text) of all that was typed, to be copied where it cannot be saved."""
        typed = [(field.label, as_typed(field.data)) for field in self]
        return [(label, "\n".join(text) if isinstance(text, list) else text) for label, text in typed if text]

    # --- What it shows, and what others did ---

    def marks(self):
        return {name: mark(self.content, self.typed, name, key) for name, key in self.keys().items()}

    def base_json(self):
        """What its writer has before them, also where something else stands by now."""
        return json.dumps(self.marks() | self.still_shown)

    def told_json(self):
        """What stands now where its writer has been told of it: a button may overwrite it. Of what is gone, nothing."""
        marks = self.marks()
        return json.dumps({name: marks.get(name, "") for name in self.conflicts})

    def unsaved(self):
        """The names of fields and of rows, as a group, in which something is typed that was not saved."""
        return groups_of(self.conflicts)

    def tell_conflicts(self, conflicts, base):
        """Both are shown: what is typed stays in the field, and what the other wrote stands above it."""
        self.conflicts = conflicts
        self.still_shown = still_shown(self.sent(), self.content, self.typed, base)
        for name in self.fields.keys() & set(conflicts):
            clash = getattr(self.fields[name], "clash", None)  # of what is no text
            self.add_error(name, clash or CLASH % {"text": self.text_now(name)})

    def text_now(self, name):
        """What stands in a field now, as its reader knows it."""
        field = self.fields[name]
        value = self.typed.get(name) or field.prepare_value(self.value_shown(name))
        if isinstance(value, list):
            return ", ".join(map(str, value))
        return str(dict(getattr(field, "choices", [])).get(value, "" if value is None else value))

    # --- What is wrong ---

    def mistakes(self):
        """{name of a control or a row: sentences}, for the list above the form and for the script."""
        return {name: list(texts) for name, texts in self.errors.items()}

    def named(self):
        """{name of a control or a row: (id of what is to be mended, label)}."""
        return {name: (self[name].id_for_label, self[name].label) for name in self.fields}

    def mistakes_named(self):
        """(id of what is to be mended, its label, sentences)."""
        named = self.named()
        return [(*named.get(name, ("", "")), texts) for name, texts in self.mistakes().items()]
