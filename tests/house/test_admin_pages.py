"""Every page of the administration, for every kind, in both languages: it opens, and needs nothing it may not have."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from catalogue.models import Page, Topic
from tests.factories import MODELS, make, make_person, make_topic
from tests.standing import standing
from tools.models import PublicRun

ALL_MODELS = [*MODELS, Topic, Page]

pytestmark = pytest.mark.django_db


def made(model):
    if model is Topic:
        return make_topic("voda", "Voda", "Water")
    if model is Page:
        return Page.objects.create(key="about", title_sl="O portalu", title_en="About", body_sl="x", body_en="x")
    return make(model)


def addresses(model, entry):
    """A public analysis is made by publishing a run, so it is neither added nor imported."""
    plain = ["changelist"] + ([] if model is PublicRun else ["add"])
    plain += (["export"] if model in MODELS else []) + (
        ["import"] if model in MODELS and model is not PublicRun else []
    )
    of_model = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield from (reverse(f"{of_model}_{page}") for page in plain)
    yield from (reverse(f"{of_model}_{page}", args=[entry.pk]) for page in ("change", "history", "delete"))


@pytest.fixture(scope="module", params=ALL_MODELS)
def pages(request, django_db_setup, django_db_blocker):
    """All pages of one kind as a coordinator gets them: {(language, address): answer}, asked for once."""

    def build():
        entry, browser = made(request.param), Client()
        browser.force_login(make_person("koordinatorka@example.org", group="Coordinators"))
        found = {}
        for language in ("sl", "en"):
            with translation.override(language):
                found |= {(language, page): browser.get(page) for page in addresses(request.param, entry)}
        return found

    with standing(django_db_blocker, build) as found:
        yield found


def html(pages):
    return "".join(answer.content.decode() for answer in pages.values())


def test_every_page_of_every_kind_opens_in_both_languages(pages):
    assert {page: answer.status_code for page, answer in pages.items()} == dict.fromkeys(pages, 200)
    for (language, _page), answer in pages.items():
        assert re.search(r'<html lang="(\w+)"', answer.content.decode()).group(1) == language


def test_no_page_of_the_administration_fetches_from_a_foreign_host(pages):
    tags = r"""<(?:script|img|link|iframe|source)\b[^>]*?(?:src|href)=["'](?:https?:)?//[^"']*"""

    assert re.findall(tags, html(pages)) == []
    assert html(pages).count("googleapis") == 0


def test_no_page_of_the_administration_needs_an_inline_script_or_style(pages):
    found = html(pages)

    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", found) if "src=" not in tag and "json" not in tag]
    assert scripts + re.findall(r"<style\b|\sstyle=\"|\son(?:click|load|change|submit)=", found) == []
