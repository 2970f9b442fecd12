"""A volume as EPUB 3: one page a chapter, written from the same tree as the pages of the portal.

With the same text and moment the bytes are the same.
"""

import datetime as dt
import io
import zipfile
from html import escape

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.xml_writing import in_xml
from library.books.figures import for_readers
from library.books.html import Writer, lang

MIMETYPE = "application/epub+zip"
IMAGE_TYPES = {"png": "image/png", "jpg": "image/jpeg"}
EARLIEST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)  # a ZIP archive knows nothing before
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
STYLE = """body { font-family: serif; line-height: 1.5; hyphens: auto; overflow-wrap: break-word; }
h1, h2, h3, h4 { font-family: sans-serif; line-height: 1.25; hyphens: none; break-after: avoid; }
tr, li { break-inside: avoid; } nav ol { list-style: none; padding-left: 1.2em; } nav > ol { padding: 0; }
.number { color: #0b6b4f; } .lead { font-size: 1.1em; }
table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid #999; padding: .3em .5em;
  text-align: left; vertical-align: top; } .align-right { text-align: right; }
figure { margin: 1em 0; } figure img { max-width: 100%; } figcaption, caption { font-size: .9em; text-align: left; }
.rights { display: block; }
aside { font-size: .9em; } .works { list-style: none; padding: 0; }
.works li { margin: 0 0 .4em 1.2em; text-indent: -1.2em; }
"""


class EpubWriter(Writer):
    """The same text as XHTML: links lead to the portal or within the book, notes open where the reader knows how.

    `files` are the pages of the book by the addresses of their chapters; the figures met are gathered in `figures`.
    """

    def __init__(self, document, library, prefix, files):
        super().__init__(document, library, prefix)
        self.files, self.figures = files, {}

    def local(self, address):
        page, hash_, anchor = address.partition("#")
        if not page:
            return address
        return f"{self.files[page]}{hash_}{anchor}" if page in self.files else settings.SITE_URL + address

    def picture(self, found):
        name = self.id(found.key)
        ending, content = for_readers(found)
        self.figures[f"images/{name}.{ending}"] = content
        return f'<img src="images/{name}.{ending}" alt="{escape(found.alt)}"{lang(found.alt_language)}/>'

    def break_(self, node):
        return "<br/>"

    def rule(self, node):
        return "<hr/>\n"

    def heading(self, node):
        level = min(max(node.data["level"], 2), 6)
        name = f' id="{self.anchor(node.data["anchor"])}"' if node.data["anchor"] else ""
        return f"<h{level}{name}>{self.all(node.children)}</h{level}>\n"

    def table(self, node):
        return super().table(node).replace(' tabindex="0"', "").replace(' role="group"', "")

    def term(self, name, inside):
        found = self.library.term(name)
        if found is None:
            return inside
        return f'<a href="{escape(settings.SITE_URL + found[2])}">{inside or escape(found[0])}</a>'

    def note_reference(self, node):
        note, time = node.data["note"], node.data["time"]
        self.times.setdefault(note, []).append(time)
        name = self.id(f"note-{note + 1}")
        mark = f'epub:type="noteref" role="doc-noteref" id="{name}-from-{time + 1}" href="#{name}"'
        return f"<sup><a {mark}>{note + 1}</a></sup>"

    def notes(self):
        return "".join(self.note(*pair) for pair in self.notes_inside())

    def note(self, number, inside):
        name = self.id(f"note-{number + 1}")
        back = " ".join(
            f'<a role="doc-backlink" href="#{name}-from-{time + 1}">↩</a>'
            for time in sorted(self.times.get(number, ()))
        )
        back = f"<p>{back}</p>" if back else ""
        return f'<aside epub:type="footnote" role="doc-footnote" id="{name}">{inside}{back}</aside>\n'


def epub(volume, *, identifier, moment):
    """The bytes of the book. `identifier` names it for good, `moment` dates it."""
    with translation.override(volume.language):
        volume.check()
        pages, figures = pages_of(volume)
        files = {
            "META-INF/container.xml": CONTAINER,
            "EPUB/style.css": STYLE,
            "EPUB/title.xhtml": title_page(volume, moment),
            "EPUB/nav.xhtml": contents(volume),
            **{f"EPUB/{name}": content for name, content in (pages | figures).items()},
            "EPUB/book.opf": package(volume, pages, figures, identifier, moment),
        }
    return archive(files, moment)


def pages_of(volume):
    """({name: page} of the chapters, {name: bytes} of the figures in them)"""
    files = {leaf.address: f"c{leaf.pk}.xhtml" for leaf in volume.leaves}
    pages, figures = {}, {}
    for leaf in volume.leaves:
        writer = EpubWriter(leaf.document, leaf.library, f"c{leaf.pk}", files)
        pages[files[leaf.address]] = page(leaf, writer, volume.language)
        figures |= writer.figures
    return pages, figures


