"""How an edition is named and cited, for people: identifier, citation, and what relates editions to each other."""

from typing import NamedTuple

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from catalogue.datacite import PORTAL
from catalogue.languages import LANGUAGES, in_order, shown
from library.models import Edition


def identifier_of(edition):
    return f"mer.book.{edition.book_id}.e{edition.number}"


def citation_of(edition, language):
    """Authors. Title. Edition 2. MER portal, 3 March 2027. DOI or identifier. Address."""
    with translation.override(language):
        day = formats.date_format(timezone.localdate(edition.approved_at), "DATE_FORMAT")
        parts = [
            "; ".join(edition.author_names).removesuffix("."),
            shown(edition, "title").text,
            _("Edition %(number)s") % {"number": edition.number},
            f"{PORTAL}, {day}",
            edition.address_of_doi or identifier_of(edition),
            settings.SITE_URL + edition.get_absolute_url(),
        ]
    return ". ".join(filter(None, parts))


def citation_shown(edition):
    """As it was frozen; a DOI that was registered later stands before the address."""
    cited = shown(edition, "citation").text
    if not edition.doi or edition.address_of_doi in cited:
        return cited
    return cited.replace(f". {edition.identifier}. ", f". {edition.address_of_doi}. ", 1)


class Cited(NamedTuple):
    """What every format of citation says of a book or one of its editions."""

    identifier: str
    doi: str
    titles: dict  # {language: title}
    summaries: dict
    authors: list
    day: object  # None for the working text that was never dated
    number: int  # of the edition; 0 for the book in all its editions
    languages: list
    licence: str
    address: str
    related: list  # (relation, address)
    files: list  # of an edition

    @property
    def title(self):
        return next(iter(self.titles.values()), "")

    @property
    def language(self):
        return next(iter(self.titles), "")

    @property
    def doi_or_identifier(self):
        return self.doi or self.identifier


def absolute(thing):
    return settings.SITE_URL + thing.get_absolute_url()


def cited_edition(edition):
    content = edition.version.content
    return Cited(
        identifier=edition.identifier,
        doi=edition.doi,
        titles=in_languages(lambda code: getattr(edition, f"title_{code}"), edition.language_codes),
        summaries=in_languages(lambda code: content.get(f"summary_{code}"), edition.language_codes),
        authors=edition.author_names,
        day=timezone.localdate(edition.approved_at),
        number=edition.number,
        languages=edition.language_codes,
        licence=content.get("licence") or "",
        address=absolute(edition),
        related=related(edition),
        files=list(edition.files.all()),
    )


def cited_book(book):
    """The working text: the newest state, of which the editions are versions."""
    return Cited(
        identifier=book.identifier,
        doi="",
        titles=in_languages(lambda code: getattr(book, f"title_{code}"), LANGUAGES),
        summaries=in_languages(lambda code: getattr(book, f"summary_{code}"), LANGUAGES),
        authors=book.author_names,
        day=timezone.localdate(book.updated_at),
        number=0,
        languages=LANGUAGES,
        licence=book.licence,
        address=absolute(book),
        related=[("HasVersion", absolute(edition)) for edition in approved(book)],
        files=[],
    )


def in_languages(text, codes):
    """Those that there are, that of the page first."""
    return {code: text(code) for code in in_order() if code in codes and text(code)}


def approved(book):
    return Edition.objects.approved().filter(book=book).order_by("number")


def related(edition):
    """To the book, and to the editions right before and after it."""
    others = list(approved(edition.book))
    before = [other for other in others if other.number < edition.number][-1:]
    after = [other for other in others if other.number > edition.number][:1]
    found = [("IsVersionOf", absolute(edition.book))]
    found += [("IsNewVersionOf", absolute(other)) for other in before]
    return found + [("IsPreviousVersionOf", absolute(other)) for other in after]
