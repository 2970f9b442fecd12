from modeltranslation.translator import TranslationOptions, register

from catalogue.translation import register_entry
from partners.models import Figure, Partner, Place, Post

register_entry(Partner, "city")
register_entry(Place, "town", "manager")
register_entry(Post, "body")


@register(Figure)
class FigureTranslation(TranslationOptions):
    fields = ("note",)
