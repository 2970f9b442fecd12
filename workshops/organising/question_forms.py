"""The form of a question: its words in both languages, what kind of answer it takes, and its choices."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.languages import LANGUAGES
from publishing.forms import PlainForm
from publishing.language_texts import ask_for_one, text_fields
from workshops.models import Question
from workshops.organising.questions import key_for

Kind = Question.Kind
WITH_CHOICES = (Kind.CHOICE, Kind.SEVERAL)
SPARE, LEAST_ROWS, MOST_CHOICES = 3, 6, 40
FLAGS = ("required", "each_person", "freezes", "sensitive")


class QuestionForm(PlainForm):
    """`question` is the one that is changed; None makes a new one."""

    use_required_attribute = False

    stage = forms.ChoiceField(label=gettext_lazy("When it is asked"), choices=Question.Stage.choices)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of answer"), choices=Kind.choices)

    def __init__(self, data=None, *, question=None, answered=False):
        self.question, self.answered = question, answered
        self.rows = list(question.choices) if question else []
        super().__init__(data, initial=given(question), label_suffix="")
        self.fields |= text_fields("label", _("Question"), rows=1, longest=300)
        self.fields |= text_fields("help", _("Help beside it"), rows=1, longest=300)
        for name in FLAGS:
            column = Question._meta.get_field(name)
            self.fields[name] = forms.BooleanField(label=column.verbose_name, required=False)
        for number in range(self.number_of_rows()):
            self.fields |= choice_fields(number, self.rows)
        if answered:
            self.fields["stage"].disabled = self.fields["kind"].disabled = True
            self.fields["each_person"].disabled = True

    def number_of_rows(self):
        return min(max(len(self.rows) + SPARE, LEAST_ROWS), MOST_CHOICES)

    def choice_rows(self):
        """The fields of the choices, one list for each choice."""
        return [[self[f"choice_{number}_{code}"] for code in LANGUAGES] for number in range(self.number_of_rows())]

    def texts(self):
        return [self[f"{name}_{code}"] for name in ("label", "help") for code in LANGUAGES]

    def flags(self):
        return [self[name] for name in FLAGS]

    def clean(self):
        super().clean()
        ask_for_one(self, "label", _("Write the question, in one language at least."))
        if self.cleaned_data.get("kind") in WITH_CHOICES and len(self.choices()) < 2:
            self.add_error("choice_0_sl", _("Give two choices at least, in one language or in both."))
        if self.cleaned_data.get("stage") == Question.Stage.FEEDBACK and self.cleaned_data.get("sensitive"):
            text = _("Feedback is kept without names and does not go after two weeks: ask nothing sensitive in it.")
            self.add_error("sensitive", text)

    def choices(self):
        """Rows that were left empty are left out; a choice keeps the key that it has."""
        made, taken = [], {row["key"] for row in self.rows}
        for number in range(self.number_of_rows()):
            texts = {code: self.cleaned_data.get(f"choice_{number}_{code}", "").strip() for code in LANGUAGES}
            first = next((texts[code] for code in reversed(LANGUAGES) if texts[code]), "")
            if first:
                key = self.rows[number]["key"] if number < len(self.rows) else key_for(first, taken)
                taken.add(key)
                made.append({"key": key} | texts)
        return made

    def values(self):
        """What is kept of the question."""
        kept = {name: value for name, value in self.cleaned_data.items() if not name.startswith("choice_")}
        return kept | {"choices": self.choices() if kept["kind"] in WITH_CHOICES else []}


def given(question):
    if question is None:
        return {}
    names = ["stage", "kind", *FLAGS, *(f"{name}_{code}" for name in ("label", "help") for code in LANGUAGES)]
    return {name: getattr(question, name) for name in names}


def choice_fields(number, rows):
    """{name: field} of one choice, a text for each language."""
    row = rows[number] if number < len(rows) else {}
    label = _("Choice %(number)s (%(language)s)")
    return {
        f"choice_{number}_{code}": forms.CharField(
            label=label % {"number": number + 1, "language": code},
            max_length=150,
            required=False,
            initial=row.get(code, ""),
            widget=forms.TextInput({"lang": code}),
        )
        for code in LANGUAGES
    }
