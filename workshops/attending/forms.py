"""What the pages of attending ask for."""

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.files.uploads import DocumentFormField
from catalogue.languages import LANGUAGES
from catalogue.limits import MOST_TABLE_BYTES
from catalogue.tables.reading import SheetError, read_file
from publishing.forms import PlainForm
from publishing.language_texts import in_language
from workshops.attending.feedback import questions_of
from workshops.models import Material
from workshops.registering.questions import field_of


class NameForm(PlainForm):
    """The name on the paper, to compare with. It is not shown again."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("The name on the certificate"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RevokeForm(PlainForm):
    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Why is it revoked?"),
        max_length=300,
        help_text=gettext_lazy("Public: whoever checks the certificate reads it. Name nobody in it."),
    )


class CameForm(PlainForm):
    """A file of those who came. What it holds is part of what is given; what is wrong with it belongs to the file."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        max_length=300,
        help_text=gettext_lazy("CSV, TSV or XLSX, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx", "data-most": MOST_TABLE_BYTES}),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )
    day = forms.ChoiceField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("Counts where the file has no columns of days."),
    )

    def __init__(self, data=None, files=None, *, days, **kwargs):
        super().__init__(data, files, label_suffix="", **kwargs)
        self.fields["day"].choices = [(day.isoformat(), formats.date_format(day)) for day in days]
        self.initial["day"] = days[-1].isoformat()

    def clean(self):
        given = super().clean()
        if file := given.get("file"):
            try:
                given["grid"] = read_file(file)
            except SheetError as error:
                self.add_error("file", str(error))
        return given


class FeedbackForm(PlainForm):
    """A field for each question; one of them is answered at least."""

    use_required_attribute = False

    def __init__(self, *args, form, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.questions = questions_of(form)
        self.fields |= {f"q{each.pk}": field_of(each, required=each.required) for each in self.questions}

    def clean(self):
        super().clean()
        if not self.errors and all(value in ("", None, []) for value in self.cleaned_data.values()):
            raise forms.ValidationError(_("Answer at least one question."))

    def values(self):
        """{question: cleaned value}."""
        return {each: self.cleaned_data[f"q{each.pk}"] for each in self.questions}


class MaterialForm(forms.ModelForm):
    """A link or a file, under a title in one language at least, and for whom it is."""

    use_required_attribute = False

    class Meta:
        model = Material
        fields = ["title_sl", "title_en", "access", "link", "file"]
        labels = {"link": gettext_lazy("Link"), "access": pgettext_lazy("material", "For whom")}
        field_classes = {"file": DocumentFormField}
        widgets = {"access": forms.RadioSelect, "file": forms.FileInput}
        help_texts = {
            "file": gettext_lazy("PDF, DOCX or plain text, at most 20 MB. It is checked before it is kept."),
            "link": gettext_lazy("Instead of a file, or beside it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for code in LANGUAGES:
            self.fields[f"title_{code}"].label = in_language(_("Title"), code)

    def clean(self):
        given = super().clean()
        if not given.get("title_sl") and not given.get("title_en") and "title_sl" not in self.errors:
            self.add_error("title_sl", _("Give a title, in one language at least."))
        leads = given.get("link") or given.get("file") or self.instance.file or self.instance.publication_id
        if not leads and not self.errors:
            self.add_error("file", _("Give a link or add a file."))
        return given
