from modeltranslation.translator import TranslationOptions, register

from catalogue.translation import register_entry
from projects.models import (
    Activity,
    BrandItem,
    Deliverable,
    IndicatorTarget,
    Priority,
    Programme,
    Project,
    WorkPackage,
)

register_entry(Project, "programme_detail", "objectives", "expected_results", "target_groups")


@register(Programme)
class ProgrammeTranslation(TranslationOptions):
    fields = ("name",)


@register(Priority)
class PriorityTranslation(TranslationOptions):
    fields = ("title",)


@register(WorkPackage)
class WorkPackageTranslation(TranslationOptions):
    fields = ("title", "description")


@register(Deliverable)
class DeliverableTranslation(TranslationOptions):
    fields = ("title",)


@register(Activity)
class ActivityTranslation(TranslationOptions):
    fields = ("title",)


@register(IndicatorTarget)
class IndicatorTargetTranslation(TranslationOptions):
    fields = ("label",)


@register(BrandItem)
class BrandItemTranslation(TranslationOptions):
    fields = ("title", "alt", "text")
