"""The portal for machines: strict in what it takes, whole in what it tells, and JSON whatever happens."""

import datetime as dt
import json
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.api import api, schemas
from catalogue.api.asking import SearchRequest
from catalogue.filing.filing import current_state, index
from catalogue.models import Card, Kind
from library.models import Book, Chapter, Evidence, Practice, Publication
from mer_portal import machines
from partners.models import Partner, Place
from projects.models import Project
from tests.catalogue.test_search import BROKEN_BYTES, HOSTILE
from tests.factories import MODELS, make, make_topic
from workshops.models import Event

pytestmark = pytest.mark.django_db
SITE = "https://portal.example.eu"
SEARCH = "/api/v1/search"
CHOICES = ["kind", "topic", "country", "project", "language", "year", "stage", "standing"]
CHOICES += ["direction", "place_type", "post_type"]


@pytest.fixture
def site(settings):
    """The configured address is another one than the host that a request names."""
    settings.SITE_URL = SITE
    return SITE


@pytest.fixture
def limited(settings):
    """Three requests a minute, in empty buckets."""
    settings.API_RATE = 3
    machines.BUCKETS.clear()
    yield
    machines.BUCKETS.clear()


def ask(client, **query):
    return client.get(SEARCH, query)


def titles(response):
    return [result["title"]["sl"] for result in response.json()["results"]]


def fields(response):
    """The fields that a refused request is told of."""
    return [problem["field"] for problem in response.json()["detail"]]


def path(entry, language="sl"):
    return reverse("api:entry", args=[entry.kind, getattr(entry, f"slug_{language}")])


def is_json(response):
    json.loads(response.content)
    return response["Content-Type"].startswith("application/json")


# --- Lists ---


def test_a_list_tells_of_an_entry_in_every_language(client, site):
    topic, project = make_topic("voda", "Voda", "Water"), make(Project, acronym="MER")
    place = make(Place, title_sl="Cona", town_sl="Koper", town_en="Capodistria", country="SI")
    practice = make(
        Practice,
        title_sl="Čistilna naprava",
        title_en="Treatment plant",
        summary_sl="Voda se vrača.",
        external_id="p-12",
        source="https://example.org/vir",
        start="2013-05",
        place=place,
        project=project,
        topics=[topic],
    )

    [told] = ask(client, kind="practice").json()["results"]

    moments = told.pop("published"), told.pop("updated")
    assert told == {
        "id": f"practice:{practice.pk}",
        "kind": "practice",
        "external_id": "p-12",
        "title": {"sl": "Čistilna naprava", "en": "Treatment plant"},
        "title_language": None,
        "summary": {"sl": "Voda se vrača.", "en": None},
        "url": {code: SITE + address for code, address in practice.addresses().items()},
        "api_url": f"{SITE}/api/v1/entries/practice/cistilna-naprava",
        "languages": ["en", "sl"],
        "by": {"sl": None, "en": None},
        "country": "SI",
        "place": {"sl": "Koper", "en": "Capodistria"},
        "date": "2013-05",
        "topics": ["voda"],
        "projects": [{"id": f"project:{project.pk}", "acronym": "MER"}],
        "licence": None,
        "source": "https://example.org/vir",
    }
    practice.refresh_from_db()
    assert [dt.datetime.fromisoformat(moment) for moment in moments] == [
        practice.published_at.replace(microsecond=0),
        practice.updated_at.replace(microsecond=0),
    ]


def test_an_answer_says_how_much_there_is(client, site):
    for _number in range(5):
        make(Practice)

    answer = ask(client, limit=2, page=2, kind="practice", lang="en").json()

    del answer["results"]
    assert answer == {
        "count": 5,
        "count_is_exact": True,
        "page": 2,
        "pages": 3,
        "limit": 2,
        "next": f"{SITE}{SEARCH}?limit=2&page=3&kind=practice&lang=en",
        "previous": f"{SITE}{SEARCH}?limit=2&page=1&kind=practice&lang=en",
        "match": "all",
        "did_you_mean": None,
    }


