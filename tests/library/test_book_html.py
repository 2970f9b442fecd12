"""The text of a chapter as HTML: escaped, linked, numbered, with its works and notes."""

import re
from collections import Counter

import pytest

from library.books.figures import Figure
from library.books.html import Library, Writer, clean, minutes
from library.books.numbering import number_captions
from library.books.tree import parse
from library.books.works import Work, in_order, in_text, short_name

ENEA = Work("enea", "", "Smernice za cone", "Ente (ENEA)", "2014", "https://example.org/enea", "it")
DELO = Work("delo-2020", "Novak, A., Žagar, B.", "Delo & <b>cone</b>", "Založba", "2020", "", "sl")
MAP = Figure(
    key="map",
    address="/files/figures/3",
    narrower=(("/files/figures/3/480", 480),),
    width=800,
    height=600,
    alt="Zemljevid z <dvema> conama",
    alt_language="",
    caption="Cones & roads",
    caption_language="en",
    rights="A. Novak, CC BY 4.0",
    stored=None,
)
BARE = MAP._replace(key="bare", narrower=(), width=None, height=None, caption="", rights="")


class Shelf(Library):
    """Knows a place, a term, an analysis, works, two sections and two figures."""

    def entry(self, kind, name):
        return ("Cona <Jug>", "/sl/kraji/cona/") if (kind, name) == ("place", "cona") else None

    def term(self, name):
        return ("APEA", "Okoljsko opremljeno območje.", "/sl/pojmi/apea/") if name == "apea" else None

    def analysis(self, key):
        return ("Huff", "/sl/orodja/huff/") if key == "huff" else None

    def work(self, key):
        return {"enea": ENEA, "delo-2020": DELO, "pub:12": ENEA._replace(key="pub:12")}.get(key)

    def place(self, to, name):
        return {
            ("sec", "money"): ("razdelek »Denar«", "#c7-money"),
            ("sec", "12/why"): ("razdelek »Zakaj« v poglavju 2.3", "/sl/poglavja/drugo/#c12-why"),
            ("fig", "map"): ("slika 2.1", "#c7_fig-map"),
        }.get((to, name))

    def figure(self, key):
        return {"map": MAP, "bare": BARE}.get(key)


def writer(text):
    return Writer(parse(text), Shelf(), "c7")


def html(text):
    return clean(writer(text).html())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("A *b* **c** `d`", "<p>A <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("- a\n  - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("a\\\nb", "<p>a<br>b</p>"),
        ("---", "<hr>"),
        ("[Jug](entry:place:cona)", '<p><a href="/sl/kraji/cona/">Jug</a></p>'),
        ("[](entry:place:cona)", '<p><a href="/sl/kraji/cona/">Cona &lt;Jug&gt;</a></p>'),
        ("[Sever](entry:place:ni)", '<p>Sever <span class="quiet">(ni več javno)</span></p>'),
        ("[](entry:place:ni)", "<p></p>"),
        ("[model](analysis:huff)", '<p><a href="/sl/orodja/huff/">model</a></p>'),
        ("[vir](https://example.org)", '<p><a href="https://example.org" rel="noopener">vir</a></p>'),
        ("[x](javascript:alert(1))", "<p>x</p>"),
        ("[](sec:money)", '<p><a href="#c7-money">razdelek »Denar«</a></p>'),
        ("[](sec:12/why)", '<p><a href="/sl/poglavja/drugo/#c12-why">razdelek »Zakaj« v poglavju 2.3</a></p>'),
        ("Glej [](fig:map).", '<p>Glej <a href="#c7_fig-map">slika 2.1</a>.</p>'),
        ("[tam](fig:ni)", '<p>tam <span class="quiet">(ni več javno)</span></p>'),
        ("[](tab:ni)", '<p><span class="quiet">(ni več javno)</span></p>'),
        ("![](figure:ni)", ""),
        ("[o denarju](sec:money)", '<p><a href="#c7-money">o denarju</a></p>'),
        ("[@enea, str. 12]", '<p>(<a href="#c7_work-enea">ENEA, 2014, str. 12</a>)</p>'),
        (
            "[@enea; @delo-2020]",
            '<p>(<a href="#c7_work-enea">ENEA, 2014</a>; <a href="#c7_work-delo-2020">Novak in Žagar, 2020</a>)</p>',
        ),
        ("[@ni]", "<p>(ni)</p>"),
        ("[@pub:12]", '<p>(<a href="#c7_work-pub.12">ENEA, 2014</a>)</p>'),
        ("[@pub:13]", '<p>(<span class="quiet">(ni več javno)</span>)</p>'),
        ("## Kako", "<h2>Kako</h2>"),
    ],
)
def test_what_is_typed_is_written(typed, found):
    assert html(typed).strip() == found


def test_a_heading_has_its_anchor_with_a_link_to_it():
    assert html("## Kako {#how}").strip() == (
        '<h2 id="c7-how">Kako <a class="anchor" href="#c7-how" aria-label="Povezava do razdelka »Kako«">#</a></h2>'
    )


def test_a_term_brings_its_definition_along():
    assert html("[območje](term:apea)").strip() == (
        '<p><a class="term" href="/sl/pojmi/apea/" data-term="APEA" '
        'data-definition="Okoljsko opremljeno območje.">območje</a></p>'
    )


def test_a_table_says_what_heads_its_rows_and_columns():
    table = html("Table: Cone {#tab-cone}\n\n| Cona | Podjetja |\n|---|--:|\n| **A** | 1 |")

    assert re.findall("<(t[hd](?: [^>]*)?)>", table) == [
        'th scope="col"',
        'th scope="col" class="align-right"',
        'th scope="row"',
        'td class="align-right"',
    ]
    assert (table.count('<table id="c7_tab-cone">'), table.count("<caption>Cone</caption>")) == (1, 1)


