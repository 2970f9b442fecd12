from modeltranslation.translator import TranslationOptions, register

from publishing.models import Dossier, Version


@register(Dossier)
class DossierTranslation(TranslationOptions):
    fields = ("title",)


@register(Version)
class VersionTranslation(TranslationOptions):
    fields = ("opinion",)
