"""What is asked of organisers, of partners and of whoever wants to take a practice over."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.dates import last_day
from catalogue.form_fields import DayField, TickedField
from partners.models import Partner, Place
from publishing.fields import EntriesField, neighbour_field
from publishing.forms import PlainForm
from publishing.language_texts import ask_for_one, text_fields
from workshops.visits import guarding

LONGEST_QUESTION = 2_000
LONGEST_NOTE = 2_000


class SeenForm(PlainForm):
    """Knows upon what it was filled in, so that nobody writes over what somebody else wrote meanwhile unawares."""

    use_required_attribute = False

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, mark, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.mark = self.initial["seen"] = mark

    def refuse(self, reason):
        """Say why it was not kept; who was overtaken and sends it again replaces what stands there now."""
        if isinstance(reason, guarding.ChangedMeanwhile):
            self.data = self.data.copy()
            self.data["seen"] = reason.mark
        self.add_error(None, str(reason))


class VisitForm(SeenForm):
    """What the visit is for, until when one may ask, and who is invited."""

    languages_needed = forms.CharField(
        label=gettext_lazy("Languages needed"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Which languages the hosts speak, and whether there is interpreting."),
    )
    questions_until = DayField(
        label=gettext_lazy("Questions until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy(
            "The last day for questions of partners; without one they may ask until the visit begins."
        ),
    )
    invited = EntriesField(
        Partner,
        label=gettext_lazy("Invited partners"),
        help_text=gettext_lazy(
            "Partners of the portal that take part though nobody of theirs is registered, one name a line. Those of "
            "whom somebody is registered and confirmed take part by themselves."
        ),
    )

    def __init__(self, *args, visit, **kwargs):
        self.event = visit.event
        mark = guarding.mark_of_visit(visit)
        super().__init__(*args, mark=mark, initial=guarding.setting_of(visit), **kwargs)
        self.fields |= text_fields("objectives", _("Objectives"), rows=6)
        self.order_fields(["objectives_sl", "objectives_en"])

    def clean(self):
        super().clean()
        ask_for_one(self, "objectives", _("Write what the visit is for, in one language at least."))
        until = self.cleaned_data.get("questions_until")
        if until and self.event.start and until > last_day(self.event.start):
            self.add_error("questions_until", _("The visit has begun by then. Choose an earlier day."))


class QuestionForm(PlainForm):
    """A question to the host; `partners` are those for which one may ask."""

    use_required_attribute = False

    partner = forms.ChoiceField(label=gettext_lazy("For which organisation?"))
    practice = forms.ModelChoiceField(
        None, label=gettext_lazy("About which practice?"), required=False, empty_label=gettext_lazy("in general")
    )
    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write your question first.")},
    )

    def __init__(self, *args, practices, partners=(), **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["practice"].queryset = practices
        self.fields["partner"].choices = [(str(partner.pk), str(partner)) for partner in partners]
        if len(partners) < 2:
            del self.fields["partner"]


class AnswerForm(SeenForm):
    def __init__(self, *args, question, **kwargs):
        mark = guarding.mark_of_answer(question)
        super().__init__(*args, mark=mark, initial=guarding.texts_of(question, "answer"), **kwargs)
        self.fields |= text_fields("answer", _("Answer"), rows=5)

    def clean(self):
        super().clean()
        ask_for_one(self, "answer", _("Write the answer, in one language at least."))


class ReportForm(SeenForm):
    """What an organisation takes home; only what is handed in has to be complete."""

    practices = TickedField(
        None,
        label=gettext_lazy("We will use it"),
        required=False,
        help_text=gettext_lazy(
            "For each practice that you tick, its organisation learns that you want to take it over."
        ),
    )

    def __init__(self, *args, report, practices, **kwargs):
        mark = guarding.mark_of_report(report)
        super().__init__(*args, mark=mark, initial=guarding.report_texts(report), **kwargs)
        self.fields["practices"].queryset = practices
        self.fields |= text_fields("lessons", _("What we learned"), rows=6)
        self.fields |= text_fields("will_use", _("What we will use, and how"), rows=4)
        self.fields |= text_fields("follow_up", _("What follows: who does what until when"), rows=4)
        names = [name for name in self.fields if name not in ("seen", "practices")]
        self.order_fields([*names[:2], "practices", *names[2:]])

    @property
    def is_handed_in(self):
        return self.data.get("do") in ("hand_in", "publish")

    def clean(self):
        super().clean()
        if self.is_handed_in:
            ask_for_one(self, "lessons", _("Write what you learned, in one language at least, before you hand it in."))


class InterestForm(PlainForm):
    """For which organisation, where, and what it is about."""

    use_required_attribute = False

    partner = forms.ChoiceField(label=gettext_lazy("For which organisation?"))
    note = forms.CharField(
        label=gettext_lazy("What you want to do with it (if you like)"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The organisation of the practice reads it."),
    )

    def __init__(self, *args, partners, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["partner"].choices = [(str(partner.pk), str(partner)) for partner in partners]
        self.fields["place"] = neighbour_field(Place, _("Where (if you like)"))
        self.fields["place"].help_text = _("An area or town of the portal, by its name.")
        if len(partners) < 2:
            del self.fields["partner"]
        self.order_fields(["partner", "place", "note"])
