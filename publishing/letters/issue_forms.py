"""What editors write of an issue."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.form_fields import CountField
from catalogue.languages import LANGUAGES
from publishing.forms import PlainForm
from publishing.models import IssueItem

MOST_LETTERS = 20_000
MOST_NOTE_LETTERS = 1_000
MOST_PLACES = 999
YEARS = range(2000, 2101)


class MomentField(forms.DateTimeField):
    """A moment of our clocks."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    def clean(self, value):
        moment = super().clean(value)
        if moment and moment.year not in YEARS:
            raise forms.ValidationError(_("Write a year from 2000 to 2100."))
        return moment


class TextForm(PlainForm):
    """`seen` is when the issue was changed last, as its writer saw it."""

    use_required_attribute = False

    since = MomentField(label=pgettext_lazy("issue", "What became public after"))
    until = MomentField(
        label=pgettext_lazy("issue", "until"), required=False, help_text=gettext_lazy("Empty: until it is sent.")
    )
    subject_sl = forms.CharField(label=gettext_lazy("Subject (Slovenian)"), max_length=150, required=False)
    subject_en = forms.CharField(label=gettext_lazy("Subject (English)"), max_length=150, required=False)
    text_sl = forms.CharField(
        label=gettext_lazy("Text (Slovenian)"), max_length=MOST_LETTERS, required=False, widget=forms.Textarea
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text (English)"), max_length=MOST_LETTERS, required=False, widget=forms.Textarea
    )
    to_all = forms.BooleanField(
        label=gettext_lazy("Also to those for whom it holds nothing but the text in their language"), required=False
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, issue):
        self.issue = issue
        initial = {name: getattr(issue, name) for name in self.base_fields if name != "seen"}
        super().__init__(data, initial=initial | {"seen": issue.changed_at.isoformat()}, label_suffix="")
        for code in LANGUAGES:
            for name in ("subject", "text"):
                self.fields[f"{name}_{code}"].widget.attrs["lang"] = code

    def clean(self):
        super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until <= since:
            self.add_error("until", _("The end is before the start."))
        now = self.issue.changed_at.isoformat()
        if not self.errors and self.cleaned_data["seen"] != now:
            self.data["seen"] = now
            raise forms.ValidationError(_("Somebody changed the issue while you wrote. Press again to keep your text."))

    def save(self):
        for name, value in self.cleaned_data.items():
            if name != "seen":
                setattr(self.issue, name, value)
        self.issue.save()


class ItemForm(PlainForm):
    """An item: its place, whether it is left out, and what the editor adds."""

    use_required_attribute = False

    order = CountField(label=gettext_lazy("Place"), min_value=1, max_value=MOST_PLACES, required=False)
    left_out = forms.BooleanField(label=gettext_lazy("Leave out"), required=False)
    note_sl = forms.CharField(
        label=gettext_lazy("Note (Slovenian)"),
        max_length=MOST_NOTE_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "sl"}),
    )
    note_en = forms.CharField(
        label=gettext_lazy("Note (English)"),
        max_length=MOST_NOTE_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
    )

    def __init__(self, data=None, *, candidate, number):
        self.candidate, item = candidate, candidate.item
        initial = {"order": number, "left_out": item.left_out, "note_sl": item.note_sl, "note_en": item.note_en}
        super().__init__(data, initial=initial, label_suffix="", prefix="-".join(map(str, candidate.key)))

    def save(self):
        item = self.candidate.item
        kept = self.cleaned_data | {"order": self.cleaned_data["order"] or 0}
        key = {"issue": item.issue, "kind": item.kind, "object_id": item.object_id}
        IssueItem.objects.update_or_create(**key, defaults=kept)


class PlanForm(PlainForm):
    use_required_attribute = False

    planned_at = MomentField(label=gettext_lazy("Send at"))

    def clean_planned_at(self):
        moment = self.cleaned_data["planned_at"]
        if moment <= timezone.now():
            raise forms.ValidationError(_("This moment has passed."))
        return moment
