from library.models.book import Book, Chapter, Reference
from library.models.book_file import BookFile
from library.models.illustration import Illustration
from library.models.practice import Evidence, Practice, PracticeTie
from library.models.publication import Publication
from library.models.term import Term

__all__ = [
    "Book",
    "BookFile",
    "Chapter",
    "Evidence",
    "Illustration",
    "Practice",
    "PracticeTie",
    "Publication",
    "Reference",
    "Term",
]
