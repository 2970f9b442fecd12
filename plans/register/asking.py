"""The commitment that a public page of its register is about, and which signatures are listed."""

from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.labels import country_name, in_alphabet
from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from catalogue.text import fold
from catalogue.views import found_at, moved, not_here, reader
from plans.models import Commitment
from plans.models.signing import REGISTERED, SignatureState
from publishing.forms import PlainForm
from publishing.views.pages import last_words, with_versions


def below(request, slug, name, args, respond):
    """The answer at an address below that of a commitment; where that has another address now, the way there."""
    visible = with_versions(Commitment.objects).visible_to(reader(request))
    commitment = found_at(visible.with_page(), slug)
    if commitment is None:
        found = moved(visible, slug)
        if found is None:
            return not_here(request, with_versions(Commitment.objects), slug, last_words)
        return redirect(address(name, found, args), permanent=True)
    if address(name, commitment, args) != request.path:
        return redirect(address(name, commitment, args), permanent=True)
    if not commitment.signable_rows:
        raise NoSuchPage
    return respond(commitment)


def address(name, commitment, args=()):
    return reverse(name, args=[getattr(commitment, f"slug_{translation.get_language()}"), *args])


def addresses(name, commitment, args=()):
    """The page's address in every language."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = address(name, commitment, args)
    return found


class RegisterSearch(PlainForm):
    """Which signatures are listed. What cannot be understood narrows nothing."""

    q = forms.CharField(label=pgettext_lazy("register", "Organisation"), max_length=100, required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    text = forms.ChoiceField(label=gettext_lazy("Text"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("Group"), required=False)

    def __init__(self, data, signatures):
        super().__init__(data, label_suffix="")
        rows = [one.row for one in signatures]
        countries = in_alphabet((code, country_name(code)) for code in {row["country"] for row in rows} if code)
        states = {row["state"] for row in rows}
        groups = in_alphabet({str(row["group_id"]): row["group_name"] for row in rows if row["group_id"]}.items())
        self.offer("country", gettext_lazy("All countries"), countries.items())
        names = [(state, SignatureState(state).label) for state in REGISTERED if state in states]
        self.offer("state", gettext_lazy("All states"), names)
        numbers = sorted({row["text_number"] for row in rows})
        self.offer("text", gettext_lazy("All texts"), [(str(number), str(number)) for number in numbers])
        self.offer("group", gettext_lazy("All groups"), groups.items())

    def offer(self, name, everything, choices):
        """A choice between the values that there are; where all have the same, there is nothing to choose."""
        choices = list(choices)
        if len(choices) + (name == "group") < 2:
            del self.fields[name]
        else:
            self.fields[name].choices = [("", everything), *choices]

    def asked(self):
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


COLUMNS = {"country": "country", "state": "state", "text": "text_number", "group": "group_id"}


def found(signatures, asked):
    """Those that have all that is asked for."""
    words = fold(asked.get("q", "")).split()
    wanted = {COLUMNS[name]: value for name, value in asked.items() if name in COLUMNS}
    return [
        one
        for one in signatures
        if all(str(one.row[name]) == value for name, value in wanted.items())
        and (not words or all(word in fold(one.name) for word in words))
    ]
