"""What the desk of a recommendation asks for: an answer of the addressee, a contact with somebody who decides."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.form_fields import DayField
from plans.forms import PDFField
from plans.models import Contact
from plans.models.recommendation import RecommendationStatus
from publishing.forms import PlainForm
from publishing.language_texts import text_fields

LONGEST = 5_000


def day_widget():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def not_in_future(day):
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is not over yet."))
    return day


class ResponseForm(PlainForm):
    """The next step of the answer; `choices` are the statuses that can follow."""

    use_required_attribute = False

    status = forms.ChoiceField(label=gettext_lazy("New status"))
    on = DayField(label=gettext_lazy("On which day"), widget=day_widget())
    by_whom = forms.CharField(
        label=gettext_lazy("Who answered"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The ministry, directorate or unit by its name; no names of officials."),
    )
    document = PDFField(
        label=gettext_lazy("The answer, as PDF (if there is one)"),
        required=False,
        help_text=gettext_lazy("Everybody can read it at once. At most 20 MB."),
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["status"].choices = RecommendationStatus.choices  # what cannot follow is refused, not unknown
        self.fields["status"].widget.choices = choices
        self.fields |= text_fields("text", _("What was answered"))
        self.order_fields(["status", "on", "by_whom", "text_sl", "text_en", "document"])

    def clean_on(self):
        return not_in_future(self.cleaned_data["on"])

    def clean_document(self):
        return self.cleaned_data["document"] or ""


class ContactForm(PlainForm):
    """One line of the log of advocacy."""

    use_required_attribute = False

    on = DayField(label=gettext_lazy("On which day"), widget=day_widget())
    method = forms.ChoiceField(label=gettext_lazy("How"), choices=Contact.Method.choices)
    with_whom = forms.CharField(
        label=gettext_lazy("With whom"),
        max_length=300,
        help_text=gettext_lazy("The office or the body; name people only as far as they act for it."),
    )
    message = forms.CharField(
        label=gettext_lazy("What was said or sent"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    outcome = forms.CharField(
        label=gettext_lazy("What came of it"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 4})
    )
    next_step = forms.CharField(
        label=pgettext_lazy("advocacy", "Next step"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Never public."),
    )
    next_on = DayField(
        label=gettext_lazy("Until when"),
        required=False,
        widget=day_widget(),
        help_text=gettext_lazy("Your organisation is reminded on the day before."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=settings.LANGUAGES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_on(self):
        return not_in_future(self.cleaned_data["on"])

    def clean(self):
        super().clean()
        told = self.cleaned_data.get
        if told("next_on") and not told("next_step"):
            self.add_error("next_step", _("Say what is to be done on that day."))
        if told("next_on") and told("on") and told("next_on") < told("on"):
            self.add_error("next_on", _("The next step is before the contact itself."))
