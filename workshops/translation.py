from modeltranslation.translator import TranslationOptions, register

from catalogue.translation import register_entry
from workshops.models import Event, Material, Session

register_entry(Event, "location")


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("title",)


@register(Material)
class MaterialTranslation(TranslationOptions):
    fields = ("title",)
