"""What one types of one row of the plan: of an action, a milestone, a source of funding, an indicator."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.form_fields import CountField, DayField
from catalogue.languages import LANGUAGES, translated_fields
from plans.delivery import periods
from plans.figures.calendar_dates import Period
from plans.models import ActionState, FundingState, IndicatorValue, MilestoneState, Report
from publishing.form_fields import LONGEST_TEXT, plain_field
from publishing.keeping import digest

GIVE_REASON = gettext_lazy("Give a reason; it will be public.")
CLASH = gettext_lazy("Somebody else changed this meanwhile. Save again to keep yours instead.")


class PercentField(CountField):
    """0 to 100, also with the sign of per cent."""

    def to_python(self, value):
        try:
            found = super().to_python(value.strip().removesuffix("%") if isinstance(value, str) else value)
        except ValidationError:
            found = -1
        if found is not None and not 0 <= found <= 100:
            raise ValidationError(_("Write a whole number from 0 to 100."), code="percent")
        return found


def languages_of(dossier):
    """The language of the dossier first."""
    return [dossier.language, *(code for code in LANGUAGES if code != dossier.language)]


def field_of(model, name, column):
    """The form field of a stored field; with columns per language, of each of them."""
    field = plain_field(model._meta.get_field(column), capfirst(model._meta.get_field(name).verbose_name))
    if isinstance(field.widget, forms.Textarea):
        field.validators.append(MaxLengthValidator(LONGEST_TEXT))
        field.widget = forms.Textarea(attrs={"rows": 2})
    return field


def mistakes_of(forms):
    """(id of the control, its label, sentences) of each mistake."""
    return [
        (form[name].auto_id if name in form.fields else "", label_in(form, name), texts)
        for form in forms
        for name, texts in form.errors.items()
    ]


def label_in(form, name):
    label = form[name].label if name in form.fields else ""
    return ": ".join(filter(None, [form.title, str(label)]))


class StateForm(forms.Form):
    """What a report says of one row, `stored`; where it says nothing yet, what was said `last` stands there.

    `base` is what the writer saw: what others stored meanwhile is not overwritten before the writer was told.
    """

    model, names, letter = None, (), ""

    def __init__(self, *sent, dossier, row, stored=None, last=None, **options):
        self.dossier, self.row, self.stored, self.last = dossier, row, stored, last
        super().__init__(*sent, prefix=f"{self.letter}-{row.key}", label_suffix="", **options)
        for name in self.own_names():
            if name not in translated_fields(self.model):
                self.fields[name] = field_of(self.model, name, name)
        for code in languages_of(dossier):
            for name in self.own_names():
                if name in translated_fields(self.model):
                    self.fields[f"{name}_{code}"] = field_of(self.model, name, f"{name}_{code}")
        self.initial = self.shown()
        self.use_required_attribute = False

    def own_names(self):
        return self.names

    def shown(self):
        """What stands in the fields when one comes."""
        return values_of(self.stored or self.last, self.fields)

    # --- For the page ---

    @property
    def title(self):
        return str(self.row)

    def plain_fields(self):
        """The fields without those of other languages."""
        return [self[name] for name in self.fields if not self.is_foreign(name)]

    def foreign_fields(self):
        """[(language, field)] of the texts in other languages."""
        return [(name[-2:], self[name]) for name in self.fields if self.is_foreign(name)]

    def is_foreign(self, name):
        return any(name.endswith(f"_{code}") for code in LANGUAGES if code != self.dossier.language)

    def has_foreign(self):
        return any(field.value() or field.errors for _code, field in self.foreign_fields())

    def mark(self):
        """A short name for what is stored."""
        return digest({name: str(value) for name, value in values_of(self.stored, self.fields).items()})

    def texts(self):
        """What was typed, as (label, text)."""
        return [(label_in(self, name), self[name].value()) for name in self.fields if self[name].value()]

    # --- What was typed ---

    def clean(self):
        if not self.errors:
            self.check()
        if self.is_overtaken():
            self.add_error(None, CLASH)

    def is_overtaken(self):
        base = self.data.get(f"{self.prefix}-base")
        return bool(base) and base != self.mark() and not self.says(self.stored)

    def says(self, state):
        """Whether what was typed is what this state says."""
        typed = {name: filled(self.cleaned_data.get(name)) for name in self.fields}
        return typed == (values_of(state, self.fields) or dict.fromkeys(self.fields, ""))

    def check(self):
        """The rules of this kind of row."""

    def says_nothing(self):
        """Whether nothing is to be stored."""
        return all(value in (None, "") for value in self.cleaned_data.values())

    def repeats_last(self):
        return self.last is not None and self.says(self.last)

    def has_reason(self):
        return any((self.cleaned_data.get(f"reason_{code}") or "").strip() for code in LANGUAGES)

    def reason_name(self):
        return f"reason_{self.dossier.language}"

    def state(self, report):
        """What is stored of it, or None."""
        return None if self.says_nothing() else self.model(report=report, key=self.row.key, **self.cleaned_data)


def values_of(state, names):
    return {name: filled(getattr(state, name)) for name in names if hasattr(state, name)} if state else {}


def filled(value):
    """A stored value as it is typed: nothing is empty, and a number has no more digits than it needs."""
    if isinstance(value, Decimal):
        return Decimal(f"{value.normalize():f}")
    return "" if value is None else value


class ActionForm(StateForm):
    """How far an action is. Done at 80 % is asked about; what was dropped needs a reason."""

    model, letter = ActionState, "a"
    names = ("status", "progress", "spent", "text", "reason")

    def __init__(self, *sent, **options):
        super().__init__(*sent, **options)
        self.fields["status"].choices = [("", "–"), *ActionState.Status.choices]
        self.fields["spent"].label = _("Spent so far (EUR)")
        if "progress" in self.fields:
            self.fields["progress"] = PercentField(label=self.fields["progress"].label, required=False)
            self.fields["progress"].widget.attrs["inputmode"] = "numeric"

    def own_names(self):
        by_milestones = self.row.progress_by == self.row.ProgressBy.MILESTONES
        return tuple(name for name in self.names if not (by_milestones and name == "progress"))

    def shown(self):
        """Words about an earlier period are not repeated."""
        shown = super().shown()
        return shown if self.stored else {name: value for name, value in shown.items() if not name.startswith("text_")}

    def check(self):
        given, status = self.cleaned_data, self.cleaned_data.get("status")
        if not status:
            if not self.says_nothing():
                self.add_error("status", _("Choose how far the action is."))
            return
        if status == ActionState.Status.DROPPED and not self.has_reason():
            self.add_error(self.reason_name(), GIVE_REASON)
        if "progress" in self.fields:
            self.check_progress(status, given.get("progress"))

    def check_progress(self, status, progress):
        if status == ActionState.Status.DONE and progress is None:
            self.cleaned_data["progress"] = 100
        elif status == ActionState.Status.DONE and progress < 100:
            values = {"progress": progress}
            self.add_error("progress", _("Done, but %(progress)s %%? Choose “under way” or write 100.") % values)
        elif status == ActionState.Status.PLANNED and progress:
            values = {"progress": progress}
            self.add_error("progress", _("Not begun, but %(progress)s %%? Choose “under way” or write 0.") % values)

    def state(self, report):
        state = super().state(report)
        if state:
            for code in LANGUAGES:
                setattr(state, f"title_{code}", getattr(self.row, f"title_{code}") or "")
        return state


class MilestoneForm(StateForm):
    """That a milestone was reached, or moved to another day and why."""

    model, letter = MilestoneState, "m"
    names = ("reached_on", "moved_to", "reason")

    def check(self):
        reached, moved = self.cleaned_data.get("reached_on"), self.cleaned_data.get("moved_to")
        if reached and moved and not self.moved_before(moved):
            self.add_error(None, _("Either it was reached on a day, or it was moved to another."))
        elif reached and reached > timezone.localdate():
            self.add_error("reached_on", _("This day is still to come. Write when it was reached, or move it."))
        elif moved and not reached and not self.has_reason():
            self.add_error(self.reason_name(), GIVE_REASON)
        elif not (reached or moved) and (self.last or self.has_reason()):
            self.add_error(None, self.nothing_left())
        if reached and moved:
            self.cleaned_data["moved_to"] = None

    def moved_before(self, moved):
        """Whether the day was there already: what was moved and is reached now needs no more to be typed."""
        return bool(self.last) and self.last.moved_to == moved

    def nothing_left(self):
        if self.last:
            return _("An earlier report says this already. If it was wrong, correct that report.")
        return _("Say when it was reached, or to which day it was moved.")

    def says_nothing(self):
        return super().says_nothing() or self.repeats_last()


class FundingForm(StateForm):
    """How sure a source of funding is by now."""

    model, names, letter = FundingState, ("status", "amount"), "f"

    def __init__(self, *sent, row, last=None, **options):
        super().__init__(*sent, row=row, last=last or row, **options)
        self.fields["status"].choices = FundingState._meta.get_field("status").choices
        self.fields["amount"].required = True

    def says_nothing(self):
        return self.repeats_last()


class ValueForm(StateForm):
    """What an indicator was on a day; earlier values stand beside it and are not repeated."""

    model, names, letter = IndicatorValue, ("day", "value", "source"), "i"

    def __init__(self, *sent, period_to, **options):
        self.period_to = period_to
        super().__init__(*sent, **options)

    def shown(self):
        if self.stored:
            return super().shown()
        return {"day": min(self.period_to, timezone.localdate())}

    def check(self):
        if self.says_nothing():
            return
        if self.cleaned_data.get("value") is None:
            self.add_error("value", _("Write the value."))
        if not (day := self.cleaned_data.get("day")):
            self.add_error("day", _("Write the day on which it was measured."))
        elif day > timezone.localdate():
            self.add_error("day", _("This day is still to come."))

    def says_nothing(self):
        return self.cleaned_data.get("value") is None and not self.cleaned_data.get("source")


class ReportForm(forms.Form):
    """The days that a report covers, and its words on the whole."""

    title = ""
    period_from = DayField(label=pgettext_lazy("day", "From"))
    period_to = DayField(label=pgettext_lazy("day", "To"))

    def __init__(self, *sent, report, **options):
        self.report = report
        super().__init__(*sent, label_suffix="", initial=vars(report), **options)
        self.use_required_attribute = False
        for code in languages_of(report.dossier):
            field = self.fields[f"text_{code}"] = field_of(Report, "text", f"text_{code}")
            field.widget.attrs["rows"] = 5

    def text_fields(self):
        return [(code, self[f"text_{code}"]) for code in languages_of(self.report.dossier)]

    def clean(self):
        first, last = self.cleaned_data.get("period_from"), self.cleaned_data.get("period_to")
        if not (first and last):
            return
        if last < first:
            self.add_error("period_to", _("The end is before the start."))
        elif reason := periods.hindrance(self.report.dossier, Period(first, last), self.report):
            self.add_error("period_from", reason)

    def texts(self):
        """What was typed, as (label, text)."""
        return [(self[name].label, self[name].value()) for name in self.fields if self[name].value()]

    def kept(self):
        """The report with what is valid: the days only together."""
        days = {"period_from", "period_to"}
        for name, value in self.cleaned_data.items():
            if name not in days or days <= set(self.cleaned_data):
                setattr(self.report, name, value)
        return self.report
