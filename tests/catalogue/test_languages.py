"""Two languages: the address decides, every page stands in both, and a foreign text always says that it is one."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from catalogue.models import Kind, Page
from library.models import Book, Chapter, Evidence, Practice, Publication, Term
from partners.models import Figure, Partner, Place, Post
from plans.models import ActionPlan
from projects.models import Project
from tests.factories import MODELS, make, make_topic
from tools.models import PublicRun, Tool
from workshops.models import Event, Transfer

pytestmark = pytest.mark.django_db

LANGUAGES = ("sl", "en")
OTHER = {"sl": "en", "en": "sl"}
LISTS = ["home", "catalogue", "map", *(kind.list_name for kind in Kind)]


def in_language(language, name, *args):
    with translation.override(language):
        return reverse(name, args=args)


def text(response):
    return response.content.decode()


def alternates(response):
    """{language: address} as the page tells search engines."""
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text(response)))


def switch(response):
    """The address behind the language switch."""
    [address] = re.findall(r'<a class="tool language" href="([^"]+)"', text(response))
    return address.replace("&amp;", "&")


def headings(response):
    return [
        re.sub(r"<[^>]+>", "", heading) for heading in re.findall(r"<h1[^>]*>(.*?)</h1>", text(response), re.DOTALL)
    ]


# --- Every page in both languages ---


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS)
def test_the_page_of_every_kind_stands_in_both_languages(client, model, language):
    entry = make(model, title_sl="Zeleni načrt", title_en="A green plan")

    response = client.get(entry.addresses()[language])

    own_title = {"sl": "Zeleni načrt", "en": "A green plan"}[language]
    assert response.status_code == 200
    assert response["Content-Language"] == language
    assert text(response).count(f'<html lang="{language}">') == 1
    assert [heading.split(" ", 1)[1] if model is Project else heading for heading in headings(response)] == [own_title]
    assert text(response).count("language-mark") == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_every_list_stands_in_both_languages(client, name, language):
    response = client.get(in_language(language, name))

    assert (response.status_code, response["Content-Language"]) == (200, language)
    assert text(response).count(f'<html lang="{language}">') == 1
    assert len(headings(response)) == 1


@pytest.mark.parametrize("name", LISTS)
def test_the_two_languages_have_addresses_of_their_own(name):
    addresses = [in_language(language, name) for language in LANGUAGES]

    assert [address[:4] for address in addresses] == ["/sl/", "/en/"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_staff_stands_in_both_languages(client, language):
    Page.objects.create(key="about", title_sl="O portalu", title_en="About", body_sl="Besedilo.", body_en="Text.")

    response = client.get(in_language(language, "page", "about"))

    assert headings(response) == [{"sl": "O portalu", "en": "About"}[language]]


@pytest.mark.any_database
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_found_says_so_in_the_language_of_its_address(client, language):
    response = client.get(f"/{language}/nikamor/")

    assert response.status_code == 404
    assert text(response).count(f'<html lang="{language}">') == 1


# --- Texts that stand in one language only ---


@pytest.mark.any_database
@pytest.mark.parametrize("written", LANGUAGES)
@pytest.mark.parametrize("model", MODELS)
def test_an_entry_in_one_language_is_shown_in_the_other_with_a_mark(client, model, written):
    texts = {f"title_{written}": "Edini naslov", f"summary_{written}": "Edini povzetek."}
    entry = make(model, **texts)
    page = OTHER[written]

    response = client.get(entry.addresses()[page])

    with translation.override(page):
        mark = translation.gettext({"sl": "shown in Slovenian", "en": "shown in English"}[written])
    found = text(response)
    assert re.findall(r"<h1([^>]*)>", found) == [f' lang="{written}"']
    assert headings(response)[0].endswith("Edini naslov")
    assert found.count(f'<p class="lead" lang="{written}">Edini povzetek.</p>') == 1
    assert found.count(f'<span class="badge badge-language">{mark}</span>') >= 1
    assert found.count("<title>Edini naslov") + found.count(": Edini naslov") >= 1


@pytest.mark.any_database
@pytest.mark.parametrize("written", LANGUAGES)
@pytest.mark.parametrize("model", [model for model in MODELS if model is not Publication])
def test_the_card_of_an_entry_in_one_language_is_marked_in_the_other(client, model, written):
    entry = make(model, **{f"title_{written}": "Edini naslov", f"summary_{written}": "Edini povzetek."})
    page = OTHER[written]

    response = client.get(in_language(page, model.kind.list_name))

    [card] = [card for card in response.context["page"].cards if card.object_id == entry.pk]
    with translation.override(page):
        mark = translation.gettext({"sl": "shown in Slovenian", "en": "shown in English"}[written])
        assert (card.shown_language, card.summary_language, card.is_foreign) == (written, written, True)
    found = text(response)
    named = 2 if model is Transfer else 1  # the table below the list of transfers names it, too
    assert found.count(f'<a href="{entry.addresses()[page]}" lang="{written}">') == named
    assert found.count(f'<p class="card-text" lang="{written}">Edini povzetek.</p>') == 1
    assert found.count(mark) == 1


@pytest.mark.any_database
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS)
def test_a_card_in_both_languages_is_not_marked(client, model, language):
    make(model, title_sl="Naslov", title_en="Title", summary_sl="Povzetek.", summary_en="Summary.")

    response = client.get(in_language(language, model.kind.list_name))

    assert text(response).count("badge-language") == 0


@pytest.mark.any_database
def test_a_works_own_title_is_in_its_own_language_and_not_marked_as_missing(client):
    make(Publication, title_sl="Aree produttive", title_en="Aree produttive", languages="it")

    found = text(client.get(in_language("en", "publication_list")))

    assert (found.count('lang="it">Aree produttive'), found.count("badge-language")) == (1, 0)


BODIES = {
    Practice: ["problem", "solution", "results", "lessons"],
    Project: ["objectives", "expected_results", "target_groups", "programme_detail"],
    Tool: ["criteria", "record_fields", "parts", "size"],
    ActionPlan: ["recorded_actions"],
    Chapter: ["body"],
    Post: ["body"],
    Place: ["manager"],
}


@pytest.mark.any_database
@pytest.mark.parametrize(("model", "field"), [(model, field) for model in BODIES for field in BODIES[model]])
def test_a_text_in_one_language_carries_it_where_the_rest_is_translated(client, model, field):
    entry = make(model, **{f"{field}_sl": "Samo slovensko besedilo"})

    found = text(client.get(entry.addresses()["en"]))

    around = re.findall(r"<(\w+)([^>]*)>(?:\s*<(?:p|ul|li)>)*Samo slovensko besedilo", found)
    assert [attributes.strip().split()[-1:] for _tag, attributes in around] == [['lang="sl"']]


@pytest.mark.any_database
def test_rows_in_one_language_carry_it(client):
    practice, place, project, event = make(Practice), make(Place), make(Project), make(Event)
    Evidence.objects.create(practice=practice, indicator_sl="Poraba vode", after=1)
    Figure.objects.create(place=place, indicator="companies", value=3, note_sl="ocena vodstva")
    project.work_packages.create(code="1", title_sl="Vodenje projekta")
    project.deliverables.create(title_sl="Končno poročilo")
    event.sessions.create(title_sl="Ogled hal")

    rows = {
        "Poraba vode": practice,
        "ocena vodstva": place,
        "Vodenje projekta": project,
        "Končno poročilo": project,
        "Ogled hal": event,
    }
    pages = {row: text(client.get(entry.addresses()["en"])) for row, entry in rows.items()}

    assert [row for row in rows if not re.search(rf'lang="sl">[^<]?{row}', pages[row])] == []


@pytest.mark.any_database
def test_materials_in_one_language_carry_it(client):
    event = make(Event)
    event.materials.create(title_sl="Predstavitev cone", link="https://example.org/")

    found = text(client.get(event.addresses()["en"]))

    assert len(re.findall(r'lang="sl"[^>]*>(?:<a [^>]*>)?Predstavitev cone', found)) == 1


def named(client, page, name):
    """How often a page names something, and how often with the language that it stands in."""
    found = text(client.get(page.addresses()["en"]))
    body = found[found.index("<main") : found.index("</main>")]
    return body.count(f">{name}<"), len(re.findall(rf'lang="sl"[^>]*>(?:<\w+[^>]*>)?{name}<', body))


NAME = "Samoslovensko ime"


LINKS = {
    "the place of a practice": lambda: make(Practice, place=make(Place, title_sl=NAME)),
    "the organisation of a practice": lambda: make(Practice, organisation=make(Partner, title_sl=NAME)),
    "a practice of a place": lambda: make(Practice, title_sl=NAME, place=make(Place)).place,
    "an event of a place": lambda: with_events(make(Place)),
    "a practice of a partner": lambda: make(Practice, title_sl=NAME, organisation=make(Partner)).organisation,
    "a post of a partner": lambda: make(Post, title_sl=NAME, partner=make(Partner)).partner,
    "the partner of a post": lambda: make(Post, partner=make(Partner, title_sl=NAME)),
    "a partner of a project": lambda: with_partner(make(Project)),
    "an earlier project": lambda: with_earlier_project(make(Project)),
    "the host of an event": lambda: make(Event, host=make(Partner, title_sl=NAME)),
    "a place of an event": lambda: with_place(make(Event)),
    "the book of a chapter": lambda: make(Chapter, book=make(Book, title_sl=NAME)),
    "the guidelines of a tool": lambda: make(Tool, guideline=make(Book, title_sl=NAME)),
    "the place of a plan": lambda: make(ActionPlan, place=make(Place, title_sl=NAME)),
    "what a place is part of": lambda: make(Place, part_of=make(Place, title_sl=NAME)),
}


def with_events(place):
    make(Event, title_sl=NAME).places.add(place)
    return place


def with_partner(project):
    project.participations.create(partner=make(Partner, title_sl=NAME))
    return project


def with_earlier_project(project):
    project.builds_on.add(make(Project, title_sl=NAME))
    return project


def with_place(event):
    event.places.add(make(Place, title_sl=NAME))
    return event


@pytest.mark.any_database
@pytest.mark.parametrize("link", LINKS)
def test_a_name_in_one_language_carries_it_wherever_it_is_a_link(client, link):
    entry = LINKS[link]()

    shown, marked = named(client, entry, NAME)

    assert (shown > 0, marked) == (True, shown)


# --- Addresses ---


@pytest.mark.any_database
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS)
def test_alternates_name_the_address_in_each_language(client, model, language):
    entry = make(model, title_sl="Zeleni načrt", title_en="A green plan")
    addresses = entry.addresses()

    response = client.get(addresses[language])

    expected = {code: f"{settings.SITE_URL}{addresses[code]}" for code in LANGUAGES}
    assert alternates(response) == expected | {"x-default": expected["sl"]}
    assert text(response).count(f'<link rel="canonical" href="{expected[language]}">') == 1
    assert {client.get(address).status_code for address in addresses.values()} == {200}


@pytest.mark.any_database
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_alternates_of_a_list_lead_to_the_same_list(client, name, language):
    response = client.get(in_language(language, name))

    expected = {code: f"{settings.SITE_URL}{in_language(code, name)}" for code in LANGUAGES}
    assert alternates(response) == expected | {"x-default": expected["sl"]}


@pytest.mark.any_database
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS)
def test_the_switch_stays_on_the_entry(client, model, language):
    entry = make(model, title_sl="Zeleni načrt", title_en="A green plan")

    response = client.get(entry.addresses()[language])

    assert switch(response) == entry.addresses()[OTHER[language]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["catalogue", "practice_list"])
def test_the_switch_keeps_what_was_asked(client, name, language):
    make(Practice, country="SI", topics=[make_topic("voda", "Voda", "Water")])
    query = {"q": "čista voda & zrak", "country": ["SI", "IT"], "topic": "voda", "sort": "title"}

    found = urlsplit(switch(client.get(in_language(language, name), query)))

    assert found.path == in_language(OTHER[language], name)
    assert parse_qs(found.query) == {key: [value] if isinstance(value, str) else value for key, value in query.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", [model for model in MODELS if model not in (Project, PublicRun)])
def test_an_address_of_the_other_language_leads_to_the_pages_own(client, model, language):
    entry = make(model, title_sl="Zeleni načrt", title_en="A green plan")
    foreign_slug = {"sl": entry.slug_en, "en": entry.slug_sl}[language]

    response = client.get(in_language(language, model.kind, foreign_slug))

    assert (response.status_code, response["Location"]) == (301, entry.addresses()[language])


def test_an_address_of_the_pages_language_goes_before_that_of_another(client):
    first = make(Practice, title_sl="Prva", slug_sl="skupni", slug_en="common")
    second = make(Practice, title_sl="Druga", slug_sl="drugi", slug_en="skupni")

    pages = [client.get(in_language(language, "practice", "skupni")) for language in LANGUAGES]

    assert [page.context["entry"] for page in pages] == [first, second]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_of_the_other_languages_pages_is_not_found(client, language):
    """A list's name in one language says nothing under the other."""
    paths = {code: in_language(code, "practice_list")[4:] for code in LANGUAGES}

    response = client.get(f"/{language}/{paths[OTHER[language]]}")

    assert response.status_code == (404 if paths["sl"] != paths["en"] else 200)


