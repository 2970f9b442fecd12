"""What the pages of signing ask for."""

from types import SimpleNamespace

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.form_fields import DayField, written_by_people
from catalogue.text import kept_line
from partners.models import Partner
from plans.models import Signature, SignatureGroup
from plans.signing.keeping import PAPERS, tidy_number
from plans.signing.moving import mark_of
from plans.signing.needs import wrong_days
from plans.signing.uploads import PdfField, SheetField
from publishing.fields import EntryField
from publishing.forms import PlainForm
from workshops.models import Event

ORGANISATION = ("name", "registration_number", "country", "language", "email")
LINES = ("name", "registration_number", "person", "function", "mandate_body", "mandate_reference")
BOXES = (
    ("organisation", pgettext_lazy("signature", "The organisation"), ORGANISATION),
    ("person", gettext_lazy("Who signs"), ("person", "function")),
    (
        "mandate",
        gettext_lazy("The mandate"),
        ("mandate_body", "mandate_on", "mandate_reference", "mandate_document"),
    ),
    ("sheet", gettext_lazy("The signature on paper"), ("signed_on", "event", "signed_document", "show_documents")),
    ("together", gettext_lazy("Alone or together"), ("group",)),
)
HELPS = {
    "registration_number": gettext_lazy("As in the register of its country, such as SI 1234567000."),
    "language": gettext_lazy("In this language we write to it."),
    "email": gettext_lazy("Reminders of duties go there while it has no account here. It is never public."),
    "person": gettext_lazy("Name and surname. Public only while the signature is in force."),
    "mandate_body": gettext_lazy("The body that decided, such as the municipal council."),
    "mandate_on": gettext_lazy("Duties are counted from this day."),
    "event": gettext_lazy("Only if it was signed at an event of the portal: its title or address."),
    "show_documents": gettext_lazy(
        "The sheet and the decision can be opened from the register while the signature stands. Otherwise only you, "
        "the steward and the coordinators of the network open them."
    ),
}
LABELS = {"mandate_document": gettext_lazy("The decision, as PDF"), "signed_document": gettext_lazy("The signed sheet")}


