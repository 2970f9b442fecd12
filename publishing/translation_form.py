"""The form in which translations are written, side by side with their sources."""

from django import forms
from django.utils.translation import gettext as _

from publishing import translating
from publishing.keeping import LINE_END
from publishing.translations import Standing


class Text(forms.CharField):
    """A text as it was typed, spaces too; browsers send lines that end with CR LF."""

    def to_python(self, value):
        return LINE_END.sub("\n", super().to_python(value))


class Anchors(forms.MultipleChoiceField):
    """Sections that were checked; one that is not to be looked at any more changes nothing."""

    def valid_value(self, value):
        return True


class TranslationForm(forms.Form):
    """One text for each unit, with what its writer had before them; what is not sent along stays as it is."""

    def __init__(self, units, language, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = units
        for unit in units:
            self.fields[f"text-{unit.key}"] = text_field(unit, language)
            seen = forms.CharField(required=False, widget=forms.HiddenInput, initial=translating.seen_of(unit))
            self.fields[f"seen-{unit.key}"] = seen
            if unit.standing == Standing.OLDER:
                self.fields[f"current-{unit.key}"] = forms.BooleanField(
                    required=False, label=_("It is still right: mark it as current")
                )
                if unit.sectioned:
                    self.fields[f"sections-{unit.key}"] = Anchors(required=False)

    def sent(self, unit):
        return f"text-{unit.key}" in self.data

    def given(self):
        """What `translating.write` takes: everything without a mistake."""
        kept = [unit.key for unit in self.units if self.sent(unit) and f"text-{unit.key}" in self.cleaned_data]
        values = self.cleaned_data
        return {
            "texts": {key: values[f"text-{key}"] for key in kept},
            "current": {key for key in kept if values.get(f"current-{key}")},
            "ticked": {key: set(values.get(f"sections-{key}", ())) for key in kept},
            "seen": {key: values.get(f"seen-{key}", "") for key in kept},
        }


def text_field(unit, language):
    widget = forms.Textarea if unit.long else forms.TextInput
    attrs = {"lang": language} | ({"rows": min(30, max(4, len(unit.source) // 55))} if unit.long else {})
    within = unit.limit and len(unit.target) <= unit.limit
    return Text(
        label=unit.label,
        required=False,
        strip=False,
        max_length=unit.limit if within else None,
        initial=unit.target,
        help_text=counter(unit),
        widget=widget(attrs=attrs),
    )


def counter(unit):
    if not unit.limit:
        return ""
    values = {"count": len(unit.target), "limit": unit.limit}
    return _("At most %(limit)s characters; saved: %(count)s.") % values
