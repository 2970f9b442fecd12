"""What the pages of duties ask for."""

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.files.uploads import DocumentFormField, ending_of
from catalogue.form_fields import DayField
from catalogue.limits import MOST_FILE_BYTES
from catalogue.text import fold
from plans.duties.meeting import HANDED_IN
from plans.duties.owed import Standing
from plans.duties.telling import shown_day
from plans.models import ActionPlan, Duty, Report
from publishing.forms import PlainForm
from publishing.language_texts import LONGEST_TEXT
from publishing.versions import dossiers_of

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReportChoice(forms.ModelChoiceField):
    def label_from_instance(self, report):
        period = f"{shown_day(report.period_from)} – {shown_day(report.period_to)}"
        return f"{report.dossier.entry}, {period}"


class FulfilForm(PlainForm):
    """When it was met, and what shows it: a plan or a report of the portal, an address or a PDF."""

    use_required_attribute = False

    fulfilled_on = DayField(label=gettext_lazy("Met on"), widget=DAY)
    plan = forms.ModelChoiceField(
        ActionPlan.objects.none(), label=gettext_lazy("Action plan in the portal"), required=False
    )
    report = ReportChoice(Report.objects.none(), label=gettext_lazy("Report in the portal"), required=False)
    url = forms.URLField(
        label=gettext_lazy("An address where it can be read"), max_length=500, required=False, assume_scheme="https"
    )
    document = DocumentFormField(
        label=gettext_lazy("The document, as PDF"),
        help_text=gettext_lazy("At most 20 MB. The steward reads it, the public does not."),
        required=False,
    )

    def __init__(self, *args, sort, partners, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.sort = sort
        plans = ActionPlan.objects.published().filter(organisation__in=partners)
        self.fields["plan"].queryset = plans
        reports = Report.objects.filter(state=Report.State.PUBLISHED, dossier__in=dossiers_of(plans))
        self.fields["report"].queryset = reports.prefetch_related("dossier__entry")
        self.fields["document"].widget.attrs |= {"accept": "application/pdf", "data-most": MOST_FILE_BYTES}
        for name, asked_of in (("plan", Duty.Sort.PLAN), ("report", Duty.Sort.REPORT)):
            if sort != asked_of or not self.fields[name].queryset.exists():
                del self.fields[name]

    def clean_fulfilled_on(self):
        day = self.cleaned_data["fulfilled_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day on which it was met is not over yet."))
        return day

    def clean_document(self):
        document = self.cleaned_data["document"]
        if document and ending_of(document.name) != "pdf":
            raise forms.ValidationError(_("Only a PDF file is taken here."))
        return document

    def clean(self):
        super().clean()
        if self.sort != Duty.Sort.OTHER and not self.handed_in() and not set(HANDED_IN) & set(self.errors):
            self.add_error(None, _("Say what is handed in: choose it, give its address or add the document."))

    def handed_in(self):
        return {name: value for name in HANDED_IN if (value := self.cleaned_data.get(name))}


class ReasonForm(PlainForm):
    """Why something is done to a duty."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The signatory and those who keep the commitment read it; the public does not."),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        error_messages={"required": gettext_lazy("Give a reason.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class ExtendForm(ReasonForm):
    """A later day, and why."""

    to = DayField(label=gettext_lazy("New day"), widget=DAY)
    field_order = ["to", "reason"]

    def __init__(self, *args, owed, **kwargs):
        super().__init__(*args, **kwargs)
        self.owed = owed

    def clean_to(self):
        day = self.cleaned_data["to"]
        if day <= self.owed.deadline or day < timezone.localdate():
            text = _("The new day lies after %(day)s, and not in the past.")
            raise forms.ValidationError(text % {"day": shown_day(self.owed.deadline)})
        return day


class Narrowing(forms.Form):
    """The query string of the steward's list; what is no choice narrows nothing."""

    state = forms.ChoiceField(
        label=gettext_lazy("Which"),
        required=False,
        choices=[("", gettext_lazy("not met yet")), *Standing.choices],
    )
    q = forms.CharField(
        label=gettext_lazy("Signatory"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
        validators=[ProhibitNullCharactersValidator()],
    )

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        self.full_clean()

    @property
    def narrows(self):
        return any(self.cleaned_data.values())

    def passes(self, owed):
        state, words = self.cleaned_data.get("state"), fold(self.cleaned_data.get("q", ""))
        if (owed.standing != state) if state else owed.is_met:
            return False
        return not words or words in fold(" ".join([owed.bearer.name, *(one.name for one in owed.bearer.signatures)]))
