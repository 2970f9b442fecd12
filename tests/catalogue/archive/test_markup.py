"""What becomes of the markup of a page where no server answers."""

import pytest

from catalogue.archive.markup import Page, css_links, fragments, links, placed_css, placed_xml

PLACES = {"/a/": "../a/index.html", "/p.webp": "../p.webp", "/q.webp": "../q.webp", "/s.js": "../s.js"}


def frozen(text):
    def place(link):
        return link if link.startswith(("https:", "#")) else PLACES.get(link)

    def search(action):
        return ("../search.html", "practice") if action == "/list/" else None

    return Page(place, search, "Not <here>").frozen(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a class="x" href="/a/">A</a>', '<a class="x" href="../a/index.html">A</a>'),
        ("<a href='/a/'>A</a>", '<a href="../a/index.html">A</a>'),
        ('<a href="/gone/">A</a>', '<a class="not-here">A</a>'),
        ('<a class="button" href="/gone/">A</a>', '<a class="not-here button">A</a>'),
        ('<a href="https://else.example/">A</a>', '<a href="https://else.example/">A</a>'),
        ('<img src="/gone.webp" alt="x">', ""),
        (
            '<img src="/p.webp" srcset="/p.webp 400w, /gone.webp 600w, /q.webp 800w" alt="a > b">',
            '<img src="../p.webp" srcset="../p.webp 400w, ../q.webp 800w" alt="a > b">',
        ),
        ('<link rel="canonical" href="/a/">', ""),
        ('<link rel="preload" href="/a/">', ""),
        (
            '<link rel="alternate" hreflang="sl" href="/a/">',
            '<link rel="alternate" hreflang="sl" href="../a/index.html">',
        ),
        ('<script src="/s.js" defer></script>', '<script src="../s.js" defer></script>'),
        ('<script src="/gone.js"></script>', ""),
        ('<script type="application/ld+json">{"a": "<a href=/x/>"}</script>',) * 2,
        ('<!-- <a href="/gone/"> -->',) * 2,
        ('<input data-suggest="/s/" name="q">', '<input name="q">'),
        ('<meta property="og:image" content="/p.webp">', ""),
        ('<meta name="twitter:card" content="summary">', ""),
        ('<meta name="description" content="x">',) * 2,
        ("<ul>\n\n    <li>\n   A  b\n\n c\n  </li>\n</ul>", "<ul>\n<li>\nA  b\n\n c\n</li>\n</ul>"),
        ("<p><b>A</b> <i>b</i></p>\n  <pre>\n\n  c\n</pre>", "<p><b>A</b> <i>b</i></p>\n<pre>\n\n  c\n</pre>"),
        ("<textarea>\n\n a</textarea> <script>\n\n  b()\n</script>",) * 2,
        ('<form method="post" action="/x/"><input></form>', '<p class="not-here">Not &lt;here&gt;</p>'),
        ('<form action="/other/"><input></form>', '<p class="not-here">Not &lt;here&gt;</p>'),
        (
            '<form class="f" action="/list/" method="get"><input name="q"></form>',
            (
                '<form action="../search.html" class="f" method="get">'
                '<input type="hidden" name="kind" value="practice"><input name="q"></form>'
            ),
        ),
    ],
)
def test_a_piece_of_a_page_becomes_what_works_without_a_server(before, after):
    assert frozen(before) == after


def test_links_of_a_page_are_those_that_a_reader_can_follow_or_a_browser_fetches():
    page = (
        '<link rel="stylesheet" href="/c.css"><link rel="canonical" href="/no/"><a href="/a/?x=1&amp;y=2">'
        '<img src="/p.webp" srcset="/q.webp 2x"><form action="/no/"></form><script src="/s.js"></script>'
        '<script>"<a href=\'/no/\'>"</script><!-- <a href="/no/"> -->'
    )

    assert sorted(links(page)) == ["/a/?x=1&y=2", "/c.css", "/p.webp", "/q.webp", "/s.js"]


def test_fragments_are_ids_and_names():
    assert fragments('<p id="a"><a name="b"><input id=\'c\'>') == {"a", "b", "c"}


def test_a_style_sheet_and_a_feed_keep_their_addresses_beside_them():
    style = 'a{src:url("../f.woff2")} b{background:url(data:x)}'

    assert css_links(style) == ["../f.woff2"]
    assert placed_css(style, {"../f.woff2": "g.woff2"}.get) == 'a{src:url("g.woff2")} b{background:url(data:x)}'
    assert (
        placed_xml('<link href="/a/"/><link href="/b/"/>', PLACES.get)
        == '<link href="../a/index.html"/><link href="/b/"/>'
    )


def test_an_unfinished_tag_takes_no_time():
    assert frozen("<a " + 'b="c" ' * 5000 + '"') is not None
