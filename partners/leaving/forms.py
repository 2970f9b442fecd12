from django import forms
from django.utils.translation import gettext_lazy as _


class LeaveForm(forms.Form):
    """The password once more, and whether one's words go, too."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    with_texts = forms.BooleanField(
        label=_("Take out my words, too"),
        help_text=_("Of comments, opinions, remarks and messages only a dash is left; scores stay."),
        required=False,
    )

    def __init__(self, data=None, *, person):
        super().__init__(data, label_suffix="")
        self.person = person

    def clean_password(self):
        if not self.person.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password."))
        return self.cleaned_data["password"]


class ArchiveForm(forms.Form):
    """What is done with one's archive."""

    do = forms.ChoiceField(choices=[("make", "make"), ("drop", "drop")])
