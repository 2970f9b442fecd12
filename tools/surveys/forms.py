"""Forms of surveys: for those who ask, and for those who answer."""

import datetime as dt

from django import forms
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.form_fields import CountField, DayField
from catalogue.tables.numbers import read_number, which_number, written
from tools.data.typing import CELL_LIMIT, NAME_LIMIT
from tools.models import Survey
from tools.surveys import actions as surveys
from tools.surveys.actions import MOST_LINKS

LONGEST = dt.timedelta(days=5 * 366)
USUAL = dt.timedelta(days=180)
LABEL_LIMIT = 100
SCALE = (1, 2, 3, 4, 5)
TABLES = (("importance", gettext_lazy("Importance")), ("performance", gettext_lazy("Performance")))


class IntroductionForm(forms.ModelForm):
    """What invited people read before they answer."""

    class Meta:
        model = Survey
        fields = ["title", "asker", "purpose", "contact", "kept_until"]
        labels = {
            "title": gettext_lazy("Title"),
            "asker": gettext_lazy("Who asks"),
            "purpose": gettext_lazy("What for"),
            "contact": gettext_lazy("Contact"),
            "kept_until": gettext_lazy("Answers are kept until"),
        }
        help_texts = {
            "asker": gettext_lazy("Your organisation, and who in it is responsible."),
            "purpose": gettext_lazy(
                "What you want to find out, what you do with the answers, and who sees the result."
            ),
            "contact": gettext_lazy("A name with an e-mail address or a telephone number, for questions."),
            "kept_until": gettext_lazy("On the day after, the survey closes and its answers are to be deleted."),
        }
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 5}),
            "kept_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        field_classes = {"kept_until": DayField}

    def clean_kept_until(self):
        day, today = self.cleaned_data["kept_until"], timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise forms.ValidationError(_("Choose a day from today on, within the next five years."))
        return day


class WeightsIntroductionForm(IntroductionForm):
    """The same, and how weights are asked for."""

    class Meta(IntroductionForm.Meta):
        fields = [*IntroductionForm.Meta.fields, "way"]
        labels = {**IntroductionForm.Meta.labels, "way": gettext_lazy("How weights are asked for")}
        widgets = {**IntroductionForm.Meta.widgets, "way": forms.RadioSelect}


INTRODUCTION_FORMS = {Survey.Kind.WEIGHTS: WeightsIntroductionForm}


class LinksForm(forms.Form):
    """How many links, or whom they are for."""

    labels = forms.CharField(
        label=gettext_lazy("Labels"),
        required=False,
        max_length=MOST_LINKS * (LABEL_LIMIT + 2),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Optional, one for each link and line, such as “Chamber of commerce”. Only you see them, so that you know "
            "which link goes to whom."
        ),
    )
    count = CountField(
        label=gettext_lazy("Number of links"),
        required=False,
        min_value=1,
        max_value=MOST_LINKS,
        help_text=gettext_lazy("If there are no labels: 1 to 200."),
    )
    mail = forms.BooleanField(
        label=gettext_lazy("The labels are e-mail addresses: send each link there"),
        required=False,
        help_text=gettext_lazy("One mail each, at once, with the title, who asks, the link and the contact."),
    )
    have = forms.IntegerField(min_value=0, max_value=MOST_LINKS, widget=forms.HiddenInput)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        if not surveys.may_mail(person):
            del self.fields["mail"]

    def clean_labels(self):
        labels = [" ".join(line.split()) for line in self.cleaned_data["labels"].splitlines()]
        labels = [label for label in labels if label]
        if any(len(label) > LABEL_LIMIT for label in labels):
            raise forms.ValidationError(_("A label has at most 100 characters."))
        return labels

    def clean(self):
        self.cleaned_data.setdefault("mail", False)
        if self.cleaned_data["mail"] and not self.errors:
            self._check_addresses(self.cleaned_data["labels"])
        if not self.errors and not self.cleaned_data["labels"]:
            if not self.cleaned_data["count"]:
                self.add_error("count", _("Write labels, or how many links there shall be."))
            else:
                self.cleaned_data["labels"] = [""] * self.cleaned_data["count"]
        return self.cleaned_data

    def _check_addresses(self, labels):
        for label in labels:
            try:
                validate_email(label)
            except forms.ValidationError:
                self.add_error("labels", _("“%(label)s” is not an e-mail address.") % {"label": label})
        if not labels:
            self.add_error("labels", _("Write the e-mail addresses, one for each line."))


