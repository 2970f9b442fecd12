"""A whole book on one page: no id twice, its links stay on it, and it costs the same whatever it holds."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from library.books.whole import css_text
from library.models import Book, Chapter, Practice
from tests.factories import make, make_figure

pytestmark = pytest.mark.django_db
EVERYTHING = """Glej [](sec:how), [](sec:other/how), [sosed](entry:chapter:other), [](fig:map), [](tab:x).

## Kako {#how}

![](figure:map)

Table: Cone {#tab-x}

| A |
|---|
| 1 |

[@delo] in še[^1] enkrat[^1]. [para](entry:practice:PRACTICE)

[^1]: Opomba.
"""


@pytest.fixture
def book():
    """Two chapters with all that has an id, below a part, and a draft."""
    book, practice = make(Book, title_sl='Vse "o" conah', slug_en="all-about"), make(Practice)
    text = EVERYTHING.replace("PRACTICE", str(practice.pk))
    make(Chapter, book=book, order=1, role="part", number="I", title_sl="Del")
    for order, name in ((2, "first"), (3, "other")):
        chapter = make(Chapter, book=book, order=order, number=str(order), external_id=name, body_sl=text)
        make_figure(chapter, "map")
        chapter.references.create(key="delo", author="Kos, A.", title="Delo", year="2020")
    make(Chapter, book=book, order=4, body_sl="Skrito.", published=False)
    return book


def address_of(book, name="whole_book"):
    return reverse(name, args=[book.slug_sl])


def page_of(client, book):
    return client.get(address_of(book)).text


def test_no_id_stands_twice_and_every_inner_link_has_its_place(client, book):
    page = page_of(client, book)

    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) - set(ids) == set()


def test_links_between_chapters_stay_on_the_page(client, book):
    page = page_of(client, book)

    chapters = list(book.chapters.published())
    assert [page.count(f'href="{chapter.get_absolute_url()}') for chapter in chapters] == [0, 0, 0]
    other = chapters[2]
    assert page.count(f'<a href="#c{other.pk}-how">razdelek »Kako« v poglavju 3</a>') == 1
    assert page.count(f'<a href="#c{other.pk}">sosed</a>') == 2
    assert page.count(f'<a href="{Practice.objects.get().get_absolute_url()}">para</a>') == 2


def test_headings_of_a_chapter_stand_below_its_own(client, book):
    headings = re.findall(r"<(h\d) id=\"c\d+(?:_title|-how)\"", page_of(client, book))

    assert headings == ["h2", "h2", "h3", "h2", "h3"]


def test_search_engines_are_led_to_the_chapters(client, book):
    page = page_of(client, book)

    assert (page.count('<meta name="robots" content="noindex">'), page.count('rel="canonical"')) == (1, 0)


def test_a_draft_is_not_on_it(client, book):
    assert page_of(client, book).count("Skrito.") == 0


def test_the_page_of_the_book_leads_to_it_in_both_languages(client, book):
    for language in ("sl", "en"):
        with translation.override(language):
            address = reverse("whole_book", args=[getattr(book, f"slug_{language}")])
            assert client.get(book.get_absolute_url()).text.count(f'href="{address}"') == 1
            assert client.get(address).status_code == 200


def test_an_address_of_the_other_language_leads_on(client, book):
    response = client.get(reverse("whole_book", args=[book.slug_en]))

    assert (response.status_code, response["Location"]) == (301, address_of(book))


@pytest.mark.parametrize("how", ["withdrawn", "without a text", "never there"])
def test_what_cannot_be_read_has_no_such_page(client, book, how):
    if how == "withdrawn":
        book.withdraw()
    if how == "without a text":
        book = make(Book)
    address = reverse("whole_book", args=["ni-je"]) if how == "never there" else address_of(book)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("chapters", [1, 20])
def test_the_page_costs_two_queries_however_long_the_book_is(client, book, chapters, django_assert_num_queries):
    for number in range(chapters):
        make(Chapter, book=book, order=10 + number, number=f"9.{number}", body_sl="Besedilo.")
    page_of(client, book)

    with django_assert_num_queries(2):
        page_of(client, book)


@pytest.mark.parametrize("chapters", [1, 20])
def test_a_changed_book_is_asked_for_at_once(client, book, chapters, django_assert_max_num_queries):
    for number in range(chapters):
        chapter = make(Chapter, book=book, order=10 + number, number=f"9.{number}", body_sl="![](figure:map)")
        make_figure(chapter, "map")
    client.get("/sl/")  # what every page needs

    with django_assert_max_num_queries(12):
        page_of(client, book)


SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def hostile():
    """A book with a script in every field that people write."""
    book = make(Book, title_sl=f"Knjiga {SCRIPT}", summary_sl=SCRIPT)
    table = f"Table: {SCRIPT}\n\n| {SCRIPT} |\n|---|\n| b |"
    text = f"## {SCRIPT} {{#how}}\n\n![](figure:map)\n\n{table}\n\n[@delo] [](sec:how)"
    chapter = make(Chapter, book=book, order=1, number="1", title_sl=f"Cone {SCRIPT}", summary_sl=SCRIPT, body_sl=text)
    words = dict.fromkeys(("alt_sl", "caption_sl", "credit", "licence"), SCRIPT)
    make_figure(chapter, "map", **words)
    chapter.references.create(key="delo", author=SCRIPT, title=SCRIPT, publisher=SCRIPT)
    return book


def test_a_script_is_text_wherever_a_book_is_read(client, hostile):
    chapter = hostile.chapters.get()
    pages = [hostile.get_absolute_url(), chapter.get_absolute_url(), address_of(hostile)]
    pages += [f"{address_of(hostile, 'search_book')}?q=alert", address_of(hostile, "print_style")]

    answers = [client.get(page).text for page in pages]

    assert [answer.count(SCRIPT) for answer in answers] == [0] * 5
    assert [answer.count("&lt;script&gt;") > 0 for answer in answers[:4]] == [True] * 4


# --- On paper ---


def test_running_titles_are_those_of_the_book_and_its_chapters(client, book):
    style = client.get(address_of(book, "print_style"))

    first = book.chapters.get(external_id="first")
    assert style["Content-Type"] == "text/css; charset=utf-8"
    assert style.text.count(r'@top-left { content: "Vse \22 o\22  conah"; }') == 1
    assert style.text.count(f'@page c{first.pk} {{ @top-right {{ content: "2 {first.title_sl}"; }} }}') == 1


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ('a"b', r'"a\22 b"'),
        ("</style>", r'"\3c \2f style\3e "'),
        ("\\", r'"\5c "'),
        ("a\nb", r'"a\a b"'),
        ("Cone č", '"Cone č"'),
    ],
)
def test_what_means_something_in_a_style_is_a_letter(typed, written):
    assert css_text(typed) == written
