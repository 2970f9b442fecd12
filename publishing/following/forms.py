"""What people send who follow a list."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from catalogue.form_fields import MailboxField
from publishing.forms import PlainForm


class FollowForm(PlainForm):
    use_required_attribute = False

    email = MailboxField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
    consent = forms.BooleanField(
        label=_("I agree that the portal keeps this address to send me these mails, until I unsubscribe."),
        error_messages={"required": _("Without your consent we may not send you anything.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