@pytest.mark.parametrize("query", [{}, {"q": "praksa"}, {"sort": "title"}, {"sort": "oldest", "country": "SI"}])
def test_turning_the_pages_meets_every_entry_once(client, query):
    made = {make(Practice, title_sl=f"Praksa {number}", country="SI").pk for number in range(7)}
    address, met = f"{SEARCH}?limit=3", []
    address += "".join(f"&{name}={value}" for name, value in query.items())

    while address:
        answer = client.get(address.removeprefix("http://testserver")).json()
        met += [result["id"] for result in answer["results"]]
        address = answer["next"]

    assert sorted(met) == sorted(f"practice:{pk}" for pk in made)


@pytest.mark.parametrize("lang", ["sl", "en"])
def test_the_language_decides_on_labels_and_on_the_alphabet(client, lang):
    topic = make_topic("voda", "Voda", "Water")
    make(Practice, title_sl="Čebela", title_en="A bee", topics=[topic])
    make(Practice, title_sl="Cona", title_en="Zone", topics=[topic])

    response = ask(client, lang=lang, sort="title", facets="1")

    answer = response.json()
    assert response["Content-Language"] == lang
    assert titles(response) == {"sl": ["Cona", "Čebela"], "en": ["Čebela", "Cona"]}[lang]
    label = {"sl": "Voda", "en": "Water"}[lang]
    assert answer["facets"]["topic"] == [{"value": "voda", "label": label, "count": 2}]


def test_numbers_of_the_choices_come_only_when_asked_for(client):
    make(Practice, country="SI")

    plain, asked, refused = (ask(client, **query) for query in ({}, {"facets": "1"}, {"facets": "0"}))

    assert [set(schemas.Answer.model_fields) - set(r.json()) for r in (plain, asked, refused)] == [
        {"facets"},
        set(),
        {"facets"},
    ]
    assert list(asked.json()["facets"]) == CHOICES
    assert asked.json()["facets"]["country"] == [{"value": "SI", "label": "Slovenija", "count": 1}]


def test_a_choice_may_be_given_several_times(client):
    for country in ("SI", "IT", "AT"):
        make(Practice, title_sl=country, country=country)

    assert sorted(titles(client.get(f"{SEARCH}?country=SI&country=IT"))) == ["IT", "SI"]


def test_where_nothing_holds_all_of_the_words_it_says_so(client):
    for number in range(5):
        make(Practice, title_sl=f"Zelena streha {number}")
    make(Practice, title_sl="Javna naročila")

    both, some = ask(client, q="zelena streha"), ask(client, q="streha naročila")

    assert [answer.json()["match"] for answer in (both, some)] == ["all", "some"]
    assert (both.json()["count"], some.json()["count"]) == (5, 6)


def test_a_word_that_nobody_wrote_is_put_right(client):
    make(Practice, title_sl="Daljinsko ogrevanje")

    answer = ask(client, q="ogrevanjje").json()

    assert (answer["count"], answer["did_you_mean"]) == (0, "ogrevanje")


def test_answers_keep_to_their_description(client):
    for model in MODELS:
        make(model)

    listed = ask(client, facets="1", limit=200).json()
    addresses = [result["api_url"].removeprefix("http://testserver") for result in listed["results"]]
    wholes = [client.get(address).json() for address in addresses]

    assert schemas.Answer.model_validate(listed).model_dump(mode="json") == listed
    assert [schemas.Whole.model_validate(told).model_dump(mode="json") for told in wholes] == wholes
    assert {told["kind"] for told in wholes} == set(Kind.values)


# --- One entry ---


