"""What may be asked. Pages pass by what they cannot read; here all of it is named, and nothing is answered."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.forms import CatalogueSearch, FacetField
from catalogue.models import Facet
from catalogue.search import browse

MOST_ENTRIES = 200
FEWEST_ENTRIES = 1
USUAL = 20


class OneOf(forms.ChoiceField):
    """An unknown value is told what the choices are."""

    def validate(self, value):
        if value and not self.valid_value(value):
            choices = ", ".join(str(key) for key, _label in self.choices)
            text = _("“%(value)s” is not among the choices: %(choices)s.")
            raise ValidationError(text, params={"value": value, "choices": choices})


class OfFacet(FacetField):
    default_error_messages = {"invalid_choice": gettext_lazy("“%(value)s” is not among the choices.")}


class EntryRequest(forms.Form):
    """Unknown, repeated or unreadable parameters are problems."""

    lang = OneOf(required=False, choices=settings.LANGUAGES)

    def problems(self):
        """[{field, message}]; none is the way on."""
        found = [(name, text) for name, texts in self.errors.items() for text in texts]
        found += [(name, self.unknown(name)) for name in self.data if name not in self.names()]
        found += [(name, _("Give this parameter only once.")) for name in self.repeated()]
        return [{"field": name, "message": str(text)} for name, text in found]

    def unknown(self, name):
        text = _("There is no parameter “%(name)s”. Those that there are: %(names)s.")
        return text % {"name": name, "names": ", ".join(self.names())}

    def names(self):
        return list(self.fields)

    def repeated(self):
        single = (name for name, field in self.fields.items() if not isinstance(field, FacetField))
        return [name for name in single if len(self.data.getlist(name)) > 1]


class PageRequest(EntryRequest):
    """A page of a list, and how much stands on it."""

    page = forms.IntegerField(required=False, min_value=1)
    limit = forms.IntegerField(required=False, min_value=FEWEST_ENTRIES, max_value=MOST_ENTRIES)

    @property
    def number(self):
        return self.cleaned_data["page"] or 1

    @property
    def size(self):
        return self.cleaned_data["limit"] or USUAL

    def address_of(self, number):
        """The query string of another page of the same question."""
        asked = self.data.copy()
        asked["page"] = number
        return f"?{asked.urlencode()}"


class SearchRequest(CatalogueSearch, PageRequest):
    """The search of the catalogue page, with a language and a size of the page."""

    facet_field = OfFacet

    sort = OneOf(required=False, choices=list(browse.SORTS.items()))
    facets = OneOf(required=False, choices=[("0", "0"), ("1", "1")])  # the method of this name stays

    def names(self):
        return [*self.base_fields, *Facet.values]  # of the facets only those that are asked for have a field
