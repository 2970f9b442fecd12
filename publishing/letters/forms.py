"""What people send who subscribe, and who take fewer topics."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from catalogue.form_fields import MailboxField
from publishing.forms import PlainForm


class TopicsForm(PlainForm):
    """Which topics; `choices` are (slug, name)."""

    use_required_attribute = False

    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what is about these topics or narrower ones. None: everything."),
    )
    other_language = forms.BooleanField(label=_("Also what there is only in the other language"), required=False)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["topics"].choices = choices


class SubscribeForm(TopicsForm):
    email = MailboxField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    consent = forms.BooleanField(
        label=_("I agree that the portal keeps this address to send me the letter, until I unsubscribe."),
        error_messages={"required": _("Without your consent we may not send you anything.")},
    )
    field_order = ["email", "language", "topics", "other_language", "consent"]
