"""What the page of verification asks for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.files.uploads import check_size
from plans.register.verifying import MOST_CODE_LETTERS, MOST_LETTERS
from publishing.forms import PlainForm


class CodeForm(PlainForm):
    code = forms.CharField(
        label=gettext_lazy("Code of the certificate"),
        max_length=MOST_CODE_LETTERS,
        help_text=gettext_lazy("Twelve letters and digits; capitals, blanks and hyphens do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class CompareForm(PlainForm):
    """A text or a file; none of it is kept."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=MOST_LETTERS,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "All of it, from the title to the last duty. Line ends and blanks at them do not matter."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        validators=[check_size],
        help_text=gettext_lazy(
            "The certificate as it was issued (PDF), or the text as plain text (TXT); up to 20 MB. "
            "It is compared and not kept."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self):
        told = super().clean()
        if not self.errors and not told.get("text", "").strip() and not told.get("file"):
            self.add_error("text", _("Paste a text or choose a file."))
        return told