def test_a_figure_says_what_it_shows_its_caption_and_whose_it_is():
    assert html("![](figure:map)").strip() == (
        '<figure id="c7_fig-map" class="picture"><img src="/files/figures/3" alt="Zemljevid z &lt;dvema&gt; conama" '
        'srcset="/files/figures/3/480 480w, /files/figures/3 800w" sizes="(max-width: 56rem) 92vw, 40rem" '
        'width="800" height="600" loading="lazy"><figcaption><span lang="en">Cones &amp; roads</span> '
        '<span class="rights">A. Novak, CC BY 4.0</span></figcaption></figure>'
    )


def test_a_bare_figure_is_only_an_image():
    assert html("![](figure:bare)").strip() == (
        '<figure id="c7_fig-bare" class="picture">'
        '<img src="/files/figures/3" alt="Zemljevid z &lt;dvema&gt; conama" loading="lazy"></figure>'
    )


def test_figures_and_tables_carry_their_numbers():
    document = parse("![](figure:map)\n\n![](figure:ni)\n\nTable: Cone\n\n| A |\n|---|\n| 1 |\n\n![](figure:map)")
    found = number_captions(document, {"map", "bare"}, "2.1", Counter({("fig", "2"): 3}))

    text = clean(Writer(document, Shelf(), "c7").html())

    assert (found, re.findall(r'caption-number">([^<]*)<', text)) == (
        {("fig", "map"): "2.4"},
        ["Slika 2.4:", "Tabela 2.1:", "Slika 2.4:"],
    )
    assert text.count('id="c7_fig-map"') == 1


def test_a_footnote_used_three_times_has_three_ids_and_three_ways_back():
    text = html("A[^x] b[^x] c[^x].\n\n[^x]: Opomba.")

    ids = re.findall(r'id="(c7_note-1-from-\d)"', text)
    assert ids == ["c7_note-1-from-1", "c7_note-1-from-2", "c7_note-1-from-3"]
    assert re.findall(r'href="#(c7_note-1-from-\d)"', text) == ids


def test_the_bibliography_lists_what_was_cited_once_in_its_order():
    made = writer("[@enea] [@delo-2020] [@enea, str. 2]")
    made.html()

    assert clean(made.bibliography()) == (
        '<ul class="works"><li id="c7_work-enea"><a href="https://example.org/enea" rel="noopener">'
        '<cite lang="it">Smernice za cone</cite></a> (2014). Ente (ENEA).</li>'
        '<li id="c7_work-delo-2020">Novak, A., Žagar, B. (2020). '
        '<cite lang="sl">Delo &amp; &lt;b&gt;cone&lt;/b&gt;</cite>. Založba.</li></ul>\n'
    )


def test_no_id_stands_twice_in_a_text_with_everything():
    table = "Table: T {#tab-a}\n\n| a |\n|---|\n| b |\n\n"
    headings = "".join(
        f"## A {{#{anchor}}}\n\n" for anchor in ("a", "a", "a-2", "note-1", "work-enea", "fig-map", "tab-a")
    )
    text = html(f"{headings}{table}{table}![](figure:map)\n\n![](figure:map)\n\n[@enea] X[^1] y[^1]\n\n[^1]: E")

    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) > 5


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](JaVaScRiPt:alert(1))",
        "![x](javascript:alert(1))",
        '[x](https://a.b/"onmouseover="alert(1))',
        "## <svg/onload=alert(1)> {#a}",
        "| <script>1</script> |\n|---|\n| b |",
        "[^1]\n\n[^1]: <script>1</script>",
        "```\n</code><script>1</script>\n```",
        "[@enea, <script>1</script>]",
    ],
)
def test_scripts_are_text(typed):
    written = html(typed)

    assert re.findall(r"<(?:script|img|svg)|javascript:|<[^>]*\son", written, re.IGNORECASE) == []


@pytest.mark.parametrize(
    ("work", "name"),
    [
        (Work("a", "Novak, A."), "Novak"),
        (Work("a", "Ansell, C., Gash, A."), "Ansell in Gash"),
        (Work("a", "Prodi, E., Frattini, F., Nicolli, F."), "Prodi in dr."),
        (Work("a", "van Boers, L., Tyrkko, K.-P."), "van Boers in Tyrkko"),
        (Work("a", "UNIDO"), "UNIDO"),
        (Work("a", "", "T", "Bundesinstitut (BBSR)"), "BBSR"),
        (Work("a", "", "T", "Občina Koper"), "Občina Koper"),
        (Work("a", "", "Dolg naslov " * 10), "Dolg naslov Dolg naslov Dolg naslov Dolg naslov Dolg naslov …"),
    ],
)
def test_a_work_is_named_by_who_wrote_it(work, name):
    assert short_name(work) == name


def test_a_work_without_a_year_says_so():
    assert in_text(Work("a", "Novak, A."), "str. 3") == "Novak, b.\u00a0l., str. 3"


def test_works_stand_in_the_slovenian_alphabet():
    names = ["Žagar", "Šolar", "Zupan", "Čeh", "Cizej"]

    found = in_order([Work(name, f"{name}, A.") for name in names])

    assert [work.key for work in found] == ["Cizej", "Čeh", "Šolar", "Zupan", "Žagar"]


@pytest.mark.parametrize(("words", "count"), [(0, 1), (200, 1), (290, 1), (310, 2), (1000, 5)])
def test_reading_takes_a_minute_for_two_hundred_words(words, count):
    assert minutes(parse("beseda " * words)) == count
