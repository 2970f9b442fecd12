"""Forms for a SWOT: proposals for its lists, weights of its items by points or in pairs, and the merging."""

import hashlib
from fractions import Fraction

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.form_fields import MeasureField
from catalogue.text import kept_line
from tools.data.typing import NAME_LIMIT
from tools.models import Survey
from tools.questions.swot.data import LABELS, LISTS
from tools.surveys.forms import AnswerForm, FiguresForm, RatingsForm
from tools.surveys.proposals import MOST_TEXTS
from tools.surveys.weights import asked, pairs_of

MOST_POINTS = 100
MOST_MERGED = 50
STEPS = (*(str(times) for times in range(9, 0, -1)), *(f"1/{times}" for times in range(2, 10)))


class LinesField(forms.CharField):
    """One text a line."""

    def __init__(self, *, most, **kwargs):
        self.most_lines = most
        widget = forms.Textarea(attrs={"rows": 5})
        super().__init__(required=False, max_length=most * (NAME_LIMIT + 2), widget=widget, **kwargs)

    def clean(self, value):
        lines = [kept_line(line.replace("\0", "")) for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > self.most_lines:
            raise forms.ValidationError(_("Write at most %(most)d lines.") % {"most": self.most_lines})
        if long := next((line for line in lines if len(line) > NAME_LIMIT), None):
            text = _("“%(text)s …” is too long: a line has at most %(most)d signs.")
            raise forms.ValidationError(text % {"text": long[:40], "most": NAME_LIMIT})
        return lines


class ProposalsForm(AnswerForm):
    """Up to five texts for each list. Earlier ones are not shown: the link may be in other hands."""

    def ask(self, questions, given):
        for group, key in LISTS.items():
            help_text = gettext_lazy("One a line, up to five.")
            self.fields[key] = LinesField(label=LABELS[group], most=MOST_TEXTS, help_text=help_text)

    def lists(self):
        return [self[key] for key in LISTS.values()]

    def clean(self):
        if not self.errors and not any(self.cleaned_data[key] for key in LISTS.values()):
            raise forms.ValidationError(_("Write at least one proposal."))
        return self.cleaned_data

    def answer(self):
        return {"content": {key: self.cleaned_data[key] for key in LISTS.values()}}


class WeightsForm(AnswerForm):
    """What both ways of weighing have in common: one part of the form for each list that has something to weigh."""

    def ask(self, questions, given):
        self.asked = asked(questions)
        for key, names in self.asked.items():
            self.ask_list(key, names)

    def ask_list(self, key, names):
        raise NotImplementedError

    def names_of(self, key):
        """The things of a list as they are shown; the groups in the language of the page."""
        return [str(LABELS[name]) if key == "groups" else name for name in self.asked[key]]

    def label_of(self, key):
        labels = {name: LABELS[group] for group, name in LISTS.items()}
        return str(labels.get(key, _("The four groups")))

    def parts(self):
        """(key, label, fields) of every list."""
        for key in self.asked:
            yield key, self.label_of(key), [self[name] for name in self.fields if name.rpartition("-")[0] == key]

    def values(self, key):
        return [value for name, value in self.cleaned_data.items() if name.rpartition("-")[0] == key]

    def clean(self):
        if not self.errors and not any(value for key in self.asked for value in self.values(key)):
            raise forms.ValidationError(_("Weigh at least one list."))
        return self.cleaned_data


class PointsForm(WeightsForm):
    """100 points for each list."""

    def ask_list(self, key, names):
        for number, name in enumerate(self.names_of(key)):
            self.fields[f"{key}-{number}"] = MeasureField(
                label=name, required=False, min_value=0, max_value=MOST_POINTS
            )

    def answer(self):
        return {
            "content": {
                key: [self.cleaned_data[f"{key}-{number}"] for number in range(len(names))]
                for key, names in self.asked.items()
            }
        }


class PairsForm(WeightsForm):
    """Every pair of each list, in an order and with a side first that are drawn for the link."""

    asks_as_is = False
    as_is = forms.BooleanField(
        label=gettext_lazy("Send it although pairs are missing; the lists concerned do not count."), required=False
    )

    def ask_list(self, key, names):
        names = self.names_of(key)
        pairs = sorted(enumerate(pairs_of(names)), key=lambda pair: self._drawn(key, pair[0]))
        for number, (first, second) in pairs:
            steps = [(step, _in_words(step, names[first], names[second])) for step in STEPS]
            sides = {"first": names[first], "second": names[second]}
            if self._is_turned(key, number):
                steps, sides = steps[::-1], {"first": names[second], "second": names[first]}
            self.fields[f"{key}-{number}"] = forms.TypedChoiceField(
                label=_("“%(first)s” or “%(second)s”?") % sides,
                choices=[("", _("no answer")), *steps],
                required=False,
                coerce=lambda step: float(Fraction(step)),
                empty_value=None,
            )

    def _is_turned(self, key, number):
        return int(self._drawn(key, number)[-1], 16) % 2 == 1

    def _drawn(self, key, number):
        return hashlib.sha256(f"{self.link.nonce} {key} {number}".encode()).hexdigest()

    def missing(self):
        """The fields of the pairs that are open in lists that were begun."""
        for key in self.asked:
            if any(self.values(key)):
                yield from (field for field in self._fields(key) if not self.cleaned_data.get(field))

    def _fields(self, key):
        return [name for name in self.fields if name.rpartition("-")[0] == key]

    def clean(self):
        super().clean()
        missing = [] if self.errors or self.cleaned_data.get("as_is") else list(self.missing())
        for name in missing:
            self.add_error(name, _("This pair is missing. Without it your answer to this list does not count."))
        self.asks_as_is = bool(missing) or bool(self.cleaned_data.get("as_is"))
        return self.cleaned_data

    def answer(self):
        content = {
            key: [self.cleaned_data[f"{key}-{number}"] for number in range(len(pairs_of(names)))]
            for key, names in self.asked.items()
        }
        return {"content": content}


def _in_words(step, first, second):
    """A step of the scale as a sentence: who weighs more, and how much."""
    if step == "1":
        return _("1: both the same")
    words = {3: _("somewhat more"), 5: _("much more"), 7: _("very much more"), 9: _("extremely more")}
    times = int(step.removeprefix("1/"))
    said = {"name": second if "/" in step else first, "times": times, "how": words.get(times)}
    if times not in words:
        return _("%(times)d: “%(name)s”, in between") % said
    return _("%(times)d: “%(name)s” weighs %(how)s") % said


class MergeForm(forms.Form):
    """What becomes of the proposals: lines that go onto the lists."""

    def __init__(self, data=None, *, texts):
        super().__init__(data)
        for group, key in LISTS.items():
            self.fields[key] = LinesField(label=LABELS[group], most=MOST_MERGED, initial="\n".join(texts[key]))


def answer_form(survey, *args, **kwargs):
    """The form for an answer to this survey."""
    weighing = PairsForm if survey.way == Survey.Way.PAIRS else PointsForm
    forms_of_kinds = {
        Survey.Kind.RATINGS: RatingsForm,
        Survey.Kind.FIGURES: FiguresForm,
        Survey.Kind.PROPOSALS: ProposalsForm,
        Survey.Kind.WEIGHTS: weighing,
    }
    return forms_of_kinds[survey.kind](*args, survey=survey, **kwargs)