def test_an_entry_is_told_whole(client, site):
    topic = make_topic("voda", "Voda", "Water")
    place, hidden = make(Place, title_sl="Cona"), make(Partner, published=False)
    practice = make(
        Practice,
        title_sl="Naprava",
        title_en="Plant",
        solution_sl="Čiščenje.",
        note_en="A note.",
        place=place,
        organisation=hidden,
        cost="1250.50",
        start="2013",
        ongoing=True,
        links="https://example.org/a\njavascript:alert(1)",
        source="https://example.org/vir",
        more_sources="https://example.org/se",
        topics=[topic],
    )
    Evidence.objects.create(practice=practice, indicator_sl="Voda", indicator_en="Water", unit="m³", before=10, after=2)

    told = client.get(path(practice)).json()

    assert told["slug"] == {"sl": "naprava", "en": "plant"}
    assert told["note"] == {"sl": None, "en": "A note."}
    assert told["texts"]["solution"] == {"sl": "Čiščenje.", "en": None}
    assert told["topics"] == [{"slug": "voda", "label": {"sl": "Voda", "en": "Water"}, "main": True}]
    assert told["sources"] == ["https://example.org/vir", "https://example.org/se"]
    assert {"field": "solution", "language": "en"} in told["missing_translations"]
    facts = told["facts"]
    assert facts["place"]["id"] == f"place:{place.pk}"
    assert facts["place"]["api_url"] == f"{SITE}/api/v1/entries/place/cona"
    assert facts["organisation"] is None
    assert (facts["cost"], facts["start"], facts["ongoing"], facts["end"]) == (1250.5, "2013", True, None)
    assert facts["links"] == ["https://example.org/a"]
    assert facts["evidence"] == [
        {
            "indicator": {"sl": "Voda", "en": "Water"},
            "unit": {"sl": "m³", "en": None},
            "before": 10,
            "after": 2,
            "year": None,
            "source": None,
        }
    ]


def test_an_entry_answers_to_its_address_in_either_language(client):
    practice = make(Practice, title_sl="Naprava", title_en="Plant")

    told = [client.get(path(practice, language)).json()["id"] for language in ("sl", "en")]

    assert told == [f"practice:{practice.pk}"] * 2


def test_a_file_of_an_entry_is_told_with_its_size(client, site):
    publication = make(Publication)
    publication.file.save("a.pdf", ContentFile(b"%PDF-1.4 %%EOF"))

    [told] = client.get(path(publication)).json()["files"]

    assert told == {
        "field": "file",
        "url": f"{SITE}/files/publication/{publication.pk}/file",
        "type": "pdf",
        "bytes": 14,
    }
    response = client.get(told["url"].removeprefix(SITE))
    assert (response.status_code, b"".join(response)) == (200, b"%PDF-1.4 %%EOF")


def test_a_project_names_its_partners_and_a_book_its_chapters(client):
    project, book = make(Project, acronym="MER", budget=1000), make(Book)
    partner, draft = make(Partner), make(Partner, published=False)
    project.participations.create(partner=partner, role="lead")
    project.participations.create(partner=draft)
    chapters = [make(Chapter, book=book, order=1), make(Chapter, book=book, order=2, published=False)]

    facts = client.get(path(project)).json()["facts"]
    listed = client.get(path(book)).json()["facts"]["chapters"]

    assert [(row["partner"]["id"], row["role"]) for row in facts["participations"]] == [
        (f"partner:{partner.pk}", "lead")
    ]
    assert (facts["acronym"], facts["budget"]) == ("MER", 1000)
    assert [chapter["id"] for chapter in listed] == [f"chapter:{chapters[0].pk}"]


def test_material_that_leads_nowhere_public_is_not_named(client):
    event, draft = make(Event), make(Publication, published=False)
    event.materials.create(title="Skrivnost", publication=draft)
    event.materials.create(title="Gradivo", link="https://example.org/a", publication=draft)

    materials = client.get(path(event)).json()["facts"]["materials"]

    assert [(row["title"]["sl"], row["publication"]) for row in materials] == [("Gradivo", None)]


@pytest.mark.parametrize("model", MODELS)
def test_every_kind_is_told_at_its_own_address(client, model):
    entry = make(model)

    told = client.get(path(entry)).json()

    assert (told["id"], told["kind"]) == (f"{model.kind}:{entry.pk}", model.kind)


@pytest.mark.parametrize("kind", ["nikamor", "user", "card", "topic"])
def test_there_are_only_the_kinds_of_the_catalogue(client, kind):
    assert client.get(f"/api/v1/entries/{kind}/x").status_code == 404


# --- What is refused ---


@pytest.mark.parametrize("field", [*CHOICES, "sort", "page", "limit", "facets", "lang"])
@pytest.mark.parametrize("value", ["nikamor", "-1", "1.5x", "²", "\0"])
def test_a_value_that_is_none_is_named_at_its_field(client, field, value):
    response = ask(client, **{field: value})

    assert (response.status_code, fields(response)) == (422, [field])


@pytest.mark.parametrize(("field", "value"), [("limit", 0), ("limit", 201), ("page", 0), ("q", "a" * 201), ("q", "\0")])
def test_a_value_out_of_its_bounds_is_named_at_its_field(client, field, value):
    response = ask(client, **{field: value})

    assert (response.status_code, fields(response)) == (422, [field])