@pytest.mark.parametrize("query", ["", "?a=b"])
def test_the_root_leads_to_the_slovenian_home(client, query):
    response = client.get(f"/{query}", headers={"accept-language": "en"})

    assert (response.status_code, response["Location"]) == (302, "/sl/")


# --- The address decides, and nothing else ---


@pytest.mark.any_database
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_neither_browser_nor_cookie_changes_the_language(client, name, language):
    client.cookies["django_language"] = OTHER[language]

    response = client.get(in_language(language, name), headers={"accept-language": OTHER[language]})

    assert response["Content-Language"] == language
    assert text(response).count(f'<html lang="{language}">') == 1


def varies(response):
    return {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}


@pytest.mark.any_database
@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_same_for_every_browser(client, name):
    response = client.get(in_language("sl", name))

    assert varies(response) & {"accept-language", "cookie"} == set()
    assert response.cookies == {}


@pytest.mark.any_database
@pytest.mark.parametrize("model", MODELS)
def test_the_page_of_an_entry_is_the_same_for_every_browser(client, model):
    response = client.get(make(model).get_absolute_url())

    assert varies(response) & {"accept-language", "cookie"} == set()
    assert response.cookies == {}


def test_the_two_languages_do_not_mix_in_what_is_kept(client):
    make(Practice, title_sl="Sonce", title_en="Sun", country="SI", topics=[make_topic("voda", "Voda", "Water")])

    labels = []
    for language in ("sl", "en", "sl"):
        response = client.get(in_language(language, "catalogue"))
        found = {
            group["name"]: [str(value["label"]) for value in group["values"]] for group in response.context["facets"]
        }
        labels.append([*found["topic"], *found["country"]])

    assert labels == [["Voda", "Slovenija"], ["Water", "Slovenia"], ["Voda", "Slovenija"]]


@pytest.mark.any_database
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_leads_to_a_search_in_its_own_words(client, language):
    term = make(Term, title_sl="Zeleni načrt", title_en="A green plan")

    response = client.get(term.addresses()[language])

    words = {"sl": "Zeleni%20na%C4%8Drt", "en": "A%20green%20plan"}[language]
    assert text(response).count(f'href="{in_language(language, "catalogue")}?q={words}"') == 1
