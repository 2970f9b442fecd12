"""The contents beside a chapter, as HTML: made once per version of the catalogue, opened where the reader is."""

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from catalogue.caches import kept_per_version
from library.books.reading import contents, in_parts


@kept_per_version(200)
def folded_contents(book, language, version):
    """[({primary key: address of the chapter}, HTML)] of the parts of a book, all folded."""
    parts = in_parts(contents(book, language, version), None)
    return [
        ({place.pk: place.address for place in [*filter(None, [part]), *places]}, folded(part, places))
        for part, places, _is_open in parts
    ]


def folded(part, places):
    return render_to_string("library/parts.html", {"parts": [(part, places, False)], "here": None})


def contents_at(book, chapter, language, version):
    """The same as one text, with the part of this chapter open and the chapter marked as the page itself."""
    parts = folded_contents(book, language, version)
    found = "".join(opened(html, within[chapter]) if chapter in within else html for within, html in parts)
    return mark_safe(found)  # noqa: S308  made of templates


def opened(html, address):
    link = f'<a href="{conditional_escape(address)}"'
    return html.replace("<details>", "<details open>", 1).replace(link, f'{link} aria-current="page"', 1)