@pytest.mark.parametrize(("name", "address"), [("colour", SEARCH), ("q", "/api/v1/entries/practice/x")])
def test_an_unknown_parameter_is_named(client, name, address):
    response = client.get(address, {name: "x"})

    assert (response.status_code, fields(response)) == (422, [name])


def test_a_parameter_that_is_one_is_not_taken_twice(client):
    response = client.get(f"{SEARCH}?q=a&q=b&page=1&page=2&kind=term&kind=post")

    assert (response.status_code, fields(response)) == (422, ["page", "q"])


def test_all_mistakes_are_told_at_once(client):
    response = client.get(f"{SEARCH}?kind=x&year=x&foo=1")

    assert (response.status_code, sorted(fields(response))) == (422, ["foo", "kind", "year"])


def test_an_unknown_language_is_told_the_choices(client):
    response = ask(client, lang="de")

    assert response.json()["detail"][0]["message"].endswith("sl, en.")


def test_mistakes_are_told_in_the_language_asked_for(client):
    said = {lang: ask(client, lang=lang, limit=201).json()["detail"][0]["message"] for lang in ("sl", "en")}

    assert said["en"] == "Ensure this value is less than or equal to 200."
    assert said["sl"] != said["en"]


@pytest.mark.parametrize("page", [2, 10**20])
def test_a_page_beyond_the_last_is_missing(client, page):
    make(Practice)

    response = ask(client, page=page)

    assert (response.status_code, is_json(response)) == (404, True)


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize(
    "address",
    [
        *("/api/nikamor", "/api/v1/nikamor", "/api/v2/search", "/api/v1/search/", "/api/v1/entries/practice"),
        *("/api/v1/entries/practice/ni-je", "/api/v1/entries/practice/%00", "/api/v1/entries/%ff/%fe"),
    ],
)
def test_an_address_that_is_none_is_missing_in_json(client, address, language):
    response = client.get(f"{address}?lang={language}")

    assert (response.status_code, is_json(response), list(response.json())) == (404, True, ["detail"])
    assert response["Content-Language"] == language


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [SEARCH, "/api/v1/entries/practice/x", "/api/v1/docs", "/api/v1/nikamor"])
def test_only_reading_is_possible(client, method, address):
    response = getattr(client, method)(address)

    assert (response.status_code, response["Allow"], is_json(response)) == (405, "GET, HEAD, OPTIONS", True)


def test_a_foreign_host_is_refused_in_json(client):
    response = client.get(SEARCH, headers={"host": "evil.example"})

    assert (response.status_code, is_json(response), "evil" in response.content.decode()) == (400, True, False)


def test_too_many_parameters_are_refused_in_json(client):
    response = client.get(SEARCH + "?" + "&".join("kind=term" for _number in range(6000)))

    assert (response.status_code, is_json(response)) == (400, True)


