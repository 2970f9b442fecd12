"""Sheets: the page of an entry as a tagged PDF; it says what the page says, and is made once until that changes."""

import io
from unittest.mock import patch

import pytest
from django.core.cache import caches
from django.db import models
from django.utils import translation
from django.utils.html import escape
from pypdf import PdfReader

from catalogue.apart import BUSY, TOO_LONG, UNREADABLE, Refused
from catalogue.documents import sheets
from catalogue.documents.page_reading import read_page, words
from library.models import Practice, Publication
from partners.models import Place
from projects.models import Project
from publishing import versions
from tests.catalogue.test_pictures import pictured
from tests.factories import make, make_topic
from tests.publishing.test_standing_on_pages import validated

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> #znak $x$ @ime ~b~ \\n [a](b) *c* &amp; {{ d }}"
KINDS = [Practice, Place, Project, Publication]
SLOVENIAN = {"title_sl": "Skupna para", "problem_sl": "Vsak ima svoj kotel.", "solution_sl": "Imeli so enega."}


def text_of(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def tags(node):
    """Every element of the structure of a PDF: (its role, its language, its words for what is seen)."""
    node = node.get_object()
    if isinstance(node, list):
        return [found for child in node for found in tags(child)]
    if not isinstance(node, dict) or node.get("/Type") == "/OBJR":
        return []
    own = (node.get("/S"), node.get("/Lang"), node.get("/Alt"))
    return [own, *(tags(node["/K"]) if "/K" in node else [])]


def structure(content):
    return tags(PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"])


def sheet_of(client, entry, language="sl"):
    with translation.override(language):
        return client.get(entry.sheet_address())


@pytest.mark.any_database
@pytest.mark.parametrize("model", KINDS)
def test_a_page_leads_to_its_sheet_which_is_tagged_and_has_title_and_language(client, model):
    entry = make(model, title_sl="Skupna para", title_en="Shared steam")

    with translation.override("en"):
        page = client.get(entry.get_absolute_url())
    response = sheet_of(client, entry, "en")

    document = PdfReader(io.BytesIO(response.content))
    root = document.trailer["/Root"]
    assert page.text.count(f'href="{response.request["PATH_INFO"]}"') == 1
    assert (response["Content-Type"], response["X-Robots-Tag"]) == ("application/pdf", "noindex")
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], len(document.pages)) == ("en", True, 1)
    assert document.metadata.title == f"{getattr(entry, 'acronym', '')} Shared steam".strip()
    assert f"MER portal · http://testserver{entry.addresses()['en']}" in text_of(response.content)


@pytest.mark.any_database
def test_what_people_wrote_is_text_in_every_field(client):
    texts = [field.name for field in Practice._meta.concrete_fields if is_free(field)]
    entry = make(Practice, **dict.fromkeys(texts, HOSTILE), title_sl="Para", title_en="")
    entry.evidence.create(indicator_sl=HOSTILE, source=HOSTILE, after=3)

    text = text_of(sheet_of(client, entry).content)

    article = client.get(entry.get_absolute_url()).text.partition("<article")[2].partition("</article>")[0]
    assert text.replace(" ", "").count(HOSTILE.replace(" ", "")) == article.count(escape(HOSTILE)) > 10


def is_free(field):
    free = isinstance(field, models.CharField | models.TextField) and field.name.endswith("_sl")
    return free and not field.name.startswith(("slug", "title"))


@pytest.mark.any_database
def test_what_is_in_another_language_says_so_and_is_marked(client):
    entry = make(Practice, **SLOVENIAN)

    content = sheet_of(client, entry, "en").content

    assert {language for _role, language, _alt in structure(content)} == {None, "sl"}
    assert "shown in Slovenian" in text_of(content)


@pytest.mark.any_database
def test_facts_evidence_sources_and_the_expert_review_stand_on_the_sheet(client):
    entry = make(
        Practice,
        topics=[make_topic("para", "Para", "Steam")],
        **SLOVENIAN,
        country="SI",
        licence="CC BY 4.0",
        source="https://example.org/vir?a=1",
    )
    entry.evidence.create(indicator_sl="Poraba", unit_sl="MWh", before=1200, after=900.5, year=2020)
    validated(versions.adopt(entry).leading)

    content = sheet_of(client, entry).content

    text = text_of(content)
    told = ["Slovenija", "CC BY 4.0", "https://example.org/vir?a=1", "Poraba MWh 1.200 900,5 2020", "Vredno posnemanja"]
    assert [part for part in told if part not in text] == []
    assert {"/Table", "/TH", "/H1", "/Link", "/L"} <= {role for role, _language, _alt in structure(content)}


