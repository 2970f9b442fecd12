from modeltranslation.translator import TranslationOptions, register

from publishing.models import Dossier, Issue, IssueItem, Letter, Version


@register(Dossier)
class DossierTranslation(TranslationOptions):
    fields = ("title",)


@register(Version)
class VersionTranslation(TranslationOptions):
    fields = ("opinion",)


@register(Letter)
class LetterTranslation(TranslationOptions):
    fields = ("title", "about")


@register(Issue)
class IssueTranslation(TranslationOptions):
    fields = ("subject", "text")


@register(IssueItem)
class IssueItemTranslation(TranslationOptions):
    fields = ("note",)
