"""What the log asks: of one activity, and which of them are shown."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.dates import first_day
from catalogue.files.uploads import DocumentFormField
from catalogue.form_fields import CountField
from catalogue.labels import language_name
from catalogue.limits import MOST_FILE_BYTES
from projects.communication.rights import projects_of, writers_of
from projects.models import Activity, Audience, Basis, Channel, Participation, WorkPackage
from projects.models.activity import MOST_REACHED
from publishing.forms import PlainForm
from publishing.keeping import with_kept_texts
from publishing.language_texts import ask_for_one, names_of, text_fields

NUMBER_WITHIN = re.compile(r"\d+(?:[., \u00a0\u202f]\d{3})*", re.ASCII)
LONGEST_TITLE = Activity._meta.get_field("title").max_length
LONGEST_REACH = 60  # letters of what is typed
NAMES = (
    *("project", "work_package", "partner", "date", *names_of("title"), "channel", "audiences", "languages"),
    *("country", "reach", "basis", "how", "link", "file"),
)


class ReachField(CountField):
    """How many people. What is only about a number, such as “about 500”, is an estimate, and told so."""

    def read(self, text):
        try:
            return super().read(text)
        except ValidationError:
            found = NUMBER_WITHIN.findall(text) if len(text) <= LONGEST_REACH else []
            if len(found) != 1 or found[0] == text.strip():
                raise
            number = {"number": super().read(found[0])}
            sentence = _("Enter the number %(number)s and choose “estimated”.")
            raise ValidationError(sentence, code="about", params=number) from None


class ActivityForm(forms.ModelForm):
    """One activity, of a project and a partner that this person may write for."""

    use_required_attribute = False

    class Meta:
        model = Activity
        fields = [name for name in NAMES if name not in names_of("title")]
        widgets = {"basis": forms.RadioSelect}

    def __init__(self, data=None, files=None, *, person, instance=None):
        super().__init__(
            None if data is None else with_kept_texts(data), files, instance=instance, label_suffix="", initial={}
        )
        self.person = person
        for name, field in text_fields("title", _("Title"), rows=1, longest=LONGEST_TITLE).items():
            self.fields[name] = field
            self.initial[name] = getattr(self.instance, name) or ""
        self.fields["reach"] = ReachField(
            label=_("How many people were reached"), required=False, min_value=0, max_value=MOST_REACHED
        )
        self.fields["file"] = DocumentFormField(
            label=_("File"), required=False, help_text=_("PDF, DOCX or TXT, up to 20 MB.")
        )
        self.fields["file"].widget.attrs["data-most"] = MOST_FILE_BYTES
        self.fields["audiences"].required = True
        for field in self.fields.values():
            field.label = capfirst(field.label)
        self.choose()
        self.order_fields(NAMES)

    def choose(self):
        """Only projects, packages and partners of the person's own may be chosen; the one that stands stays."""
        projects, partners = projects_of(self.person), writers_of(self.person)
        self.fields["project"].queryset = projects
        packages = packages_of(projects)
        self.fields["work_package"].queryset = packages
        self.fields["work_package"].label_from_instance = package_label
        self.fields["partner"].queryset = partners
        self.fields["partner"].required = not self.person.is_coordinator

    def clean_date(self):
        date = self.cleaned_data["date"]
        if date and first_day(date) > timezone.localdate():
            raise ValidationError(_("This day has not come yet. The log holds what was done."))
        return date

    def clean(self):
        super().clean()
        self.check_partner()
        self.check_reach()
        ask_for_one(self, "title", _("Give a title in at least one language."))
        return self.cleaned_data

    def check_partner(self):
        project, partner = self.cleaned_data.get("project"), self.cleaned_data.get("partner")
        if project and partner and not Participation.objects.filter(project=project, partner=partner).exists():
            self.add_error("partner", _("This organisation does not take part in the project."))

    def check_reach(self):
        if {"reach", "basis"} & set(self.errors):
            return
        reach, basis = self.cleaned_data.get("reach"), self.cleaned_data.get("basis")
        if reach is not None and basis == Basis.UNKNOWN:
            self.add_error("basis", _("Say whether the number was counted or estimated."))
        elif reach is None and basis != Basis.UNKNOWN:
            self.add_error("reach", _("Enter the number, or choose “not known”."))

    def save(self, commit=True):
        for name in names_of("title"):
            setattr(self.instance, name, self.cleaned_data[name])
        return super().save(commit)


def package_label(package):
    return f"{package.project.acronym} · {package}"


class LogSearch(PlainForm):
    """Which activities are listed. What cannot be understood narrows nothing."""

    project = forms.ModelChoiceField(label=gettext_lazy("Project"), queryset=None, required=False)
    work_package = forms.ModelChoiceField(label=gettext_lazy("Work package"), queryset=None, required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    audience = forms.ChoiceField(label=gettext_lazy("Target group"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(self, data, *, projects, rows):
        """`projects` whose logs there are, `rows` of all that stands in them."""
        super().__init__(data, label_suffix="")
        everything = pgettext_lazy("narrowing", "all")
        chosen = {"project": projects, "work_package": packages_of(projects)}
        for name, found in chosen.items():
            self.fields[name].queryset = found
            self.fields[name].empty_label = everything
        self.fields["work_package"].label_from_instance = package_label
        for name, choices in (
            ("channel", Channel.choices),
            ("audience", Audience.choices),
            ("language", [(code, language_name(code)) for code in sorted({c for row in rows for c in row.languages})]),
            ("year", [(year, year) for year in sorted({row.date[:4] for row in rows}, reverse=True)]),
        ):
            self.fields[name].choices = [("", everything), *choices]

    def asked(self):
        """{field: what is chosen}."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def address(self):
        """What is chosen, as an address says it."""
        return {name: getattr(value, "pk", value) for name, value in self.asked().items()}


def packages_of(projects):
    found = WorkPackage.objects.filter(project__in=projects.order_by().values("pk")).select_related("project")
    return found.order_by("project__acronym", "code")
