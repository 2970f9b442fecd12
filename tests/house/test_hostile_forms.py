"""Hostile values in every field of every form, of every role: an answer, never a fault of the server.

The walker follows links from the pages of a role, one page for each view, and collects their forms. Every form is sent
with each value in all of its fields, and with one of them in one field at a time while the others stay as shown.
"""

from datetime import timedelta
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.core.cache import cache as portal_cache
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from catalogue.models import Page
from catalogue.tables.reading import read_text
from publishing.reviewing import assign
from publishing.sections import sections
from publishing.suggesting import suggest
from tests.factories import MODELS, make, make_person, make_run, make_topic
from tests.people import make_people
from tests.publishing.chapters import make_chapter, suggest_address
from tests.publishing.conftest import write_practice
from tools.data.content import Content
from tools.data.given import Given
from tools.models import Figure, Indicator, Work
from tools.questions.registry import QUESTIONS
from tools.surveys import actions as surveys
from tools.work import actions

pytestmark = pytest.mark.django_db

VALUES = {
    "NUL": "a\x00b",
    "5,000 digits": "9" * 5000,
    "a lone surrogate": "\ud800",
    "beyond any float": "1e400",
    "digits of another script": "١٢٣",
    "100 kB": "x" * 100_000,
}
ONE_AT_A_TIME = {"postgresql": "NUL", "sqlite": "5,000 digits"}  # where the one and the other do the most harm
STARTS = ["/sl/", "/en/", "/en/desk/", "/en/admin/", "/en/tools/analyses/", "/en/account/login/"]
ENDING = {"account_logout", "work_discard", "discard", "admin:jsi18n", "set_language"}  # what would end the walk itself
MOST_PAGES = 400


class Forms(HTMLParser):
    """The links of a page, and its forms as (method, action, {field: value})."""

    def __init__(self):
        super().__init__()
        self.links, self.forms, self.select = [], [], ""

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        name = given.get("name")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append((given.get("method", "get").lower(), given.get("action", ""), {}))
        elif self.forms and name and tag in {"input", "textarea", "select", "button"}:
            fields = self.forms[-1][2]
            if given.get("type") not in {"file", "radio", "checkbox"} or "checked" in given or name not in fields:
                fields[name] = given.get("value", "")
            self.select = name if tag == "select" else ""
        elif tag == "option" and self.select and "selected" in given:
            self.forms[-1][2][self.select] = given.get("value", "")


def view_of(address):
    return view_of_path(urlsplit(address).path)


@cache
def view_of_path(path):
    try:
        found = resolve(path)
    except Resolver404:
        return None
    return found.view_name, found.kwargs.get("kind"), found.kwargs.get("key")


def walked(browser, starts):
    """(address, method, action, fields) of the forms of one page for each view."""
    waiting, seen, forms = list(starts), set(), {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        view = view_of(address)
        if view is None or view in seen or view[0] in ENDING:
            continue
        seen.add(view)
        answer = browser.get(address, follow=True)
        if "html" not in answer.get("Content-Type", "") or answer.streaming:
            continue
        page = Forms()
        page.feed(answer.content.decode())
        waiting += [urljoin(address, link).partition("#")[0] for link in page.links if not link.startswith("http")]
        for method, action, fields in page.forms:
            target = urljoin(answer.request["PATH_INFO"], action or answer.request["PATH_INFO"])
            forms.setdefault((view_of(target), method, *sorted(fields)), (target, method, fields))
    return list(forms.values())


def build_portal():
    """One of everything, and a person of each role."""
    make_topic("energija", "energija", "energy")
    people, entries = make_people(), [make(model) for model in MODELS]
    write_practice(people)
    reviewed = write_practice(people, "review")
    day = timezone.localdate() + timedelta(days=30)
    assign(version=reviewed, reviewer=people.reviewer, due=day, by=people.coordinator)
    Page.objects.create(key="about", title_sl="O portalu", title_en="About", body_sl="x", body_en="x")
    indicator = Indicator.objects.create(code="jobs", name_sl="Delovna mesta", name_en="Jobs", direction=1)
    place = next(entry for entry in entries if entry._meta.model_name == "place")
    Figure.objects.create(indicator=indicator, place=place, year=2020, value=5)
    people.works = [actions.begin(analysis=QUESTIONS[key]) for key in ("gap", "dex", "composite")]
    people.works += [waiting(people.works[-1])]
    make_run(author=people.editor)
    people.answers = [link for key in ("importance", "composite") for link in asked_people(people.editor, key, day)]
    people.corrections = corrected(people)
    return people


def corrected(people):
    """Where a section of a chapter can be corrected, and where a correction is decided."""
    chapter = make_chapter(people)
    section = sections(chapter.body_sl)[0]
    told = {"field": "body", "language": "sl", "mail_language": "sl", "new": "Nov uvod.", "author": people.member}
    suggestion = suggest(entry=chapter, section=section, **told)
    return [suggest_address(chapter), reverse("suggestion", args=[suggestion.pk])]


def waiting(work):
    """Work with a table about which something is asked."""
    grid = read_text("Town;Jobs\nA;1.234\nB;987")
    return actions.change(work=actions.begin(analysis=work.question), given=Given("values", grid).data)


def asked_people(author, key, day):
    """The address of a survey's page for its author, and that of an answer."""
    lists = {"factors": [{"name": "Parking"}], "indicators": [{"name": "Jobs"}]}
    work = Work.objects.create(analysis=key, author=author, content=Content(QUESTIONS[key], {"lists": lists}).data)
    told = {"title": "Old town", "asker": "Town", "purpose": "To plan", "contact": "ana@example.org"}
    survey = surveys.begin(work=work, language="en", kept_until=day, **told)
    surveys.make_links(survey=survey, labels=["Ana"], have=0)
    return reverse("survey_collect", args=[work.token]), survey.links.get().path


ROLES = ["nobody", "editor", "reviewer", "administrator"]
MOST_FIELDS = 30  # of a form that are tried one at a time


def browser_of(people, role):
    browser = Client(raise_request_exception=False)
    if role == "administrator":
        browser.force_login(make_person("vse@example.org", is_superuser=True, is_staff=True))
    elif role != "nobody":
        browser.force_login(getattr(people, role))
    return browser


def attempts(fields):
    """(what, fields to send)."""
    for what, value in VALUES.items():
        yield what, dict.fromkeys(fields, value)
    what = ONE_AT_A_TIME[connection.vendor]
    for name in list(fields)[:MOST_FIELDS]:
        yield f"{what} in {name}", fields | {name: VALUES[what]}


def sent(browser, target, method, fields):
    """As a browser sends it, but with bytes that are no text, too; what it does is undone."""
    body = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()})
    portal_cache.clear()  # nobody is asked to wait
    with transaction.atomic():
        if method == "get":
            answer = browser.get(target, QUERY_STRING=body)
        else:
            answer = browser.post(target, body, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("role", ROLES)
def test_no_value_in_any_field_breaks_the_portal(role):
    people = build_portal()
    browser = browser_of(people, role)
    works = [address for work in people.works for address in (work.data_address, work.ask_address)]
    forms = walked(browser, [*STARTS, *works, *people.answers, *people.corrections])

    broken = []
    for target, method, fields in forms:
        for what, given in attempts(fields):
            answer = sent(browser, target, method, given)
            if answer.status_code >= 500:
                broken.append(f"{target}: {what}: {getattr(answer, 'exc_info', ' ')[1]!r}"[:300])

    assert len(forms) > 3
    assert broken == []
