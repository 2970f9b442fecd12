"""Works that a book cites: how they are named in the text and in the bibliography."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.text import alphabet_key

INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?)+")
ABBREVIATION = re.compile(r"\(([^()\s]{2,15})\)\s*\Z")
LONGEST_TITLE = 60
PUBLICATION = "pub:"


class Work(NamedTuple):
    """What is known of a cited work; what is not known is empty."""

    key: str
    author: str = ""  # “Ansell, C., Gash, A.”
    title: str = ""
    publisher: str = ""
    year: str = ""
    link: str = ""
    language: str = ""


def is_of_portal(key):
    """Whether a citation names a publication of the portal by its number, as “pub:12”."""
    return key.startswith(PUBLICATION)


def surnames(author):
    """The surnames of a list of authors: what stands between the initials."""
    parts = [part.strip() for part in author.replace(";", ",").split(",")]
    return [part for part in parts if part and not INITIALS.fullmatch(part)]


def short_name(work):
    """Who wrote it, as the text says: one or two surnames, or the first of more; else the publisher, else the title."""
    names = surnames(work.author)
    if len(names) > 2:
        return _("%(name)s et al.") % {"name": names[0]}
    if len(names) == 2:
        return _("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}
    if names:
        return names[0]
    found = ABBREVIATION.search(work.publisher)
    return found[1] if found else work.publisher or shorter(work.title)


def shorter(title):
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rpartition(" ")[0] + " …"


def year_of(work):
    return work.year or pgettext("of a publication without a year", "n.d.")


def in_text(work, place=""):
    """“Ansell and Gash, 2008, p. 12”"""
    return ", ".join(filter(None, (short_name(work), year_of(work), place)))


def in_order(works):
    """The works of a bibliography, by who and when."""
    return sorted(works, key=lambda work: (alphabet_key(who(work)), work.year, work.key))


def who(work):
    return work.author or work.publisher or work.title
