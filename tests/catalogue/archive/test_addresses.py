"""Addresses of the portal become files, and links ways from one file to another."""

import pytest

from catalogue.archive.addresses import file_of, internal, narrowing, numbered, relative

SITE = "https://portal.example"
ATTACHMENT = 'attachment; filename="kazalnik.csv"'


@pytest.mark.parametrize(
    ("address", "content_type", "disposition", "file"),
    [
        ("/sl/", "text/html", "", "sl/index.html"),
        ("/en/good-practices/a-b/", "text/html", "", "en/good-practices/a-b/index.html"),
        ("/en/catalogue/?page=2", "text/html", "", "en/catalogue/page-2.html"),
        ("/en/feeds/", "application/atom+xml", "", "en/feeds/index.xml"),
        ("/en/tools/indicators/x/csv/", "text/csv", ATTACHMENT, "en/tools/indicators/x/csv/kazalnik.csv"),
        (
            "/files/practice/3/picture/800",
            "image/webp",
            'attachment; filename="../../x.webp"',
            "files/practice/3/picture/800.webp",
        ),
        ("/en/x/file/", "application/pdf", 'attachment; filename="../../etc/passwd"', "en/x/file/index.pdf"),
        ("/api/v1/entries/term/x", "application/json", "", "api/v1/entries/term/x.json"),
        ("/static/css/portal.css", "text/css", "", "static/css/portal.css"),
        ("/en/events.ics", "text/calendar", "", "en/events.ics"),
    ],
)
def test_an_answer_has_one_file(address, content_type, disposition, file):
    assert file_of(address, content_type, disposition) == file


@pytest.mark.parametrize(
    "path", ["/en/../../etc/passwd", "/en/%2e%2e/%2e%2e/x/", "/en/a%2Fb%00/", "/en/" + "x" * 300 + "/"]
)
def test_no_address_leaves_the_folder(path):
    parts = file_of(path, "text/html").split("/")

    assert ".." not in parts
    assert max(map(len, parts)) <= 100


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("?page=2", ("/en/catalogue/", (("page", "2"),), "")),
        ("../map/#europe", ("/en/map/", (), "europe")),
        (f"{SITE}/sl/", ("/sl/", (), "")),
        ("webcal://portal.example/en/events.ics", ("/en/events.ics", (), "")),
        ("https://elsewhere.example/en/", None),
        ("//elsewhere.example/en/", None),
        ("mailto:a@example.org", None),
        ("http://[broken", None),
    ],
)
def test_a_link_is_known_as_the_portals_own(link, found):
    assert internal(link, "/en/catalogue/", SITE) == found


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ([], "/x/"),
        ([("page", "1")], "/x/"),
        ([("page", "12")], "/x/?page=12"),
        ([("page", "-1")], "/x/"),
        ([("page", "9" * 20)], "/x/"),
    ],
)
def test_pages_of_a_list_have_numbers(query, address):
    assert numbered("/x/", query) == address


@pytest.mark.parametrize(
    ("query", "kind", "asked"),
    [
        ([("page", "2")], "practice", ""),
        ([("q", "")], "", ""),
        ([("q", "zelena streha"), ("page", "2")], "practice", "kind=practice&q=zelena+streha"),
        ([("topic", "water"), ("topic", "soil")], "", "topic=water&topic=soil"),
    ],
)
def test_what_narrows_a_list_is_asked_of_the_search(query, kind, asked):
    assert narrowing(query, kind) == asked


@pytest.mark.parametrize(
    ("target", "source", "way"),
    [
        ("en/map/index.html", "en/index.html", "map/index.html"),
        ("static/a.css", "en/x/y/index.html", "../../../static/a.css"),
        ("index.html", "index.html", "index.html"),
    ],
)
def test_ways_are_relative_and_end_in_a_file(target, source, way):
    assert relative(target, source) == way
    assert relative(target, source, "q=a", "b") == f"{way}?q=a#b"