def test_a_fault_says_nothing_of_the_insides(monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("the reason that stays with us")

    monkeypatch.setattr("catalogue.api.current_state", broken)

    response = Client(raise_request_exception=False).get(SEARCH)

    assert (response.status_code, is_json(response)) == (500, True)
    assert "reason" not in response.content.decode()


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_is_typed_breaks_the_api(client, typed):
    make(Practice, title_sl="Voda in les")

    response = ask(client, q=typed)

    assert (response.status_code in {200, 422}, is_json(response)) == (True, True)


@pytest.mark.parametrize("field", ["q", "page", "limit", "lang", "sort", *CHOICES, "facets", "foo"])
@pytest.mark.parametrize("value", BROKEN_BYTES)
def test_no_broken_bytes_break_the_api(client, field, value):
    response = client.get(f"{SEARCH}?{field}={value}")

    assert (response.status_code in {200, 422}, is_json(response)) == (True, True)


@pytest.mark.parametrize("field", [*CHOICES, "sort", "lang", "page", "limit"])
def test_no_hostile_choice_breaks_the_api(client, field):
    response = client.get(f"{SEARCH}?" + "&".join(f"{field}={quote(typed)}" for typed in HOSTILE))

    assert (response.status_code, is_json(response)) == (422, True)


# --- What it costs ---


def queries(client, address):
    """How many questions a warm answer asks the database."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("entries", [1, 3])
@pytest.mark.parametrize("query", ["", "?q=praksa", "?kind=practice&country=SI&facets=1", "?sort=title&lang=en"])
def test_a_list_asks_the_database_twice(client, entries, query):
    project = make(Project)
    for number in range(entries):
        make(Practice, title_sl=f"Praksa {number}", country="SI", project=project)

    assert queries(client, SEARCH + query) == 2


def test_a_search_never_asked_before_asks_at_most_six_times(client, django_assert_max_num_queries):
    make(Practice, title_sl="Praksa")
    ask(client)

    with django_assert_max_num_queries(6):
        ask(client, q="praksa")


@pytest.mark.parametrize("model", MODELS)
def test_an_entry_asks_the_same_number_of_questions_whatever_it_holds(client, model):
    project, place, partner, book = make(Project), make(Place), make(Partner), make(Book)
    known = {field.name for field in model._meta.get_fields()}
    around = {"project": project, "place": place, "organisation": partner, "host": partner, "partner": partner}
    bare, full = (make(model, **fields) for fields in ({}, {k: v for k, v in around.items() if k in known}))
    fill(full, project, book)

    asked = [queries(client, path(entry)) for entry in (bare, full)]

    assert asked[0] <= asked[1] <= asked[0] + nested(model)
    assert asked[1] == queries(client, path(fill(full, make(Project), make(Book))))


def nested(model):
    """Rows that lead further cost one question each, if there are any."""
    return {Project: 4, Partner: 1, Place: 1, Practice: 1, Event: 1, Book: 1}.get(model, 0)


def fill(entry, project, book):
    """More of all that an entry can hold."""
    if isinstance(entry, Practice | Place):
        entry.ties.create(project=project, role="case")
    if isinstance(entry, Place):
        make(Practice, place=entry)
    if isinstance(entry, Partner):
        project.participations.create(partner=entry)
    if isinstance(entry, Project):
        for _number in range(2):
            entry.participations.create(partner=make(Partner))
            make(Book, project=entry)
        entry.builds_on.add(project)
    if isinstance(entry, Book):
        for order in (len(entry.chapters.all()) + 1, len(entry.chapters.all()) + 2):
            make(Chapter, book=entry, order=order, place=make(Place))
    if isinstance(entry, Event):
        entry.materials.create(title="Gradivo", publication=make(Publication))
        entry.practices.add(make(Practice))
    return entry


# --- Asking again ---


@pytest.mark.parametrize("address", [SEARCH, f"{SEARCH}?q=voda&lang=en", "entry"])
def test_what_did_not_change_is_not_sent_again(client, address):
    practice = make(Practice, title_sl="Voda")
    address = path(practice) if address == "entry" else address
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    make(Practice, title_sl="Voda 2")
    changed = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)


def test_that_nothing_changed_costs_one_question(client, django_assert_num_queries):
    make(Practice)
    etag = ask(client)["ETag"]

    with django_assert_num_queries(1):
        client.get(SEARCH, headers={"if-none-match": etag})


def test_another_question_has_another_tag(client):
    tags = {client.get(SEARCH + query)["ETag"] for query in ("", "?lang=en", "?lang=sl", "?page=1")}

    assert len(tags) == 4
    assert {tag[:2] for tag in tags} == {"W/"}


def test_an_answer_may_be_kept_by_everybody(client):
    response = ask(client)

    assert response["Cache-Control"] == "public, max-age=60"
    assert response.get("Vary", "") in {"", "Accept-Encoding"}
    assert response.cookies.output() == ""


def test_staff_are_told_no_more_than_the_public(client, coordinator):
    draft = make(Practice, published=False)
    client.force_login(coordinator)

    response = client.get(path(draft))

    assert (response.status_code, ask(client).json()["count"]) == (404, 0)


def test_what_is_to_come_is_told_when_its_time_has_come(client, monkeypatch):
    practice = make(Practice, published_at=timezone.now() + dt.timedelta(days=1))
    before = client.get(path(practice)).status_code
    later = timezone.now() + dt.timedelta(days=2)

    monkeypatch.setattr(timezone, "now", lambda: later)

    assert (before, client.get(path(practice)).status_code) == (404, 200)


# --- From anywhere, but not too often ---


@pytest.mark.parametrize("address", [SEARCH, "/api/v1/nikamor", "/api/v1/openapi.json", f"{SEARCH}?kind=x"])
def test_scripts_of_any_site_may_read_it(client, address):
    response = client.get(address, headers={"origin": "https://other.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.has_header("Access-Control-Allow-Credentials") is False


def test_a_browser_that_asks_first_is_let_in(client):
    response = client.options(SEARCH, headers={"access-control-request-headers": "if-none-match"})

    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


def test_head_answers_as_get_does_but_without_a_body(client):
    practice = make(Practice)

    heads = [client.head(address) for address in (SEARCH, path(practice))]

    assert [(head.status_code, head.content) for head in heads] == [(200, b"")] * 2
    assert heads[0]["ETag"] == client.get(SEARCH)["ETag"]


def test_who_asks_too_often_is_told_how_long_to_wait(client, limited):
    answers = [ask(client) for _number in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert (is_json(answers[3]), 1 <= int(answers[3]["Retry-After"]) <= 20) == (True, True)


def test_pages_for_people_are_not_counted(client, limited):
    assert {client.get("/sl/").status_code for _number in range(5)} == {200}


def test_every_address_has_its_own_count(client, limited):
    for _number in range(4):
        ask(client)

    assert client.get(SEARCH, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_count_grows_less_with_time(limited, monkeypatch):
    waits = [machines.BUCKETS.take("a", 3) for _number in range(4)]
    now = machines.time.time()
    monkeypatch.setattr(machines.time, "time", lambda: now + 20.5)

    assert waits[:3] == [0, 0, 0]
    assert 0 < waits[3] <= 20
    assert [machines.BUCKETS.take("a", 3) > 0 for _number in range(2)] == [False, True]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "192.0.2.1", "127.0.0.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "evil, 192.0.2.1", "192.0.2.1"),
        (2, "203.0.113.9, 192.0.2.1, 10.0.0.1", "192.0.2.1"),
        (2, "192.0.2.1", "127.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_trusted_proxies_say_who_asks(rf, settings, proxies, forwarded, seen):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert machines.client_address(rf.get(SEARCH, headers={"x-forwarded-for": forwarded})) == seen


# --- What it says of itself ---


def test_the_description_names_what_the_search_takes(client):
    description = client.get("/api/v1/openapi.json").json()

    operation = description["paths"]["/api/v1/search"]["get"]
    form = SearchRequest(Client().get("/sl/").wsgi_request.GET, version=current_state().version)
    assert description["info"]["title"] == api.title
    assert {parameter["name"] for parameter in operation["parameters"]} == set(form.names())
    assert set(operation["responses"]) == {"200", "304", "404", "422", "429"}
    entry = "/api/v1/entries/{kind}/{slug}"
    assert set(description["paths"]) == {"/api/v1/search", entry, f"{entry}/{{name}}"}


@pytest.mark.parametrize("address", ["/api/", "/api/v1/"])
def test_the_root_leads_to_the_description_for_people(client, address):
    response = client.get(address)

    assert (response.status_code, response["Location"]) == (302, "/api/v1/docs")


def test_the_description_for_people_fetches_from_nobody_else(client):
    page = client.get("/api/v1/docs").content.decode()

    assert page.count("http") == 0
    assert page.count("/static/ninja/") == 3


def test_the_footer_leads_to_the_description(client):
    assert client.get("/en/").content.decode().count('href="/api/v1/docs"') == 1


# --- The card ---


def test_saving_without_a_change_moves_only_the_day_of_the_last_change():
    practice = make(Practice)
    before = Card.objects.values().get()

    practice.save()

    after = Card.objects.values().get()
    assert {name for name in after if after[name] != before[name]} == {"updated_at"}
    assert practice.file_card() is False


def test_migrations_leave_what_stands_beside_the_cards():
    card = Card.objects.get(object_id=make(Practice).pk)
    with connection.cursor() as cursor:
        names = set(connection.introspection.get_constraints(cursor, "catalogue_card"))

    card.delete()

    assert {"catalogue_card_title_key_sl", "catalogue_card_title_key_en"} - names == set()
    assert index().disagreements() == []
