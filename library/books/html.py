"""The tree of a chapter as HTML. All that people typed is escaped here; what is linked is asked of a `Library`."""

from html import escape

import nh3
from django.utils.encoding import iri_to_uri
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from library.books.works import in_order, in_text, is_of_portal, year_of

TAGS = {"h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "a", "em", "strong", "blockquote", "br", "hr", "code"}
TAGS |= {"pre", "table", "caption", "thead", "tbody", "tr", "th", "td", "div", "section", "sup", "span", "cite"}
TAGS |= {"figure", "img", "figcaption"}
EVERYWHERE = {"id", "class", "lang", "role", "tabindex", "aria-label"}
ATTRIBUTES = {"*": EVERYWHERE, "a": {"href", "rel", "data-term", "data-definition"}, "th": {"scope"}, "ol": {"start"}}
ATTRIBUTES |= {"img": {"src", "alt", "width", "height", "srcset", "sizes", "loading"}}
SCHEMES = {"http", "https", "mailto"}
FIGURE_SIZES = "(max-width: 56rem) 92vw, 40rem"


class Library:
    """What a chapter may point at: entries, terms, works, figures and sections, each by its name in the text.

    This one knows nothing; every unknown target leaves its words.
    """

    def entry(self, kind, name):
        """(title, address) or None."""

    def term(self, name):
        """(title, definition, address) or None."""

    def analysis(self, key):
        """(title, address) or None."""

    def work(self, key):
        """The Work, or None."""

    def figure(self, key):
        """The Figure, or None."""

    def place(self, to, name):
        """(words, address) of a section, figure or table, or None."""


class Writer:
    """Writes one chapter; ids begin with `prefix`, so that chapters can stand on one page.

    Headings begin at level 2, or `deeper`. Their ids are `c12-anchor`, all others `c12_…`, which no anchor can be.
    `beside` is (anchor, title) -> HTML that stands below the heading of a section.
    """

    deeper = 0

    def __init__(self, document, library, prefix, beside=lambda anchor, title: ""):
        self.document, self.library, self.prefix, self.beside = document, library, prefix, beside
        self.works, self.times, self.placed = {}, {}, set()

    def html(self):
        """The text with its footnotes; the bibliography is asked for apart."""
        return self.all(self.document.children) + self.notes()

    def all(self, nodes):
        return "".join(self.one(node) for node in nodes)

    def one(self, node):
        return getattr(self, f"{node.kind}_" if node.kind == "break" else node.kind)(node)

    def id(self, name):
        return f"{self.prefix}_{name}"

    def anchor(self, name):
        return f"{self.prefix}-{name}"

    def local(self, address):
        """Where an address of the portal is read from here; writers of whole books keep to the book."""
        return address

    def gone(self, inside):
        """What was linked to what is not public now: its words."""
        words = f'<span class="quiet">({escape(_("no longer public"))})</span>'
        return f"{inside} {words}" if inside else words

    # --- Blocks ---

    def heading(self, node):
        level = min(max(node.data["level"], 2) + self.deeper, 6)
        name, inside = node.data["anchor"], self.all(node.children)
        if not name:
            return f"<h{level}>{inside}</h{level}>\n"
        words = escape(_("Link to the section “%(title)s”") % {"title": node.words()})
        link = f'<a class="anchor" href="#{self.anchor(name)}" aria-label="{words}">#</a>'
        return f'<h{level} id="{self.anchor(name)}">{inside} {link}</h{level}>\n{self.beside(name, node.words())}'

    def paragraph(self, node):
        return f"<p>{self.all(node.children)}</p>\n"

    def list(self, node):
        start = f' start="{node.data["start"]}"' if node.data["start"] != 1 else ""
        tag = "ol" if node.data["ordered"] else "ul"
        return f"<{tag}{start}>\n{self.all(node.children)}</{tag}>\n"

    def item(self, node):
        """A paragraph alone in an item stands without its frame."""
        first, *rest = node.children or [None]
        if first is not None and first.kind == "paragraph":
            return f"<li>{self.all(first.children)}{self.all(rest)}</li>\n"
        return f"<li>{self.all(node.children)}</li>\n"

    def quote(self, node):
        return f"<blockquote>\n{self.all(node.children)}</blockquote>\n"

    def code_block(self, node):
        return f"<pre><code>{escape(node.text)}</code></pre>\n"

    def break_(self, node):
        return "<br>"

    def rule(self, node):
        return "<hr>\n"

    def figure(self, node):
        """The illustration of a row; where it is placed a second time, without an id."""
        found = self.library.figure(node.data["key"])
        if found is None:
            return ""
        named = "" if found.key in self.placed else f' id="{self.id("fig-" + found.key)}"'
        self.placed.add(found.key)
        words = f"<span{lang(found.caption_language)}>{escape(found.caption)}</span>" if found.caption else ""
        caption = self.captioned(_("Figure %(number)s") % node.data if "number" in node.data else "", words)
        rights = f' <span class="rights">{escape(found.rights)}</span>' if found.rights else ""
        below = f"<figcaption>{caption}{rights}</figcaption>" if caption or rights else ""
        return f'<figure{named} class="picture">{self.picture(found)}{below}</figure>\n'

    def picture(self, found):
        if not found.address:
            return f'<div class="picture-words"{lang(found.alt_language)}>{escape(found.alt)}</div>'
        widths = [f"{address} {width}w" for address, width in (*found.narrower, (found.address, found.width))]
        offered = f' srcset="{escape(", ".join(widths))}" sizes="{FIGURE_SIZES}"' if found.narrower else ""
        size = f' width="{found.width}" height="{found.height}"' if found.width and found.height else ""
        alt = f' alt="{escape(found.alt)}"{lang(found.alt_language)}'
        return f'<img src="{escape(found.address)}"{alt}{offered}{size} loading="lazy">'

    def captioned(self, number, caption):
        """“Figure 2.3: The zone”"""
        number = f'<span class="caption-number">{escape(number)}{":" if caption else ""}</span>' if number else ""
        return " ".join(filter(None, [number, caption]))

    def table(self, node):
        head, *body = node.children
        heads = node.data["row_headers"]
        caption = self.all(node.data["caption"])
        caption = self.captioned(_("Table %(number)s") % node.data if "number" in node.data else "", caption)
        named = f' id="{self.id("tab-" + node.data["anchor"])}"' if node.data["anchor"] else ""
        top = f"<thead>{self.row(head, 'col')}</thead>"
        rest = "".join(self.row(row, "row" if heads else "") for row in body)
        title = f"<caption>{caption}</caption>" if caption else ""
        label = escape(_("Table")) if not caption else ""
        about = f' role="group" tabindex="0" aria-label="{label}"' if label else ' tabindex="0"'
        return f'<div class="table-scroll"{about}><table{named}>{title}{top}<tbody>{rest}</tbody></table></div>\n'

    def row(self, node, scope):
        cells = []
        for place, cell in enumerate(node.children):
            is_head = cell.children and (scope == "col" or (scope == "row" and place == 0))
            tag, given = ("th", f' scope="{scope}"') if is_head else ("td", "")
            side = f' class="align-{cell.data["align"]}"' if cell.data["align"] in ("right", "center") else ""
            cells.append(f"<{tag}{given}{side}>{self.all(cell.children)}</{tag}>")
        return f"<tr>{''.join(cells)}</tr>"

    # --- Inside a line ---

    def text(self, node):
        return escape(node.text, quote=False)

    def emphasis(self, node):
        return f"<em>{self.all(node.children)}</em>"

    def strong(self, node):
        return f"<strong>{self.all(node.children)}</strong>"

    def code(self, node):
        return f"<code>{escape(node.text)}</code>"

    def link(self, node):
        return f'<a href="{escape(node.data["address"])}" rel="noopener">{self.all(node.children)}</a>'

    def dead_link(self, node):
        return self.all(node.children)

    def image(self, node):
        return escape(node.data["alt"])

    def portal_link(self, node):
        to, target, inside = node.data["to"], node.data["target"], self.all(node.children)
        if to == "term":
            return self.term(target, inside)
        kind, _colon, name = target.partition(":")
        found = self.library.analysis(target) if to == "analysis" else self.library.entry(kind, name)
        if found is None:
            return self.gone(inside) if inside else ""
        title, address = found
        return f'<a href="{escape(self.local(address))}">{inside or escape(title)}</a>'

    def term(self, name, inside):
        found = self.library.term(name)
        if found is None:
            return inside
        title, definition, address = found
        data = f'data-term="{escape(title)}" data-definition="{escape(definition)}"'
        return f'<a class="term" href="{escape(address)}" {data}>{inside or escape(title)}</a>'

    def reference(self, node):
        inside, found = self.all(node.children), self.library.place(node.data["to"], node.data["target"])
        if found is None:
            return self.gone(inside)
        words, address = found
        return f'<a href="{escape(self.local(address))}">{inside or escape(words)}</a>'

    def citation(self, node):
        return f"({'; '.join(self.cited(one) for one in node.data['cited'])})"

    def cited(self, one):
        work = self.library.work(one.key)
        if work is None:
            return self.gone("") if is_of_portal(one.key) else escape(one.key)
        self.works[one.key] = work
        return f'<a href="#{self.work_id(work)}">{escape(in_text(work, one.place))}</a>'

    def work_id(self, work):
        return self.id("work-" + escape(work.key.replace(":", ".")))

    # --- Footnotes ---

    def note_reference(self, node):
        note, time = node.data["note"], node.data["time"]
        self.times.setdefault(note, []).append(time)
        name = self.id(f"note-{note + 1}")
        here = f"{name}-from-{time + 1}"
        words = escape(_("Footnote %(number)s") % {"number": note + 1})
        return f'<sup class="note-mark"><a id="{here}" href="#{name}" aria-label="{words}">{note + 1}</a></sup>'

    def notes(self):
        notes = self.document.data["notes"]
        if not notes:
            return ""
        made = "".join(self.note(*pair) for pair in self.notes_inside())
        title = escape(_("Footnotes"))
        return f'<div class="footnotes" role="group" aria-label="{title}"><ol>{made}</ol></div>\n'

    def notes_inside(self):
        """(number, what it says) of all notes: what points at a note may stand in a later one."""
        return [(number, self.all(note.children)) for number, note in sorted(self.document.data["notes"].items())]

    def note(self, number, inside):
        name = self.id(f"note-{number + 1}")
        back = " ".join(
            f'<a href="#{name}-from-{time + 1}" aria-label="{escape(self.way_back(number, time))}">↩</a>'
            for time in sorted(self.times.get(number, ()))
        )
        return f'<li id="{name}">{inside}{back}</li>'

    def way_back(self, number, time):
        return _("Back to footnote %(number)s in the text, place %(place)s") % {"number": number + 1, "place": time + 1}

    # --- Works ---

    def bibliography(self):
        """The works cited so far, as a list; empty where there are none."""
        if not self.works:
            return ""
        made = "".join(self.work(work) for work in in_order(self.works.values()))
        return f'<ul class="works">{made}</ul>\n'

    def work(self, work):
        """Author (year). Title. Publisher. The title in its own language."""
        language = f' lang="{escape(work.language)}"' if len(work.language) in (2, 3) else ""
        title = f"<cite{language}>{escape(work.title)}</cite>"
        if work.link:
            address = self.local(work.link) if work.link.startswith("/") else iri_to_uri(work.link)
            title = f'<a href="{escape(address)}" rel="noopener">{title}</a>'
        who = f"{escape(work.author)} ({escape(year_of(work))}). " if work.author else ""
        when = "" if work.author else f" ({escape(year_of(work))})"
        by = f" {escape(work.publisher.rstrip('.'))}." if work.publisher else ""
        return f'<li id="{self.work_id(work)}">{who}{title}{when}.{by}</li>'


def lang(code):
    return f' lang="{code}"' if code else ""


def minutes(document):
    """How long one reads it, at 200 words a minute; at least one."""
    return max(1, round(sum(len(node.text.split()) for node in document.walk()) / 200))


def minutes_said(count):
    return ngettext("about %(count)s minute", "about %(count)s minutes", count) % {"count": count}


def clean(html):
    """What was written, once more through an allow-list, so that no mistake above can let a script through."""
    kept = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return mark_safe(kept)  # noqa: S308  cleaned in the line above