@pytest.mark.any_database
def test_a_picture_has_its_words_and_a_lost_one_is_left_out(client):
    entry, lost = pictured(1200), pictured(600)
    lost.image.storage.delete(lost.image.name)
    lost.image.delete_copies()

    found = [
        [alt for _role, _language, alt in structure(sheet_of(client, one).content) if alt] for one in (entry, lost)
    ]

    assert found == [["Hale"], []]


# --- Who gets it ---


@pytest.mark.parametrize("model", KINDS)
def test_what_is_not_public_has_no_sheet_and_what_was_withdrawn_says_so(client, model):
    draft, gone = make(model, published=False), make(model)
    gone.withdraw()

    assert (sheet_of(client, draft).status_code, sheet_of(client, gone).status_code) == (404, 410)


def test_the_address_in_another_language_leads_to_the_sheet(client):
    make(Practice, title_sl="Skupna para", title_en="Shared steam")

    response = client.get("/en/good-practices/skupna-para/pdf/")

    assert (response.status_code, response["Location"]) == (301, "/en/good-practices/shared-steam/pdf/")


# --- Made once ---


@pytest.fixture
def makings():
    with patch.object(sheets, "typeset_apart", wraps=sheets.typeset_apart) as made:
        yield made


@pytest.mark.any_database
def test_a_sheet_is_kept_until_its_page_says_something_else(client, makings):
    entry = make(Practice, **SLOVENIAN)
    first, again = sheet_of(client, entry), sheet_of(client, entry)
    entry.evidence.create(indicator_sl="Poraba", after=1)

    changed = sheet_of(client, entry)

    assert (first.content == again.content, first["ETag"] == again["ETag"], makings.call_count) == (True, True, 2)
    assert ("Poraba" in text_of(changed.content), changed["ETag"] == first["ETag"]) == (True, False)


@pytest.mark.any_database
def test_who_has_it_already_is_told_so_and_nothing_is_made(client, makings):
    entry = make(Practice, **SLOVENIAN)
    first = sheet_of(client, entry)
    second = client.get(entry.sheet_address(), headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, second.content, makings.call_count) == (304, b"", 1)


@pytest.mark.any_database
def test_made_twice_it_is_equal_byte_for_byte(client, makings):
    entry = pictured(600, **SLOVENIAN)

    first = sheet_of(client, entry)
    caches["sheets"].clear()

    assert (sheet_of(client, entry).content == first.content, makings.call_count) == (True, 2)


@pytest.mark.any_database
def test_a_full_disk_costs_no_sheet(client, caplog):
    entry = make(Practice, **SLOVENIAN)

    with patch.object(caches["sheets"], "set", side_effect=OSError("full")):
        response = sheet_of(client, entry)

    assert (response.status_code, response.content[:5]) == (200, b"%PDF-")
    assert [record.levelname for record in caplog.records if record.name == sheets.__name__] == ["ERROR"]


def test_a_sheet_that_is_kept_asks_the_database_no_more_than_its_page(client, django_assert_max_num_queries):
    entry = make(Practice, **SLOVENIAN)
    sheet_of(client, entry)

    with django_assert_max_num_queries(4):
        sheet_of(client, entry)


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("word", "sentence"), [(BUSY, "čez trenutek"), (TOO_LONG, "predolg"), (UNREADABLE, "Napaka je zabeležena")]
)
def test_where_it_cannot_be_set_a_page_says_so_and_when_to_come_again(client, word, sentence, caplog):
    entry = make(Practice, **SLOVENIAN)

    with patch.object(sheets, "typeset_apart", side_effect=Refused(word)):
        response = sheet_of(client, entry)

    assert (response.status_code, response["Retry-After"], response.text.count(sentence)) == (503, "5", 1)
    assert response.text.count(f'href="{entry.get_absolute_url()}"') == 1
    assert [record.levelname for record in caplog.records if record.name == "catalogue.sheets"] == (
        ["ERROR"] if word == UNREADABLE else []
    )


# --- What is read of a page ---


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>Beseda &lt;b&gt;\n  in  <em>druga</em></p>", "Beseda <b> in druga"),
        ('<p>Vidno <span hidden>skrito</span><b class="visually-hidden">slišno</b></p>', "Vidno"),
        ('<nav>pot</nav><button>Kopiraj</button><svg><path d=""/></svg>konec<br>tu', "konec tu"),
        ('<table><thead class="visually-hidden"><tr><th>Leto</th></tr></thead></table>', "Leto"),
    ],
)
def test_paper_holds_what_is_read_and_not_what_is_worked_with(html, said):
    page = read_page(f"<div>{html}</div>", address="http://testserver/sl/", pictures={})

    assert words(page) == said
