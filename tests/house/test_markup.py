"""The markup of every kind of page is whole, and each control is named by what one sees of it.

One page of each address, for the public, an editor and staff; `tests/markup.py` holds the rules.
"""

from collections import deque

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from partners.models import Partner, Place
from projects.models import Participation, Programme, Project
from publishing import versions
from tests.crawl import Reading, address
from tests.factories import MODELS, make, make_person, make_run, make_topic
from tests.markup import Page
from tools.models import PublicRun
from tools.questions.registry import QUESTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(admin):
    """One of each kind, tied to each other, with a draft."""
    topic = make_topic("voda", "Voda", "Water")
    made = {model: make(model, topics=[topic]) for model in MODELS if model is not PublicRun}
    made[PublicRun] = make(PublicRun, run=make_run(title="Trgovina"))
    for _more in range(30):
        make(Place, country="SI", latitude=46, longitude=14, town="Žalec")
    Participation.objects.create(project=made[Project], partner=made[Partner], role="lead")
    Programme.objects.create(name="Alpine Space", external_id="as")
    editor = make_person("urednik@example.org", name="Urednik")
    made[Partner].memberships.create(user=editor, role="representative")
    for kind in ("practice", "place", "event"):
        versions.begin(kind=kind, owner=made[Partner], by=editor, language="sl", title="Osnutek")
    return {"public": None, "editor": editor, "staff": admin}


def starts(role, client):
    found = ["/sl/", "/en/catalogue/?q=voda", "/sl/racun/login/"]
    if role == "public":
        found += [begun(client, question, given) for question in QUESTIONS.values() for given in (None, question)]
    if role == "editor":
        found += ["/sl/moja-miza/", reverse("write_new"), reverse("my_runs")]
    if role == "staff":
        found += ["/sl/admin/", "/sl/components/", "/en/admin/partners/user/add/"]
    return found


def begun(client, question, example):
    given = {"example": question.examples[0].key} if example else {}
    return client.post(reverse("analysis", args=[question.key]), given).headers["Location"]


def kind_of(page):
    """Pages of one view look alike; a crawl need not read more than one of them."""
    try:
        found = resolve(page.partition("?")[0])
    except Resolver404:
        return page
    return found.view_name, found.kwargs.get("stage"), found.kwargs.get("token"), "?" in page


def pages(client, waiting, most=400):
    waiting, known, read = deque(waiting), set(waiting), set()
    while waiting and len(read) < most:
        here = waiting.popleft()
        if kind_of(here) in read:
            continue
        read.add(kind_of(here))
        response = client.get(here)
        links = [response.headers["Location"]] if response.headers.get("Location") else []
        if not links and "text/html" in response.headers.get("Content-Type", ""):
            markup = response.content.decode()
            yield here, markup
            reading = Reading()
            reading.feed(markup)
            links = reading.links
        for found in filter(None, (address(link, f"http://testserver{here}") for link in links)):
            if found not in known:
                known.add(found)
                waiting.append(found)


@pytest.mark.any_database
@pytest.mark.parametrize(("role", "least"), [("public", 40), ("editor", 30), ("staff", 150)])
def test_the_markup_of_every_page_is_whole_and_controls_are_named_by_what_is_seen(portal, role, least):
    client = Client()
    if portal[role]:
        client.force_login(portal[role])

    read = list(pages(client, starts(role, client)))

    wrong = {fault: here for here, markup in read for fault in Page(markup).faults}
    assert wrong == {}
    assert len(read) >= least


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        ('<div hx-boost="true"></div>', "an attribute of our own begins with data-"),
        ('<link rel="icon" href="data:image/svg+xml,a b">', "an address holds a space"),
        ('<form action=""></form>', "an attribute is empty"),
        ('<time datetime="2026-11-29T22:02:38.038290+01:00">x</time>', "a moment is no moment"),
        ("<h1>a</h1><h3>b</h3>", "a level of headings is skipped"),
        ('<p lang="None">x</p>', "a language is none"),
        ('<select aria-label="a"><option value=""></option></select>', "an empty choice has no label"),
        ('<select aria-label="a" required><option value="1">x</option></select>', "what must be chosen has no empty"),
        ("<div disabled></div>", "what is no control cannot be disabled"),
        ("<span><ul><li>a</li></ul></span>", "stands in a span"),
        ("<p>a<ul><li>b</li></ul></p>", "</p> closes nothing"),
        ("<div><span></div>", "is not closed before </div>"),
        ('<p id="a"></p><p id="a"></p>', "an id stands twice"),
        ('<p class="a" class="b"></p>', "an attribute stands twice"),
        ('<label for="a">b</label>', "a label is of no control"),
        ("<input>", "a control has no name"),
        ('<a href="/">–</a>', "a control has no name"),
        ('<button aria-label="Try it">Open</button>', "the name does not begin with what is seen"),
        ('<a href="/"><span class="visually-hidden">To</span> Home</a>', "the name does not begin with what is seen"),
        ('<label for="a">q</label><input id="a" aria-label="Price: q">', "the name does not begin with what is seen"),
        ('<p style="color: red">x</p>', "script or style in an attribute"),
    ],
)
def test_each_rule_finds_what_it_is_for(markup, rule):
    assert [found.startswith(rule) for found, _where in Page(markup).faults] == [True]


def test_whole_markup_has_no_faults():
    markup = """<h1>a</h1><h2>b</h2><ul><li>c<li>d</ul><table><tr><th>e<td>f<tr><td>g</table><p>h<div>i</div>
    <label for="x">Name</label><input id="x"><label>Town <input></label><button>Save<span hidden>!</span></button>
    <a href="/"><img src="x.png" alt="Home"></a><svg><path d="M0 0"/><g></g></svg><a href="/">Chip <span>×</span></a>
    <select aria-label="Year"><option value="" label="–"></option></select><time datetime="2024-05">May</time>"""

    assert Page(markup).faults == []
