"""The commitment that a public page of its register is about, and which signatures are listed."""

from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from catalogue.text import fold
from catalogue.views import found_at, moved, not_here, reader
from plans.models import Commitment
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


EVERYTHING = {
    "country": gettext_lazy("All countries"),
    "state": gettext_lazy("All states"),
    "text": gettext_lazy("All texts"),
    "group": gettext_lazy("All groups"),
}


class RegisterSearch(PlainForm):
    """Which signatures are listed. What cannot be understood narrows nothing."""

    q = forms.CharField(label=pgettext_lazy("register", "Organisation"), max_length=100, required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    text = forms.ChoiceField(label=gettext_lazy("Text"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("Group"), required=False)

    def __init__(self, data, choices):
        super().__init__(data, label_suffix="")
        for name, values in choices.items():
            # Where all have the same, there is nothing to choose; a single group is still not all.
            if len(values) + (name == "group") < 2:
                del self.fields[name]
            else:
                self.fields[name].choices = [("", EVERYTHING[name]), *values]

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
