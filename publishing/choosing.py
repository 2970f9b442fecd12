"""Which two versions to compare."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CompareForm(forms.Form):
    """Of the versions that the reader may read; without a choice the last two."""

    old = forms.TypedChoiceField(label=_("Older version"), coerce=int, required=False, empty_value=None)
    new = forms.TypedChoiceField(label=_("Newer version"), coerce=int, required=False, empty_value=None)

    def __init__(self, data, *, versions):
        self.versions = {version.number: version for version in versions}
        newest, *older = self.versions
        self.usual = {"old": (older or [newest])[0], "new": newest}
        super().__init__({name: data.get(name) or number for name, number in self.usual.items()}, label_suffix="")
        for field in self.fields.values():
            field.choices = [(version.number, name_of(version)) for version in versions]

    def pair(self):
        """Both versions; in place of what cannot be read the usual one."""
        self.is_valid()
        return [self.versions[self.cleaned_data.get(name) or number] for name, number in self.usual.items()]


def name_of(version):
    return _("Version %(number)s: %(state)s") % {"number": version.number, "state": version.get_state_display()}
