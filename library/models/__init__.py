from library.models.book import Book, Chapter, Reference
from library.models.practice import Evidence, Practice, PracticeTie
from library.models.publication import Publication
from library.models.term import Term

__all__ = ["Book", "Chapter", "Evidence", "Practice", "PracticeTie", "Publication", "Reference", "Term"]
