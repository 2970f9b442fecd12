from library.models.book import Book, Chapter, Reference
from library.models.book_file import BookFile
from library.models.edition import Edition, EditionFile, EditionPart, Erratum, FrozenError
from library.models.illustration import Illustration
from library.models.practice import Evidence, Practice, PracticeTie
from library.models.publication import Publication
from library.models.term import Term

__all__ = [
    "Book",
    "BookFile",
    "Chapter",
    "Edition",
    "EditionFile",
    "EditionPart",
    "Erratum",
    "Evidence",
    "FrozenError",
    "Illustration",
    "Practice",
    "PracticeTie",
    "Publication",
    "Reference",
    "Term",
]
