"""What people fill in about editions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.exchange import LARGEST_KEY
from catalogue.labels import language_name
from catalogue.languages import LANGUAGES
from library.editions.comparing import WORKING
from library.models import Edition, Erratum
from publishing.keeping import with_plain_lines


class PlainModelForm(forms.ModelForm):
    """Texts are read with lines that end as they are stored, so that a limit counts what is stored."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(None if data is None else with_plain_lines(data), *args, label_suffix="", **kwargs)


class NoteForm(PlainModelForm):
    """What is new in an edition, in each language."""

    class Meta:
        model = Edition
        fields = [f"note_{code}" for code in LANGUAGES]
        widgets = {f"note_{code}": forms.Textarea(attrs={"rows": 3}) for code in LANGUAGES}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"note_{code}"].label = language_name(code)


class DoiForm(PlainModelForm):
    class Meta:
        model = Edition
        fields = ["doi"]
        help_texts = {"doi": _("As it was registered, without https://doi.org/.")}


class ErratumForm(PlainModelForm):
    class Meta:
        model = Erratum
        fields = ["part", "language", "where", "wrong", "right", "thanks_to"]
        widgets = {"wrong": forms.Textarea(attrs={"rows": 3}), "right": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        edition = self.instance.edition
        self.fields["part"].queryset = edition.parts.select_related("version__dossier")
        self.fields["part"].label_from_instance = lambda part: part.title
        self.fields["part"].empty_label = _("the whole edition")
        self.fields["language"].choices = [(code, language_name(code)) for code in edition.language_codes]


class CompareForm(forms.Form):
    """Which two states of a book; without a choice the newest edition and the working text."""

    old = forms.TypedChoiceField(label=_("Older text"), coerce=int, required=False, empty_value=None)
    new = forms.TypedChoiceField(label=_("Newer text"), coerce=int, required=False, empty_value=None)

    def __init__(self, data, *, editions):
        self.usual = {"old": editions[0].number, "new": WORKING}
        super().__init__({name: data.get(name) or number for name, number in self.usual.items()}, label_suffix="")
        choices = [(one.number, _("Edition %(number)s") % {"number": one.number}) for one in editions]
        for name in self.usual:
            self.fields[name].choices = [(WORKING, _("Working text")), *choices]

    def pair(self):
        """Both numbers; in place of what is not there the usual one."""
        self.is_valid()
        chosen = (self.cleaned_data.get(name) for name in self.usual)
        return [usual if number is None else number for number, usual in zip(chosen, self.usual.values(), strict=True)]


class ShownChapter(forms.Form):
    """Of which chapter both texts are compared; of none where that is not said."""

    chapter = forms.IntegerField(min_value=1, max_value=LARGEST_KEY, required=False)

    @property
    def pk(self):
        return self.cleaned_data["chapter"] if self.is_valid() else None
