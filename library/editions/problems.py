"""What hinders proposing an edition: every fault of every text in it, with the place where it is mended."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.caches import kept_per_version
from catalogue.filing.filing import current_state
from catalogue.labels import language_name
from library.books.checking import errors_of
from library.editions.parts import parts_of, withdrawn_parts
from publishing.models import Version

MOST_CHAPTERS = 300
MOST_KEPT = 1_000  # texts
FIGURES, TEXT = "figures", "text"  # stages of a chapter's form


class Problem(NamedTuple):
    chapter: str
    language: str
    text: str
    address: str = ""  # where it is mended


def problems(edition):
    parts = parts_of(edition)
    found = [
        Problem(title, "", _("It is not public any more. Take the newest texts.")) for title in withdrawn_parts(edition)
    ]
    if not edition.languages:
        found.append(Problem("", "", _("No chapter has a text yet.")))
    if len(parts) > MOST_CHAPTERS:
        found.append(Problem("", "", _("An edition holds at most %(most)s chapters.") % {"most": MOST_CHAPTERS}))
    version = current_state().page_version
    return found + [
        problem
        for part in parts
        for code in edition.language_codes
        for problem in problems_of(part, code, errors_in(part.version_id, code, get_language(), version))
    ]


def problems_of(part, code, faults):
    for fault in faults:
        stage = TEXT if fault.line else FIGURES
        address = reverse("write", args=[part.version.dossier_id, stage])
        yield Problem(part.title, language_name(code), fault.text, address)


@kept_per_version(MOST_KEPT)
def errors_in(pk, code, _language, _version):
    """The errors of one text, said in the language of the page; what it links to changes with the catalogue alone."""
    version = Version.objects.select_related("dossier").get(pk=pk)
    text = version.content.get(f"body_{code}")
    return errors_of(text, code, version.content, version.dossier.entry) if text else []
