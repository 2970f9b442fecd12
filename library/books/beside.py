"""What stands below the heading of a section: that it is older than its source, and the way to suggest a correction."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from publishing.section_notes import older_sections
from publishing.sections import TOP

OLDER = {
    "sl": gettext_lazy("This section is older than its Slovenian source."),
    "en": gettext_lazy("This section is older than its English source."),
    "": gettext_lazy("This section is older than its source."),
}
OLDER_PARTS = {
    "sl": gettext_lazy("Parts of this text are older than its Slovenian source."),
    "en": gettext_lazy("Parts of this text are older than its English source."),
    "": gettext_lazy("Parts of this text are older than its source."),
}


class Beside:
    """For one text of an entry in one language, parsed as `document`."""

    def __init__(self, entry, name, language, document):
        self.source, self.older = older_sections(entry, name, language)
        self.document = document
        can_be_corrected = entry.is_published and not entry._state.adding
        self.target = (entry.kind, entry.pk, name, language) if can_be_corrected else ()

    def __call__(self, anchor, title):
        """Below the heading of a section."""
        words = _("Suggest a correction to the section “%(title)s”") % {"title": title}
        return self.framed(self.said(OLDER) if anchor in self.older else "", anchor, words)

    def top(self):
        """Before the text: of what stands before the first heading, and of sections that have no heading here."""
        first = self.document.children[0].kind if self.document.children else "heading"
        placed = {node.data["anchor"] for node in self.document.children if node.kind == "heading"}
        anchor = TOP if first != "heading" else ""
        words = _("Suggest a correction to the beginning of the text")
        return self.framed(self.said(OLDER_PARTS) if self.older - placed else "", anchor, words)

    def said(self, sentences):
        return format_html('<p class="section-older">{}</p>', sentences.get(self.source, sentences[""]))

    def framed(self, note, anchor, words):
        inside = format_html("{}{}", note, self.way(anchor, words) if self.target and anchor else "")
        return format_html('<div class="section-notes" lang="{}">{}</div>\n', get_language(), inside) if inside else ""

    def way(self, anchor, words):
        address = reverse("suggest", args=[*self.target, anchor])
        html = '<a class="section-way" rel="nofollow" href="{}" aria-label="{}">{}</a>'
        return format_html(html, address, words, _("Suggest a correction"))
