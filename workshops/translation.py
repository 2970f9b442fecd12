from modeltranslation.translator import TranslationOptions, register

from catalogue.translation import register_entry
from workshops.models import (
    Event,
    EventMail,
    Material,
    Occurrence,
    Question,
    RegistrationForm,
    Session,
    Transfer,
    TransferEvidence,
    Visit,
    VisitQuestion,
    VisitReport,
)

register_entry(Event, "location")
register_entry(Transfer, "adaptation", "result", "lessons")


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("title",)


@register(Material)
class MaterialTranslation(TranslationOptions):
    fields = ("title",)


@register(Occurrence)
class OccurrenceTranslation(TranslationOptions):
    fields = ("cancel_reason",)


@register(RegistrationForm)
class RegistrationFormTranslation(TranslationOptions):
    fields = ("intro", "practical")


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("label", "help")


@register(EventMail)
class EventMailTranslation(TranslationOptions):
    fields = ("subject", "body")


@register(TransferEvidence)
class TransferEvidenceTranslation(TranslationOptions):
    fields = ("indicator", "unit")


@register(Visit)
class VisitTranslation(TranslationOptions):
    fields = ("objectives",)


@register(VisitQuestion)
class VisitQuestionTranslation(TranslationOptions):
    fields = ("answer",)


@register(VisitReport)
class VisitReportTranslation(TranslationOptions):
    fields = ("lessons", "will_use", "follow_up")
