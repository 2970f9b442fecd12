"""Long texts that are written with a preview beside them."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from publishing.snapshot import drawn
from publishing.version_files import address_files

FORMS = (  # what can be typed, and what it makes
    (
        _("## Heading"),
        _("A section; ### is one below it. The sign {#…} behind it is its lasting address: leave it there."),
    ),
    (_("**bold**, *italic*"), _("Emphasis.")),
    (_("- item, 1. step"), _("Lists, a line each.")),
    (_("![](figure:key)"), _("Alone on a line: a figure of the chapter, by its key.")),
    (
        _("Table: Caption {#tab-x}"),
        _("Before a table. The first row is its head; a first column all in bold heads the rows."),
    ),
    ("[](sec:…), [](fig:…), [](tab:…)", _("A section, figure or table with its number.")),
    (_("[^1] … [^1]: note"), _("A footnote, in the text and written out below.")),
    (
        _("[words](entry:practice:12), [](term:…)"),
        _("An entry of the portal or a term of the glossary; the buttons above find them."),
    ),
    (_("[@key, p. 12]"), _("A cited work of the chapter, by its key.")),
)


def long_text(writing, version, content):
    """The text as it is read, in the language in which it is written, and remarks on it in that of the page."""
    dossier = version.dossier
    entry = drawn(content, writing, dossier.entry, dossier.whole_entry)
    address_files(entry, writing, version)
    remarks = remarks_on(writing, dossier, content)
    with translation.override(dossier.language):
        return {"seen": writing.as_read(entry), "remarks": remarks, "language": dossier.language}


def remarks_on(writing, dossier, content):
    """What is to be mended in the text, in the language of the page."""
    return writing.remarks(content, dossier.language, dossier.entry) if writing.remarks else []
