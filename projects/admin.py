from django.contrib import admin
from modeltranslation.admin import TabbedTranslationAdmin, TranslationStackedInline, TranslationTabularInline

from catalogue.admin import EntryAdmin
from catalogue.admin_bases import AsWritten
from projects.models import Deliverable, Participation, Priority, Programme, Project, WorkPackage


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
    autocomplete_fields = ["programme", "builds_on"]
    inlines = [ParticipationInline, WorkPackageInline, DeliverableInline, *EntryAdmin.inlines]
    search_fields = ["acronym", *EntryAdmin.search_fields]
