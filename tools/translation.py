from modeltranslation.translator import TranslationOptions, register

from catalogue.translation import register_entry
from tools.models import Indicator, PublicRun, Tool

register_entry(Tool, *Tool.body_fields)
register_entry(PublicRun)


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("name", "definition", "unit")
