"""The text of books as pure functions: the tree, numbers, sections and what is older than its source."""

import pytest

from library.books.numbering import Placed, caption_number, numbers
from library.books.tree import Cited, parse
from publishing.sections import checked, sections, stale, with_anchors


def kinds(text):
    return [node.kind for node in parse(text).walk()]


def only(text, kind):
    [found] = [node for node in parse(text).walk() if node.kind == kind]
    return found


# --- The tree ---


@pytest.mark.parametrize(
    ("typed", "kind", "data"),
    [
        ("## Kako {#how}", "heading", {"level": 2, "anchor": "how"}),
        ("## Kako", "heading", {"level": 2, "anchor": ""}),
        ("![](figure:map)", "figure", {"key": "map"}),
        ("[](sec:how)", "reference", {"to": "sec", "target": "how"}),
        ("[](sec:chapter-two/how)", "reference", {"to": "sec", "target": "chapter-two/how"}),
        ("[](fig:map)", "reference", {"to": "fig", "target": "map"}),
        ("[cona](entry:place:ponterosso)", "portal_link", {"to": "entry", "target": "place:ponterosso"}),
        ("[APEA](term:apea)", "portal_link", {"to": "term", "target": "apea"}),
        ("[vir](https://example.org/a?b=1)", "link", {"address": "https://example.org/a?b=1"}),
        ("[x](javascript:alert(1))", "dead_link", {"address": "javascript:alert(1)"}),
        ("[x](data:text/html,1)", "dead_link", {"address": "data:text/html,1"}),
        ("[@enea]", "citation", {"cited": [Cited("enea")]}),
        ("[@enea, str. 12]", "citation", {"cited": [Cited("enea", "str. 12")]}),
        ("[@a; @pub:12, p. 3]", "citation", {"cited": [Cited("a"), Cited("pub:12", "p. 3")]}),
    ],
)
def test_what_is_typed_becomes_a_node(typed, kind, data):
    assert only(typed, kind).data == data


@pytest.mark.parametrize("typed", ["[@]", "[@enea", "[ime@example.org]", "`[@enea]`", "[@a](https://example.org)"])
def test_what_only_looks_like_a_citation_is_none(typed):
    assert "citation" not in kinds(typed)


def test_html_is_text():
    assert parse("<script>alert(1)</script>").words() == "<script>alert(1)</script>"


def test_a_table_has_a_caption_an_anchor_and_headers_of_its_rows():
    table = only(
        "Table: Cone *leta 2022* {#tab-cone}\n\n| Cona | Podjetja |\n|---|--:|\n| **A** | 1 |\n| **B** | 2 |", "table"
    )

    caption = "".join(node.words() for node in table.data["caption"])
    assert (caption, table.data["anchor"], table.data["row_headers"]) == ("Cone leta 2022", "cone", True)
    assert [cell.data["align"] for cell in table.children[0].children] == ["", "right"]


def test_a_footnote_may_be_used_several_times():
    document = parse("Ena[^a] in dve[^a].\n\n[^a]: Opomba [@vir].")

    assert [node.data for node in document.walk() if node.kind == "note_reference"] == [
        {"note": 0, "time": 0},
        {"note": 0, "time": 1},
    ]
    assert document.data["notes"][0].words() == "Opomba ."


def test_blocks_know_their_lines():
    document = parse("Uvod.\n\n## Prvi\n\n- a\n- b\n\n| x |\n|---|\n| y |\n")

    assert [(node.kind, node.line) for node in document.children] == [
        ("paragraph", 1),
        ("heading", 3),
        ("list", 5),
        ("table", 8),
    ]


# --- Numbers ---


def test_numbers_follow_roles_and_levels():
    placed = [
        *(Placed("front"), Placed("part"), Placed("chapter"), Placed("chapter", 2), Placed("chapter", 2)),
        *(Placed("chapter"), Placed("part"), Placed("chapter"), Placed("appendix")),
    ]

    assert numbers(placed) == ["", "I", "1", "1.1", "1.2", "2", "II", "3", "A"]


@pytest.mark.parametrize(
    ("placed", "found"),
    [
        (
            [("chapter", 1), ("chapter", 2), ("chapter", 3), ("chapter", 3), ("chapter", 2)],
            ["1", "1.1", "1.1.1", "1.1.2", "1.2"],
        ),
        ([("appendix", 1)] * 28, [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB"]),
        ([("part", 1)] * 14, ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV"]),
        ([("appendix", 1), ("appendix", 2), ("chapter", 1)], ["A", "A.1", "1"]),
        ([], []),
    ],
)
def test_each_role_counts_for_itself(placed, found):
    assert numbers([Placed(*one) for one in placed]) == found


@pytest.mark.parametrize(
    ("chapter", "place", "number"), [("2", 3, "2.3"), ("2.1", 4, "2.4"), ("A", 1, "A.1"), ("", 2, "2")]
)
def test_figures_count_within_the_chapter_of_the_first_level(chapter, place, number):
    assert caption_number(chapter, place) == number


# --- Sections ---


def text_of(**parts):
    return "".join(f"## {name.upper()} {{#{name}}}\n\n{words}\n\n" for name, words in parts.items())


def test_a_text_is_cut_at_every_heading():
    found = sections("Uvod.\n\n## Ena {#one}\n\nA\n\n### Dva\n\nB\n\n```\n## ni naslov\n```\n")

    assert [(part.anchor, part.heading, part.level) for part in found] == [
        ("top", "", 0),
        ("one", "Ena", 2),
        ("dva", "Dva", 3),
    ]


def test_sections_put_together_are_the_text():
    text = "Uvod.\n\n## Ena {#one}\nA\n\n### Dva\n\nB"

    assert "".join(part.text for part in sections(text)) == text


@pytest.mark.parametrize(
    ("text", "given", "found"),
    [
        ("## Kako ravnati\n", (), "## Kako ravnati {#kako-ravnati}\n"),
        ("## Kako {#how}\n", (), "## Kako {#how}\n"),
        ("## Kako\n\n## Kako\n", (), "## Kako {#kako}\n\n## Kako {#kako-2}\n"),
        ("## How\n\n## Why\n", ("kako", "zakaj"), "## How {#kako}\n\n## Why {#zakaj}\n"),
        ("## 城市\n", (), "## 城市 {#section}\n"),
        ("Brez naslova.", (), "Brez naslova."),
    ],
)
def test_headings_get_anchors_once(text, given, found):
    assert with_anchors(text, given) == found
    assert with_anchors(found) == found


def test_an_anchor_stays_when_its_heading_changes():
    assert with_anchors("## Kako zares {#kako}\n") == "## Kako zares {#kako}\n"


def test_what_is_older_missing_and_superfluous_is_told_by_anchors():
    old, new = text_of(a="x", b="y", c="z"), text_of(a="x'", c="z", b="y", d="w")

    assert stale(old, new) == ({"a"}, {"d"}, set())
    assert stale(new, old) == ({"a"}, set(), {"d"})


@pytest.mark.parametrize("anchor", ["a", "d", "c"])
def test_checking_one_section_clears_it_alone(anchor):
    old, new = text_of(a="x", b="y", c="z"), text_of(a="x'", b="y", d="w")

    left = stale(checked(old, new, anchor), new)

    before = stale(old, new)
    assert left == tuple(some - {anchor} for some in before)


def test_when_all_is_checked_nothing_is_marked():
    old, new = text_of(a="x", c="z"), text_of(a="x'", d="w")
    for anchor in "acd":
        old = checked(old, new, anchor)

    assert old == new
