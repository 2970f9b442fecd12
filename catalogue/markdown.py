"""The small Markdown of chapters and pages: written by people, so cleaned by an allow-list."""

import nh3
from markdown_it import MarkdownIt

PARSER = MarkdownIt("commonmark", {"html": False, "typographer": False})
TAGS = {"h2", "h3", "h4", "p", "ul", "ol", "li", "a", "em", "strong", "blockquote", "br", "hr", "code"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto"}


def render(text):
    """HTML of a Markdown text; headings of level 1 become level 2, for the page has its own title."""
    html = PARSER.render(text.replace("\0", "")).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener")
