"""What is asked of organisers, of partners and of whoever wants to take a practice over."""

import hashlib
import json

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.dates import last_day
from catalogue.form_fields import DayField, TickedField
from catalogue.languages import LANGUAGES
from partners.models import Partner, Place
from publishing.fields import EntriesField, neighbour_field
from publishing.forms import PlainForm
from publishing.language_texts import ask_for_one, text_fields

LONGEST_QUESTION = 2_000
LONGEST_NOTE = 2_000


def mark_of(*values):
    """Names what stands there now."""
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()[:16]


def texts_of(row, *names):
    return {f"{name}_{code}": getattr(row, f"{name}_{code}") or "" for name in names for code in LANGUAGES}


class SeenForm(PlainForm):
    """Knows upon what it was filled in, so that nobody writes over what somebody else wrote meanwhile unawares."""

    use_required_attribute = False

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, mark, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.mark = self.initial["seen"] = mark

    def clean(self):
        super().clean()
        if self.cleaned_data.pop("seen", "") not in ("", self.mark):
            self.data = self.data.copy()
            self.data["seen"] = self.mark
            text = _(
                "Somebody else changed this meanwhile. Open the page in another window to read it, or send again to "
                "replace it."
            )
            self.add_error(None, text)


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
        invited = sorted(visit.invited.values_list("pk", flat=True)) if visit.pk else []
        given = texts_of(visit, "objectives")
        given |= {"languages_needed": visit.languages_needed, "questions_until": visit.questions_until}
        super().__init__(*args, mark=mark_of(given, invited), initial=given | {"invited": invited}, **kwargs)
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
        given = texts_of(question, "answer")
        super().__init__(*args, mark=mark_of(given, question.text), initial=given, **kwargs)
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
        texts = texts_of(report, "lessons", "will_use", "follow_up")
        ticked = sorted(report.practices.values_list("pk", flat=True)) if report.pk else []
        mark = mark_of(texts, ticked, report.public)
        super().__init__(*args, mark=mark, initial=texts | {"practices": ticked}, **kwargs)
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
