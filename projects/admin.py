from django.contrib import admin
from modeltranslation.admin import TabbedTranslationAdmin, TranslationStackedInline, TranslationTabularInline

from catalogue.admin import EntryAdmin
from catalogue.admin_bases import AsWritten
from catalogue.files.uploads import DocumentFormField
from projects.models import (
    Activity,
    BrandItem,
    Deliverable,
    IndicatorTarget,
    Participation,
    Priority,
    Programme,
    Project,
    ProjectLetter,
    WorkPackage,
)
from projects.press.forms import BrandItemForm
from projects.press.releasing import follow


class PriorityInline(AsWritten, TranslationTabularInline):
    model = Priority
    extra = 0


@admin.register(Programme)
class ProgrammeAdmin(AsWritten, TabbedTranslationAdmin):
    list_display = ["name", "external_id"]
    search_fields = ["name_sl", "name_en", "external_id"]
    inlines = [PriorityInline]


class ParticipationInline(AsWritten, admin.TabularInline):
    model = Participation
    autocomplete_fields = ["partner"]
    extra = 0


class WorkPackageInline(AsWritten, TranslationStackedInline):
    model = WorkPackage
    extra = 0


class DeliverableInline(AsWritten, TranslationTabularInline):
    model = Deliverable
    autocomplete_fields = ["work_package"]
    extra = 0


class ProjectLetterInline(AsWritten, admin.TabularInline):
    model = ProjectLetter
    extra = 0


@admin.register(WorkPackage)
class WorkPackageAdmin(AsWritten, TabbedTranslationAdmin):
    """Only so that deliverables can look work packages up."""

    search_fields = ["code", "title_sl", "title_en", "project__acronym"]
    list_display = ["project", "code", "title"]
    autocomplete_fields = ["project"]


@admin.register(Project)
class ProjectAdmin(EntryAdmin):
    list_display = ["acronym", *EntryAdmin.list_display]
    list_filter = [*EntryAdmin.list_filter, "role", "programme"]
    autocomplete_fields = ["programme", "builds_on", "network"]
    inlines = [ParticipationInline, WorkPackageInline, DeliverableInline, ProjectLetterInline, *EntryAdmin.inlines]
    search_fields = ["acronym", *EntryAdmin.search_fields]


@admin.register(Activity)
class ActivityAdmin(AsWritten, TabbedTranslationAdmin):
    """Written at the desk; here coordinators look after all of it, also after what was left out."""

    list_display = ["title", "project", "date", "channel", "reach", "basis", "left_out"]
    list_filter = ["left_out", "channel", "basis", "project"]
    list_select_related = ["project"]
    search_fields = ["title_sl", "title_en"]
    autocomplete_fields = ["project", "work_package", "partner"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "file":
            kwargs["form_class"] = DocumentFormField
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(IndicatorTarget)
class IndicatorTargetAdmin(AsWritten, TabbedTranslationAdmin):
    list_display = ["code", "label", "project", "measure", "target", "until"]
    list_filter = ["measure", "project"]
    list_select_related = ["project"]
    search_fields = ["code", "label_sl", "label_en"]
    autocomplete_fields = ["project"]


@admin.register(BrandItem)
class BrandItemAdmin(AsWritten, TabbedTranslationAdmin):
    form = BrandItemForm
    list_display = ["title", "kind", "project", "order"]
    list_filter = ["kind", "project"]
    list_select_related = ["project"]
    search_fields = ["title_sl", "title_en"]
    autocomplete_fields = ["project"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        follow(obj)
