"""What one types of an action, a milestone, a source of funding, an indicator; and of the report as a whole."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.form_fields import CountField, DayField
from catalogue.languages import LANGUAGES
from plans.delivery import periods
from plans.delivery.state_form import CLASH, StateForm, field_of, filled, languages_of, mark_of, values_of
from plans.figures.calendar_dates import Period
from plans.models import ActionState, FundingState, IndicatorValue, MilestoneState, Report

GIVE_REASON = gettext_lazy("Give a reason; it will be public.")


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

    def is_reached(self):
        """As it is typed; where it was not on the page, as it was told before."""
        if self.is_bound:
            return self.is_valid() and bool(self.cleaned_data["reached_on"])
        return bool(getattr(self.stored or self.last, "reached_on", None))

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

    def mark(self):
        return mark_of(values_of(self.report, self.fields))

    def is_overtaken(self):
        typed = {name: filled(value) for name, value in self.cleaned_data.items()}
        return self.data.get("base", self.mark()) != self.mark() and typed != values_of(self.report, self.fields)

    def clean(self):
        if self.is_overtaken():
            raise ValidationError(CLASH)
        first, last = self.cleaned_data.get("period_from"), self.cleaned_data.get("period_to")
        if not (first and last):
            return
        if last < first:
            self.add_error("period_to", _("The end is before the start."))
        elif first <= timezone.localdate() and (reason := periods.not_over(Period(first, last))):
            self.add_error("period_to", reason)
        elif reason := periods.hindrance(self.report.dossier, Period(first, last), self.report):
            self.add_error("period_from", reason)

    def texts(self):
        """What was typed, as (label, text)."""
        return [(self[name].label, self[name].value()) for name in self.fields if self[name].value()]

    def kept(self):
        """The report with what is valid: the days only together."""
        if self.non_field_errors():
            return self.report
        days = {"period_from", "period_to"}
        for name, value in self.cleaned_data.items():
            if name not in days or days <= set(self.cleaned_data):
                setattr(self.report, name, value)
        return self.report