def archive(files, moment):
    """A ZIP archive whose first part is its type, not compressed."""
    buffer, date = io.BytesIO(), max(moment, EARLIEST).timetuple()[:6]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("mimetype", date), MIMETYPE, zipfile.ZIP_STORED)
        for name, content in files.items():
            data = in_xml(content).encode() if isinstance(content, str) else content
            made.writestr(zipfile.ZipInfo(name, date), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def xhtml(language, title, body, kind="bodymatter"):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" '
        f'xml:lang="{language}">\n<head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f'<body epub:type="{kind}">\n{body}</body>\n</html>\n'
    )


def page(leaf, writer, language):
    number = f'<span class="number">{escape(leaf.number)}</span> ' if leaf.number else ""
    text = writer.html()
    works = writer.bibliography()
    if works:
        works = f"<section><h2>{escape(_('Sources of this chapter'))}</h2>\n{works}</section>\n"
    lead = "" if text else f'<p class="lead">{escape(leaf.summary)}</p>\n'
    inner = f"<h1>{number}{escape(leaf.title)}</h1>\n{lead}{text}{works}"
    own = leaf.language or language
    body = f'<section epub:type="chapter" lang="{own}" xml:lang="{own}">\n{inner}</section>\n'
    return xhtml(language, leaf.title, body)


def title_page(volume, moment):
    subtitle = f'<p class="lead">{escape(volume.subtitle)}</p>\n' if volume.subtitle else ""
    authors = "".join(f"<p>{escape(author)}</p>\n" for author in volume.authors)
    body = f"<h1>{escape(volume.title)}</h1>\n{subtitle}{authors}<p>{escape(volume.standing(moment))}</p>\n"
    body += f'<p><a href="{escape(volume.address)}">{escape(volume.address)}</a></p>\n'
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>\n" for label, value in volume.colophon)
    body += f"<h2>{escape(_('Colophon'))}</h2>\n<dl>\n{rows}</dl>\n" if rows else ""
    return xhtml(volume.language, volume.title, body, "frontmatter")


def contents(volume):
    """The table of contents; parts hold their chapters."""
    title = escape(_("Contents"))
    body = f'<nav epub:type="toc" role="doc-toc" aria-label="{title}"><h1>{title}</h1>\n{listed(volume.leaves)}</nav>\n'
    return xhtml(volume.language, _("Contents"), body, "frontmatter")


def listed(leaves):
    made, place = [], 0
    while place < len(leaves):
        leaf, below = leaves[place], []
        place += 1
        while leaf.role == "part" and place < len(leaves) and leaves[place].role != "part":
            below.append(leaves[place])
            place += 1
        made.append(f"<li>{entry(leaf)}{listed(below) if below else ''}</li>\n")
    return f"<ol>\n{''.join(made)}</ol>"


def entry(leaf):
    words = " ".join(filter(None, (leaf.number, leaf.title)))
    return f'<a href="c{leaf.pk}.xhtml">{escape(words)}</a>'


def package(volume, pages, figures, identifier, moment):
    items = "".join(
        f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"/>\n' for n, name in enumerate(pages)
    )
    items += "".join(
        f'<item id="f{n}" href="{name}" media-type="{IMAGE_TYPES[name.rpartition(".")[2]]}"/>\n'
        for n, name in enumerate(figures)
    )
    visual = '<meta property="schema:accessMode">visual</meta>\n' if figures else ""
    visual += '<meta property="schema:accessibilityFeature">alternativeText</meta>\n' if figures else ""
    spine = "".join(f'<itemref idref="p{n}"/>\n' for n in range(len(pages)))
    authors = "".join(f"<dc:creator>{escape(author)}</dc:creator>\n" for author in volume.authors)
    description = f"<dc:description>{escape(volume.summary)}</dc:description>\n" if volume.summary else ""
    stamp = moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{volume.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{escape(identifier)}</dc:identifier>
<dc:title>{escape(volume.whole_title)}</dc:title>
<dc:language>{volume.language}</dc:language>
{authors}<dc:publisher>MER portal</dc:publisher>
<dc:date>{stamp[:10]}</dc:date>
{description}<meta property="dcterms:modified">{stamp}</meta>
<meta property="schema:accessMode">textual</meta>
{visual}<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">readingOrder</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">{escape(_("Headings, lists, tables and notes are marked as such."))}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}</manifest>
<spine>
<itemref idref="title"/>
<itemref idref="nav"/>
{spine}</spine>
</package>
"""
