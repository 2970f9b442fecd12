"""What the desk of an event asks: of registration, of those who come, of mails, roles and files."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.form_fields import MailboxField, bound, written_by_people
from catalogue.languages import LANGUAGES
from publishing.forms import PlainForm
from publishing.language_texts import LONGEST_TEXT, ask_for_one, text_fields
from workshops.calendars.moments import begin_of, end_of
from workshops.models import ACTIVE, EventRole, RegistrationForm, RegistrationState
from workshops.organising.local_times import MomentField, doubled_words

MOMENTS = ("opens_at", "closes_at", "freezes_at", "promotes_until")
EMPTY = {
    "opens_at": gettext_lazy("Empty: at once."),
    "freezes_at": gettext_lazy(
        "From then on changes of the party and of such answers wait for your decision. Empty: never."
    ),
    "promotes_until": gettext_lazy("Empty: until a day before the event begins."),
    "capacity": gettext_lazy("Empty: as many as wish to come."),
    "most_per_partner": gettext_lazy("Empty: no limit."),
    "feedback_public": gettext_lazy("Numbers alone, of choices and figures. Texts stay with the organisers."),
    "contact": gettext_lazy("A name with an e-mail address or a telephone number; it stands in every mail."),
}
TEXTS = [f"{name}_{code}" for name in ("intro", "practical") for code in LANGUAGES]
# The settings as the page groups them: the heading of each group, and its fields.
GROUPS = [
    (pgettext_lazy("registration", "When"), MOMENTS),
    (
        pgettext_lazy("registration", "Places"),
        ("capacity", "approval", "most_party", "companions_count", "most_per_partner"),
    ),
    (gettext_lazy("Waiting list"), ("waiting", "strict", "offer_hours")),
    (gettext_lazy("Texts"), ("contact", *TEXTS)),
    (gettext_lazy("Certificates and feedback"), ("certificate", "least_share", "feedback_public")),
    (gettext_lazy("How long data are kept"), ("kept_months",)),
]
NAMES = [name for _heading, names in GROUPS for name in names]


def as_written(column, **kwargs):
    """The field of a column: numbers as people write them, within the bounds of the column."""
    if isinstance(column, models.IntegerField):
        kwargs |= {"min_value": bound(column, MinValueValidator), "max_value": bound(column, MaxValueValidator)}
    return column.formfield(**written_by_people(column) | kwargs)


class SettingsForm(forms.ModelForm):
    """The registration of an event; its times are those of the event's zone."""

    use_required_attribute = False

    class Meta:
        model = RegistrationForm
        fields = [name for name in NAMES if name not in TEXTS]
        labels = {"capacity": gettext_lazy("Number of places")}
        help_texts = EMPTY
        field_classes = dict.fromkeys(MOMENTS, MomentField)
        widgets = {name: MomentField.widget() for name in MOMENTS}
        formfield_callback = as_written

    def __init__(self, data=None, *, event, instance=None):
        super().__init__(data, instance=instance, label_suffix="")
        self.event = event
        texts = text_fields("intro", _("Introduction to the registration"))
        texts |= text_fields("practical", _("Practical information for those who have a place"), rows=6)
        for name, field in texts.items():
            self.fields[name] = field
            self.initial[name] = getattr(self.instance, name) or ""
        for name in MOMENTS:
            self.fields[name].zone = event.timezone
        self.order_fields(NAMES)

    def groups(self):
        """[(heading, fields)] of the page."""
        return [(heading, [self[name] for name in names]) for heading, names in GROUPS]

    def clean(self):
        super().clean()
        closes, ends = self.cleaned_data.get("closes_at"), end_of(self.event)
        opens, begins = self.cleaned_data.get("opens_at"), begin_of(self.event)
        if closes and opens and closes <= opens:
            self.add_error("closes_at", _("Registration closes before it opens."))
        elif closes and ends and closes > ends:
            self.add_error("closes_at", _("The event is over by then."))
        until = self.cleaned_data.get("promotes_until")
        if until and begins and until > begins:
            self.add_error("promotes_until", _("The event has begun by then."))

    def _post_clean(self):
        """Nothing is written into the instance: the settings are kept under the lock of the registration."""

    def doubled(self):
        """Sentences about times that the clocks show twice."""
        return [text for name in MOMENTS if (text := doubled_words(self.cleaned_data[name], self.event.timezone))]


# --- People ---


class PeopleSearch(PlainForm):
    """Which registrations are listed. What cannot be understood narrows nothing."""

    q = forms.CharField(label=gettext_lazy("Name or organisation"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("All states")), *RegistrationState.choices],
        required=False,
    )

    def __init__(self, data):
        super().__init__(data, label_suffix="")

    def asked(self):
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class StepReasonForm(PlainForm):
    """Why a step is taken; the person concerned reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person concerned reads it."),
    )

    def __init__(self, data=None, *, needed=False, prefix=None):
        super().__init__(data, label_suffix="", prefix=prefix)
        self.needed = needed

    def clean_reason(self):
        reason = self.cleaned_data["reason"].strip()
        if self.needed and not reason:
            raise forms.ValidationError(_("Say why; without a reason nothing is done."))
        return reason


# --- Mails, roles, cancelling, files ---


class MailForm(PlainForm):
    """What is written to people of the event, in one language at least, and to which of them."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields |= text_fields("subject", _("Subject"), rows=1, longest=150)
        self.fields |= text_fields("body", _("Text"), rows=8)
        states = [(state, RegistrationState(state).label) for state in ACTIVE]
        self.fields["states"] = forms.MultipleChoiceField(
            label=_("To whom"),
            choices=states,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose to whom it goes.")},
        )

    def clean(self):
        super().clean()
        ask_for_one(self, "subject", _("Write the subject, in one language at least."))
        ask_for_one(self, "body", _("Write the text, in one language at least."))
        for code in {name[-2:] for name in self.cleaned_data if name.startswith("subject_")}:
            written = [self.cleaned_data.get(f"{name}_{code}") for name in ("subject", "body")]
            if any(written) and not all(written) and not self.errors:
                self.add_error(f"{'body' if written[0] else 'subject'}_{code}", _("Write both, or neither."))


class RoleForm(PlainForm):
    """Who helps to run the event: somebody with an account, found by the address."""

    email = MailboxField(label=gettext_lazy("E-mail address of the account"))
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=EventRole.Role.choices, widget=forms.RadioSelect, initial="door"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class CancelForm(PlainForm):
    """Why an event is cancelled; the public reads it."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields |= text_fields("reason", _("Why it is cancelled"), rows=3, longest=LONGEST_TEXT)

    def clean(self):
        super().clean()
        ask_for_one(self, "reason", _("Say why it is cancelled; the reason is public."))
