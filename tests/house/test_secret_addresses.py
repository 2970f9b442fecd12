"""What a secret address opens is kept by no cache and shown by no search engine, whoever holds it."""

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.urls.converters import StringConverter
from django.utils import translation

from mer_portal.middleware import SECRET_PAGES, SECRETS
from tests.factories import make_person, make_run
from tools.models import Work
from tools.questions.registry import QUESTIONS
from tools.work import actions

pytestmark = pytest.mark.django_db

OF_OTHERS = {"admin", "api-1.0.0"}  # whose addresses hold numbers and names, to people who signed in
NO_KEYS = {"section"}  # of the sitemap
FITTING = {"form": "x1", "pk": "1"}  # what these parts of an address may be


def patterns(resolver, spaces=()):
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            yield found
        elif found.namespace not in OF_OTHERS:
            yield from patterns(found)


def parts_of(pattern):
    """{name: converter} of the parts of its address."""
    return getattr(pattern.pattern, "converters", {}) or dict.fromkeys(pattern.pattern.regex.groupindex)


def secret_patterns():
    found = patterns(get_resolver())
    return {one.name: one for one in found if one.name in SECRET_PAGES or SECRETS & parts_of(one).keys()}


def private(response):
    kept = {part.strip() for part in response.get("Cache-Control", "").split(",")}
    return {"no-store", "private"} <= kept and "noindex" in response.get("X-Robots-Tag", "")


def test_every_part_of_an_address_that_may_be_a_key_is_known_as_one():
    free = {
        (one.name, part)
        for one in patterns(get_resolver())
        for part, converter in parts_of(one).items()
        if isinstance(converter, StringConverter) and type(converter) is StringConverter
    }

    assert {part for _name, part in free} <= SECRETS | NO_KEYS
    assert len({name for name, _part in free}) > 15


@pytest.mark.parametrize("language", ["sl", "en"])
def test_no_answer_at_a_secret_address_is_kept_or_found(client, language):
    answers = {}
    with translation.override(language):
        for name, pattern in secret_patterns().items():
            given = {part: FITTING.get(part, "abc") for part in parts_of(pattern)}
            answers |= {(name, way): getattr(client, way)(reverse(name, kwargs=given)) for way in ("get", "post")}

    assert [asked for asked, answer in answers.items() if not private(answer)] == []
    assert [asked for asked, answer in answers.items() if answer.status_code >= 500] == []
    assert len(answers) > 30


def test_work_its_progress_and_its_files_are_kept_and_found_by_nobody(client):
    work = actions.begin(analysis=QUESTIONS["gap"], author=None, example=QUESTIONS["gap"].examples[0])
    steps = [reverse(f"work_{step}", args=[work.token]) for step in ("question", "data", "options", "progress", "next")]
    steps += [work.export_address(form) for form in ("json", "xlsx", "csv", "pdf")]

    answers = {address: client.get(address) for address in steps}

    assert [address for address, answer in answers.items() if not private(answer)] == []
    assert Work.objects.count() == 1


def test_a_shared_run_and_its_files_are_kept_and_found_by_nobody(client):
    run = make_run(visibility="link", link="k" * 22)
    pages = [reverse("run_shared", args=["k" * 22]), *(run.export_address(form, "k" * 22) for form in ("json", "csv"))]

    answers = {address: client.get(address) for address in pages}

    assert [(answer.status_code, private(answer)) for answer in answers.values()] == [(200, True)] * 3


def test_an_export_is_not_found_instead_of_its_page(client):
    run = make_run(author=make_person("avtor@example.org"))
    client.force_login(run.author)

    answer = client.get(run.export_address("json"))

    assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex")
    assert "no-store" in answer["Cache-Control"]


def test_a_public_page_may_be_kept_and_found(client):
    answer = client.get("/sl/")

    assert "no-store" not in answer.get("Cache-Control", "")
    assert "X-Robots-Tag" not in answer
