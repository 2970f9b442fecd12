"""What reviewers and coordinators fill in."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from catalogue.form_fields import DayField
from catalogue.languages import LANGUAGES
from publishing import people, reviewing, scoring
from publishing.forms import PlainForm
from publishing.kept_form import KeptForm
from publishing.models import CRITERIA

LONGEST_REASON = 5_000
LONGEST_OPINION = 20_000
OPINION_HELP = _(
    "What you think of it as a whole, what is strong and what is missing. The authors read it without your name."
)


def long_text(label, most, rows=4, **more):
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), required=False, **more)


class ReviewForm(KeptForm):
    """Points and a reason for each criterion, and the opinion; all compulsory only when it is handed in."""

    def __init__(self, data=None, *, review, complete=False):
        fields = {}
        for criterion in CRITERIA:
            fields[f"points_{criterion}"] = points_field(criterion)
            fields[f"reason_{criterion}"] = long_text(reason_label(criterion), LONGEST_REASON)
        fields["opinion"] = long_text(_("Opinion"), LONGEST_OPINION, rows=10, help_text=OPINION_HELP)
        for name, field in fields.items():
            field.required = complete
            field.error_messages["required"] = required_sentence(name)
        content = reviewing.content_of(review)
        super().__init__(data, fields=fields, content=content, typed=review.typed, initial=content)

    def show(self, review):
        """What the review holds now is what the form is based on."""
        self.content, self.typed = reviewing.content_of(review), review.typed

    def parts(self):
        """For each criterion its label and its two fields."""
        return [(criterion.label, self[f"points_{criterion}"], self[f"reason_{criterion}"]) for criterion in CRITERIA]

    def scores(self):
        given = self.cleaned_data
        return {criterion: (given[f"points_{criterion}"], given[f"reason_{criterion}"]) for criterion in CRITERIA}


def required_sentence(name):
    if name.startswith("points_"):
        return _("Choose from 0 to 4 points.")
    return _("Give a reason for your points.") if name.startswith("reason_") else _("Write your opinion.")


def reason_label(criterion):
    return _("Reason: %(criterion)s") % {"criterion": criterion.label}


def points_field(criterion):
    choices = [(points, f"{points} – {meaning}") for points, meaning in scoring.MEANINGS.items()]
    return forms.TypedChoiceField(
        label=criterion.label,
        help_text=scoring.QUESTIONS[criterion],
        choices=choices,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose from 0 to 4 points.")},
    )


class RefusalForm(PlainForm):
    use_required_attribute = False

    refusal = long_text(_("Why can you not review this?"), reviewing.LONGEST_REFUSAL, rows=3)


class ReviewerChoice(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return f"{person.name} ({person.email})" if person.name else person.email


class AssignForm(forms.Form):
    """Who is asked, and until when."""

    reviewer = ReviewerChoice(label=_("Reviewer"), queryset=None, empty_label=_("Choose a reviewer"))
    due = DayField(
        label=_("Due"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: in_days(reviewing.DAYS),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["reviewer"].queryset = people.reviewers()


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


class DecisionForm(PlainForm):
    """The expert opinion in every language, with which it is validated, or the comment with which it is not."""

    use_required_attribute = False

    def __init__(self, data=None, *, version):
        names = [f"opinion_{code}" for code in LANGUAGES]
        super().__init__(data, initial={name: getattr(version, name) for name in names}, label_suffix="")
        for code, name in zip(LANGUAGES, names, strict=True):
            self.fields[name] = long_text(opinion_label(code), LONGEST_OPINION, rows=8)
            self.fields[name].widget.attrs["lang"] = code
        self.fields["comment"] = long_text(_("Comment for the organisation"), LONGEST_REASON)

    def opinions(self):
        return {name: text for name, text in self.cleaned_data.items() if name != "comment"}

    def opinion_fields(self):
        return [field for field in self if field.name != "comment"]


def opinion_label(code):
    return _("Expert opinion (%(language)s)") % {"language": get_language_info(code)["name_translated"]}


class VersionAsked(forms.Form):
    """`?version=2`: of which version the reviews are meant, where it is not the one that is public."""

    version = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)


class ReviewAsked(forms.Form):
    """One review of this very version."""

    def __init__(self, data=None, *, version):
        super().__init__(data)
        self.fields["review"] = forms.ModelChoiceField(version.reviews.all())