class TakeForm(forms.Form):
    """What happens with the rows that were typed."""

    typed = forms.ChoiceField(
        label=gettext_lazy("The rows that are there already"),
        choices=[
            ("keep", gettext_lazy("Keep them; the answers come below")),
            ("replace", gettext_lazy("Replace them")),
        ],
        widget=forms.RadioSelect,
        initial="keep",
    )


class AnswerForm(forms.Form):
    """What every answer needs; subclasses add a field for each question."""

    consent = forms.BooleanField(
        label=gettext_lazy("I have read this and agree that my answer is stored and used as it says here."),
        error_messages={"required": gettext_lazy("Tick this box; without it nothing may be stored.")},
    )

    def __init__(self, data=None, *, survey, given=None, link=None):
        super().__init__(data)
        self.survey, self.link = survey, link
        self.ask(survey.questions, given)
        self.order_fields([*(name for name in self.fields if name != "consent"), "consent"])

    def ask(self, questions, given):
        raise NotImplementedError


class RatingsForm(AnswerForm):
    """Importance and performance of every factor. Earlier ratings are not shown: the link may be in other hands."""

    def ask(self, questions, given):
        for number, question in enumerate(questions):
            for table, label in TABLES:
                self.fields[f"{table}-{number}"] = forms.ChoiceField(
                    label=f"{question['name']}: {label}",
                    required=False,
                    choices=[*((str(one), str(one)) for one in SCALE), ("", gettext_lazy("no answer"))],
                    widget=forms.RadioSelect,
                    initial="",
                    error_messages={"invalid_choice": gettext_lazy("Choose a number from 1 to 5, or no answer.")},
                )

    def rows(self):
        """(question, [(label, field)])."""
        for number, question in enumerate(self.survey.questions):
            yield question, [(label, self[f"{table}-{number}"]) for table, label in TABLES]

    def clean(self):
        rated = [value for name, value in self.cleaned_data.items() if name != "consent" and value]
        if not self.errors and not rated:
            raise forms.ValidationError(_("Rate at least one factor."))
        return self.cleaned_data

    def answer(self):
        numbers = range(len(self.survey.questions))
        content = {table: [self._rating(f"{table}-{number}") for number in numbers] for table, _label in TABLES}
        return {"content": content}

    def _rating(self, name):
        value = self.cleaned_data[name]
        return int(value) if value else None


class FigureField(forms.CharField):
    """A number as people write it in the language of the page; empty is no figure."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, max_length=CELL_LIMIT, widget=widget, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        try:
            read = read_number(text, get_language())
        except ValueError as error:
            words = _("“%(text)s” is not a number. Leave it empty if there is no figure.")
            raise forms.ValidationError(words % {"text": text}) from error
        if read.doubtful and text != self.initial:
            raise forms.ValidationError(which_number(text, get_language()))
        return read.value


class FiguresForm(AnswerForm):
    """The figures of one town or zone."""

    def ask(self, questions, given):
        self.fields["unit"] = forms.CharField(
            label=gettext_lazy("Your town or zone"), max_length=NAME_LIMIT, initial=given.unit if given else ""
        )
        for number, question in enumerate(questions):
            value = given.content["values"][number] if given else None
            label = f"{question['name']} ({question['unit']})" if question["unit"] else question["name"]
            self.fields[f"figure-{number}"] = FigureField(label=label, initial=written(value, get_language()))

    def clean_unit(self):
        return " ".join(self.cleaned_data["unit"].split())

    def figures(self):
        """The fields before the consent."""
        return [self[name] for name in self.fields if name != "consent"]

    def clean(self):
        figures = [value for name, value in self.cleaned_data.items() if name.startswith("figure-")]
        if not self.errors and all(value is None for value in figures):
            raise forms.ValidationError(_("Fill in at least one figure."))
        return self.cleaned_data

    def answer(self):
        values = [self.cleaned_data[f"figure-{number}"] for number in range(len(self.survey.questions))]
        return {"content": {"values": values}, "unit": self.cleaned_data["unit"]}
