"""What the pages of a plan's course ask for."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.form_fields import DayField
from plans.forms import PDFField
from publishing.forms import PlainForm
from publishing.language_texts import ask_for_one, text_fields, texts_by_language
from publishing.models import Version


class ReasonsForm(PlainForm):
    """The public reason of a step, in one language or more; nothing where the step needs none."""

    use_required_attribute = False

    def __init__(self, *args, needed, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.needed = needed
        if needed:
            self.fields |= text_fields("reason", _("Reason"))

    def clean(self):
        super().clean()
        if self.needed:
            ask_for_one(self, "reason", _("Give a reason; it will be public."))

    def reasons(self):
        return texts_by_language(self, "reason") if self.needed else {}


class VersionChoice(forms.ModelChoiceField):
    def label_from_instance(self, version):
        day = timezone.localdate(version.published_at)
        return _("Version %(number)s, public since %(day)s") % {"number": version.number, "day": f"{day:%-d. %-m. %Y}"}


class AdoptionForm(PlainForm):
    """Which version, by whom, when, and the decision as PDF. Gaps, where there are some, are explained."""

    use_required_attribute = False

    version = VersionChoice(Version.objects.none(), label=gettext_lazy("Adopted version"), empty_label=None)
    decided_on = DayField(
        label=gettext_lazy("Day of the decision"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference (if there is one)"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("The number of the decision, or where it was announced."),
    )
    document = PDFField(
        label=gettext_lazy("The decision, as PDF"),
        help_text=gettext_lazy("Everybody can read it at once. At most 20 MB."),
        error_messages={"required": gettext_lazy("Add the decision as a PDF file.")},
    )

    def __init__(self, *args, versions, gaps, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.gaps = gaps  # of the version that is chosen
        self.fields["version"].queryset = versions
        self.fields |= text_fields("body", _("Adopted by"), rows=1, longest=200)
        if gaps:
            self.fields |= text_fields("gaps", _("Why it is adopted nevertheless"))
        self.order_fields(["version", "body_sl", "body_en", "decided_on", "reference", "document"])

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day of the decision is not over yet."))
        return day

    def clean(self):
        super().clean()
        ask_for_one(self, "body", _("Say which body adopted the plan, such as the municipal council."))
        if self.gaps:
            ask_for_one(self, "gaps", _("Explain why the plan is adopted with what it still lacks."))
