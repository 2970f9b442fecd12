"""What the origin of a transfer is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publishing.forms import PlainForm
from workshops.models import TransferConfirmation

YES, NO = TransferConfirmation.Says.YES, TransferConfirmation.Says.NO


class AnswerForm(PlainForm):
    """Yes or no; why not; and what a coordinator who speaks in its place rests on."""

    use_required_attribute = False

    says = forms.ChoiceField(
        label=_("Did they take the practice over as they report?"),
        choices=[(YES, _("Yes, we confirm it")), (NO, _("No, we do not confirm it"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why not"),
        help_text=_("Needed with a no. It will be public."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("What you rest on: a page, a letter, a conversation. It will be public."),
        max_length=500,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, on_behalf, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        if not on_behalf:
            del self.fields["source"]

    def clean(self):
        super().clean()
        if self.cleaned_data.get("says") == NO and not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why: readers and the adopter will read it."))
