"""What calls ask: of those who open them, of those who comment, and of those who answer."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.form_fields import DayField, MailboxField
from catalogue.limits import MOST_NEW_LINKS
from plans.consulting import calls
from plans.models import Contribution
from publishing.fields import EntryField
from publishing.forms import PlainForm
from publishing.language_texts import ask_for_one, text_fields
from publishing.models import Version
from publishing.suggestion_forms import new_links
from tools.surveys.forms import LinksForm
from workshops.models import Event

LONGEST_COMMENT = 5_000
WHOLE, VISION = "", "vision"


def day_field(label, **kwargs):
    return DayField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


# --- Calls ---


class CallForm(PlainForm):
    """The days of a call, what is asked and whom one may turn to."""

    use_required_attribute = False

    opens = day_field(gettext_lazy("First day"))
    closes = day_field(gettext_lazy("Last day"))
    contact = forms.CharField(
        label=gettext_lazy("Contact"),
        max_length=200,
        help_text=gettext_lazy("A name with an e-mail address or a telephone number, for questions; it is public."),
    )

    def __init__(self, *args, kind, plan, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.kind, self.plan = kind, plan
        self.fields |= text_fields("question", _("What is asked (if you like)"))

    def clean(self):
        super().clean()
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if opens and closes:
            for name, text in calls.mistakes_in(self.kind, self.plan, opens, closes, timezone.localdate()).items():
                self.add_error(name, text)


class ProlongForm(PlainForm):
    closes = day_field(gettext_lazy("New last day"))


class CallLinksForm(LinksForm):
    """How many links, or whom they are for; they are handed out by hand."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("mail", None)


# --- Comments ---


class CommentForm(PlainForm):
    """A comment on a plan; whoever is not signed in also says who they are."""

    use_required_attribute = False

    text = forms.CharField(
        label=pgettext_lazy("plan", "Your comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": pgettext_lazy("plan", "Write your comment first.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation (if you speak for one)"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = MailboxField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("It is never public. You get a mail with a link by which you confirm the comment."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    show_name = forms.BooleanField(label=gettext_lazy("Show my name and organisation with it"), required=False)
    consent = forms.BooleanField(
        label=gettext_lazy("I agree that my comment is kept and, once it was read, made public with its answer."),
        error_messages={"required": gettext_lazy("Tick this box; without it nothing may be kept.")},
    )
    call = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, signed_in, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        if signed_in:
            del self.fields["name"], self.fields["email"]

    def clean_text(self):
        if new_links(self.cleaned_data["text"], "") > MOST_NEW_LINKS:
            raise forms.ValidationError(_("Ten links or more are taken from nobody. Leave some out."))
        return self.cleaned_data["text"]

    def told(self):
        """What is kept of it."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("consent", "call")}


class ContributionForm(CommentForm):
    """The same by a private link, before there is a draft: what it is about is said, no mail confirms it."""

    relation = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (VISION, gettext_lazy("The vision: how it shall be one day")),
            ("goals", gettext_lazy("A goal: what shall change")),
            ("actions", gettext_lazy("An action: what shall be done")),
            (WHOLE, gettext_lazy("Something else")),
        ],
        initial=WHOLE,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, signed_in=False, **kwargs)
        self.fields["text"].label = _("Your contribution")
        self.fields["text"].error_messages["required"] = _("Write your contribution first.")
        self.fields["name"].required = self.fields["email"].required = False
        self.fields["name"].label, self.fields["email"].label = _("Your name (if you like)"), _("E-mail (if you like)")
        self.fields["email"].help_text = _("It is never public; those who write the plan may ask you about it.")
        self.fields["show_name"].label = _("The plan may name me where it rests on this")
        self.fields["consent"].label = _("I agree that my contribution is kept and may be used in the plan.")
        self.order_fields(["relation", "text"])


# --- Answers ---


class HideForm(PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it is not public"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Those who work on the plan read it; the public does not."),
    )


class VersionChoice(forms.ModelChoiceField):
    def label_from_instance(self, version):
        return _("version %(number)s (%(state)s)") % {"number": version.number, "state": version.get_state_display()}


class AnswerForm(PlainForm):
    """The position, the answer, and the version that took the comment up."""

    use_required_attribute = False

    position = forms.ChoiceField(
        label=pgettext_lazy("plan", "Position"), choices=Contribution.Position.choices, widget=forms.RadioSelect
    )
    taken_in = VersionChoice(Version.objects.none(), label=gettext_lazy("Taken up in"), required=False, empty_label="–")
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, comment, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields |= text_fields("answer", _("Answer"), rows=5)
        later = comment.call.dossier.versions.defer("content", "typed").filter(number__gt=comment.call.version.number)
        self.fields["taken_in"].queryset = later.order_by("-number")
        self.order_fields(["position", "answer_sl", "answer_en", "taken_in"])

    def clean(self):
        super().clean()
        ask_for_one(self, "answer", _("Write the answer, in one language at least."))
        position = self.cleaned_data.get("position")
        if position in ("taken", "partly") and not self.cleaned_data.get("taken_in") and "taken_in" not in self.errors:
            self.add_error(
                "taken_in", _("Choose the version that takes it up. If there is none yet, open a new version first.")
            )
        if position in ("not", "beyond"):
            self.cleaned_data["taken_in"] = None


class RowForm(PlainForm):
    """What a contribution becomes, and the workshop at which it was said."""

    do = forms.ChoiceField(choices=[(name, name) for name in ("findings", "goals", "actions")])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["event"] = EntryField(
            Event,
            label=_("Workshop (if it was said at one)"),
            help_text=_("Its title in the portal. The row then cites the workshop instead of the contribution alone."),
        )