def columns(names):
    """Form fields of columns of a signature, by their names."""
    found = {}
    for name in names:
        column = Signature._meta.get_field(name)
        found[name] = column.formfield(**written_by_people(column))
        found[name].required, found[name].help_text = False, HELPS.get(name, "")
        if isinstance(found[name], DayField):
            found[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return found


def papers(names=PAPERS):
    made = {
        "signed_document": SheetField(
            label=LABELS["signed_document"],
            required=False,
            help_text=gettext_lazy("A scan as PDF, a PDF with a qualified e-signature, or a picture; at most 20 MB."),
        ),
        "mandate_document": PdfField(
            label=LABELS["mandate_document"], required=False, help_text=gettext_lazy("At most 20 MB.")
        ),
    }
    return {name: made[name] for name in names}


class SigningForm(PlainForm):
    """What forms of this room share: no marks of the browser, lines with one blank between words."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self):
        super().clean()
        for name in LINES:
            if isinstance(self.cleaned_data.get(name), str):
                self.cleaned_data[name] = kept_line(self.cleaned_data[name])
        if number := self.cleaned_data.get("registration_number"):
            self.cleaned_data["registration_number"] = tidy_number(number)


class OrganisationForm(SigningForm):
    """Which organisation signs, for the steward that holds its paper; coordinators may also name a partner."""

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, initial={"language": by.language}, **kwargs)
        if by.is_coordinator:
            self.fields["partner"] = EntryField(Partner, label=_("Partner of the portal"))
            self.fields["partner"].help_text = _("Its title or address; then leave the next three fields empty.")
        self.fields |= columns(ORGANISATION)

    def clean(self):
        super().clean()
        given = self.cleaned_data
        if given.get("partner") or "partner" in self.errors:
            return
        wanted = {
            "name": _("Name the organisation that signs."),
            "registration_number": _("An organisation without an entry in the portal needs its registration number."),
            "country": _("Choose the country of the organisation."),
        }
        for name, sentence in wanted.items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    def told(self):
        """{field: value} for `begin`."""
        given = dict(self.cleaned_data)
        if key := given.pop("partner", None):
            return {"partner": Partner.objects.get(pk=key), "language": given["language"], "email": given["email"]}
        return given


class GroupChoice(forms.ModelChoiceField):
    def label_from_instance(self, group):
        return f"{group.name} – {group.get_sort_display()}"


class SignatureForm(SigningForm):
    """All that a signature says; each part may stay empty until it is submitted."""

    mark = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, signature, **kwargs):
        names = [*(name for name in LINES + ORGANISATION if hasattr(signature, name)), "mandate_on", "signed_on"]
        initial = {name: getattr(signature, name) for name in (*names, "show_documents", "group", "event_id")}
        initial |= {"event": signature.event_id, "mark": mark_of(signature)}
        super().__init__(*args, initial=initial, **kwargs)
        self.signature = signature
        wanted = [name for _key, _title, names in BOXES for name in names if name not in ("group", "event")]
        fixed = {"name"} if signature.partner_id else set()
        made = columns([name for name in wanted if name not in fixed and not name.endswith("_document")]) | papers()
        made["event"] = EntryField(Event, label=_("Signed at"))
        made["event"].standing, made["event"].help_text = signature.event_id, HELPS["event"]
        made["group"] = GroupChoice(
            SignatureGroup.objects.filter(text=signature.text_id),
            label=_("Signs"),
            required=False,
            empty_label=_("alone"),
        )
        self.fields |= {name: made[name] for _key, _title, names in BOXES for name in names if name in made}

    def boxes(self):
        """[(key, title, fields)] as the page shows them."""
        for key, title, names in BOXES:
            yield key, title, [self[name] for name in names if name in self.fields]

    def clean(self):
        super().clean()
        given = self.cleaned_data
        days = SimpleNamespace(mandate_on=given.get("mandate_on"), signed_on=given.get("signed_on"))
        for name, sentence in wrong_days(days).items():
            self.add_error(name, sentence)
            if days.mandate_on and days.signed_on:
                self.cleaned_data.pop("mandate_on", None)  # neither of two that do not go together

    def values(self):
        """{column: value} of what can be kept, also where something else is wrong."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "mark"}
        if "event" in given:
            given["event_id"] = given.pop("event")
        return given

    def mistakes(self):
        """As `publishing/components/mistakes.html` lists them."""
        return [
            (self[name].id_for_label, self[name].label, texts)
            for name, texts in self.errors.items()
            if name != "__all__"
        ]


class PapersForm(SigningForm):
    """Papers that were awaited."""

    def __init__(self, *args, signature, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= papers(
            [name for name in ("signed_document", "mandate_document") if not getattr(signature, name)]
        )

    def clean(self):
        super().clean()
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("Choose a file first."))


CHECKS = {
    "sheet": gettext_lazy("The sheet is signed by the person who is named, for this organisation."),
    "hash": gettext_lazy("The hash on the sheet is that of this text: %(hash)s"),
    "mandate": gettext_lazy("The decision gives this person the mandate, by this body and on this day."),
}


class StepForm(SigningForm):
    """What a step asks for: the reason, the day of a withdrawal, what the steward has compared."""

    mark = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, step, signature, **kwargs):
        super().__init__(*args, initial={"mark": mark_of(signature), "on": timezone.localdate()}, **kwargs)
        if step.name == "activate":
            for name, text in CHECKS.items():
                self.fields[name] = forms.BooleanField(
                    label=text % {"hash": signature.text.sha[:16]},
                    error_messages={"required": _("Compare it and tick the box, or return the signature.")},
                )
        if step.name == "withdraw":
            self.fields["on"] = DayField(
                label=_("Withdrawn on"),
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                help_text=_("This day stands in the register."),
            )
        if step.reason:
            self.fields["reason"] = forms.CharField(
                label=_("Reason"),
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 5}),
                help_text=_("Read by the organisation, the steward and the coordinators; it is not public."),
                error_messages={"required": _("Give a reason.")},
            )

    def told(self):
        """{name: value} for `take`."""
        given = self.cleaned_data
        return {"mark": given["mark"] or None} | {name: given[name] for name in ("reason", "on") if name in given}


class GroupForm(SigningForm):
    """A group of organisations that sign together."""

    name = forms.CharField(label=gettext_lazy("Name of the group"), max_length=200)
    sort = forms.ChoiceField(
        label=gettext_lazy("How they sign"), choices=SignatureGroup.Sort.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"] = EntryField(Partner, label=_("Leads the group"))
        self.fields["lead"].help_text = _("A partner of the portal, by its title or address; empty where nobody leads.")


class ReissueForm(SigningForm):
    """The name of the organisation as it shall stand on the new certificate."""

    name = forms.CharField(label=gettext_lazy("Name of the organisation"), max_length=200)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class SignatureSearch(forms.Form):
    """What cannot be understood narrows nothing."""

    q = forms.CharField(required=False, max_length=100, label=gettext_lazy("Name"))
    state = forms.ChoiceField(
        required=False,
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("All states")), *Signature.State.choices],
    )
    text = forms.ChoiceField(required=False, label=gettext_lazy("Text"))

    def __init__(self, *args, texts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].choices = [("", _("All texts")), *((str(one.pk), str(one.number)) for one in texts)]

    def asked(self):
        """{name: value} of what narrows."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
