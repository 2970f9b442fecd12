"""Forms for figures: taken in from a file, and chosen for a comparison."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.tables.reading import SheetError, read_file
from catalogue.text import fold
from tools.models import Indicator

MOST_SHOWN = 200  # places in the list at once; of more, one searches
MOST_PLACES, MOST_MEASURES = 1_000, 100


class FiguresFile(forms.Form):
    """A file with figures."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=300,
        help_text=_("CSV or XLSX, at most 5 MB and 50,000 figures."),
    )
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        required=False,
        label=_("Indicator"),
        help_text=_("Only where the file does not name it: a table of places and years is of one indicator."),
    )
    source = forms.CharField(
        required=False,
        max_length=300,
        label=_("Source"),
        help_text=_("Of figures that name none in the file. May stay empty."),
    )

    decimal = forms.ChoiceField(
        required=False,
        choices=[("", _("As the cells tell")), (",", _("Comma: 1,5")), (".", _("Point: 1.5"))],
        label=_("Decimal sign"),
        help_text=_("Only where a cell such as 1.234 may be thousands or decimals, and the file does not tell which."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.all()

    def clean(self):
        """The grid of the file is part of what is given; what is wrong with it belongs to the file."""
        given = super().clean()
        if file := given.get("file"):
            try:
                given["grid"] = read_file(file)
            except SheetError as error:
                self.add_error("file", str(error))
        return given


class Several(forms.MultipleChoiceField):
    """Some of many choices; a word that is none of them is not repeated in the message."""

    def validate(self, value):
        if not set(value) <= {key for key, _label in self.choices}:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class TakeForm(forms.Form):
    """Places, indicators and a year; `q` narrows the list of places, but what is chosen stays chosen."""

    q = forms.CharField(required=False, max_length=100)
    place = Several(
        required=False, error_messages={"invalid_choice": _("One of the places is not there any more. Choose anew.")}
    )
    indicator = Several(
        required=False,
        error_messages={"invalid_choice": _("One of the indicators is not there any more. Choose anew.")},
    )
    year = forms.ChoiceField(required=False, error_messages={"invalid_choice": _("There are no figures of this year.")})

    def __init__(self, *args, places, measures, **kwargs):
        super().__init__(*args, **kwargs)
        self.places, self.measures = places, measures
        self.fields["place"].choices = [(str(place.pk), place.name) for place in places]
        self.fields["indicator"].choices = [(measure.key, measure.name) for measure in measures]
        first = min((measure.first for measure in measures if measure.first), default=None)
        last = max((measure.last for measure in measures if measure.last), default=None)
        years = range(last, first - 1, -1) if first else ()
        self.fields["year"].choices = [("", _("the latest available")), *((str(year), str(year)) for year in years)]

    @property
    def searched(self):
        return " ".join(self.data.get("q", "").replace("\x00", "").split())[:100]

    @property
    def matching(self):
        """The places with all the words searched for."""
        words = fold(self.searched).split()
        return [place for place in self.places if _holds(place, words)] if words else self.places

    def chosen(self, field, offered, key):
        typed = set(self.data.getlist(field)) if self.is_bound else set()
        return [one for one in offered if key(one) in typed]

    @property
    def chosen_places(self):
        return self.chosen("place", self.places, lambda place: str(place.pk))

    @property
    def chosen_measures(self):
        return self.chosen("indicator", self.measures, lambda measure: measure.key)

    def clean(self):
        given = super().clean()
        for field, text, most in (
            ("place", _("Choose at least one place."), MOST_PLACES),
            ("indicator", _("Choose at least one indicator."), MOST_MEASURES),
        ):
            if field not in self.errors and not given.get(field):
                self.add_error(field, text)
            elif len(given.get(field) or ()) > most:
                self.add_error(field, _("Choose at most %(count)d.") % {"count": most})
        return given

    @property
    def chosen_year(self):
        return int(self.cleaned_data["year"]) if self.cleaned_data["year"] else None


def _holds(place, words):
    text = fold(" ".join([*place.names, place.town]))
    return all(word in text for word in words)
