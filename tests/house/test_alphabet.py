"""Every list from which a person chooses stands in the Slovenian alphabet."""

import pytest
from django import forms
from django.contrib import admin as administration
from django.contrib.admin import RelatedFieldListFilter
from django.contrib.admin.widgets import AutocompleteMixin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from django_countries import countries

from catalogue.forms import CatalogueSearch
from catalogue.labels import labels
from catalogue.models import Facet
from catalogue.text import alphabet_key
from partners.forms import OrganisationSearch
from partners.models import Partner, User
from projects.models import Programme, Project
from publishing.fields import topic_suggestions
from tests.factories import make, make_person, make_topic

pytestmark = pytest.mark.django_db

NAMES = ["Zavod", "občina", "Čebelarska", "Šolski", "Cerknica", "Ćira", "Đuro", "Dom", "Slap", "žaga", "Ptuj", "Ärzte"]
SORTED = ["Ärzte", "Cerknica", "Čebelarska", "Ćira", "Dom", "Đuro", "občina", "Ptuj", "Slap", "Šolski", "Zavod", "žaga"]


def texts(choices):
    return [str(label) for value, label in choices if value != "" and str(label) in NAMES]


@pytest.fixture
def named(admin):
    """One of each that is chosen somewhere by its name."""
    for number, name in enumerate(NAMES):
        make(Partner, title_sl=name, title_en="")
        make(Project, title_sl=name, title_en="", acronym=name)
        Programme.objects.create(name=name, external_id=f"p{number}")
        make_topic(f"t{number}", name, "")
        make_person(f"oseba{number}@example.org", name=name)
    return admin


def forms_of_administration(user):
    request = RequestFactory().get("/")
    request.user = user
    for model, found in administration.site._registry.items():
        if found.has_add_permission(request):
            yield model.__name__, found.get_form(request)
            for inline in found.get_inline_instances(request):
                yield f"{model.__name__}, {type(inline).__name__}", inline.get_formset(request).form


def listed(field):
    """Whether the field shows all it offers; one that asks while a person types does not."""
    return isinstance(field, forms.ChoiceField) and not isinstance(
        getattr(field.widget, "widget", field.widget), AutocompleteMixin
    )


def test_records_are_chosen_in_the_alphabet_everywhere_in_the_administration(named):
    wrong, seen = {}, set()
    for place, form in forms_of_administration(named):
        for name, field in form.base_fields.items():
            if isinstance(field, forms.ModelChoiceField) and listed(field):
                shown = [str(label) for value, label in field.choices if value != ""]
                seen.add(field.queryset.model)
                if shown != sorted(shown, key=alphabet_key):
                    wrong[place, name] = shown

    assert wrong == {}
    assert Programme in seen


@pytest.mark.parametrize("model", [Partner, Project, Programme, User])
def test_any_field_for_records_stands_in_the_alphabet(named, model):
    assert texts(forms.ModelChoiceField(model.objects.all()).choices) == SORTED
    assert texts(forms.ModelMultipleChoiceField(model.objects.all()).choices) == SORTED


@pytest.mark.parametrize("changelist", ["library_practice", "projects_project", "library_publication"])
def test_filters_of_the_administration_stand_in_the_alphabet(client, named, changelist):
    client.force_login(named)

    filters = client.get(reverse(f"admin:{changelist}_changelist")).context["cl"].filter_specs

    found = [texts(spec.lookup_choices) for spec in filters if isinstance(spec, RelatedFieldListFilter)]
    assert SORTED in found
    assert all(names in (SORTED, []) for names in found)


@pytest.mark.parametrize("language", ["sl", "en"])
def test_countries_stand_in_the_alphabet_of_the_reader(language):
    with translation.override(language):
        first, *others = [str(name) for _code, name in countries]

        assert first in ("Slovenija", "Slovenia")
        assert others == sorted(others, key=alphabet_key)


@pytest.mark.parametrize("facet", [Facet.TOPIC, Facet.COUNTRY, Facet.PROJECT, Facet.LANGUAGE])
def test_what_narrows_the_catalogue_stands_in_the_alphabet(rf, named, facet):
    search = CatalogueSearch(rf.get("/").GET)

    shown = list(labels(facet, search.version).values())

    assert len(shown) > 1
    assert shown == sorted(shown, key=alphabet_key)


def test_topics_are_offered_in_the_alphabet(named):
    assert [name for name, _other in topic_suggestions()] == SORTED


def test_organisations_and_members_stand_in_the_alphabet(client, named):
    partner = Partner.objects.get(title_sl="Zavod")
    for person in User.objects.filter(name__in=NAMES):
        partner.memberships.create(user=person, role="editor")
    client.force_login(named)

    shown = client.get(reverse("organisation", args=[partner.pk])).context["members"]

    assert [str(member.user) for member in shown] == SORTED
    assert [str(found) for found in OrganisationSearch({"q": "A"}).organisations()] == [
        *("Ärzte", "Cerknica", "Čebelarska", "Ćira", "občina", "Slap", "Zavod", "žaga")
    ]


def test_own_organisations_stand_in_the_alphabet(client, named):
    person = make_person("vsi@example.org")
    for partner in Partner.objects.filter(title_sl__in=NAMES):
        partner.memberships.create(user=person, role="editor")
    client.force_login(person)

    shown = client.get(reverse("people")).context["own"]

    assert [str(partner) for partner in shown] == SORTED
