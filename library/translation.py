from modeltranslation.translator import TranslationOptions, register

from catalogue.translation import register_entry
from library.models import Book, Chapter, Edition, Evidence, Illustration, Practice, Publication, Term

register_entry(Practice, *Practice.body_fields, "location", "image_alt")
register_entry(Publication, *Publication.body_fields)
register_entry(Book)
register_entry(Chapter, "body")
register_entry(Term)


@register(Evidence)
class EvidenceTranslation(TranslationOptions):
    fields = ("indicator", "unit")


@register(Illustration)
class IllustrationTranslation(TranslationOptions):
    fields = ("alt", "caption")


@register(Edition)
class EditionTranslation(TranslationOptions):
    fields = ("title", "note", "citation")
