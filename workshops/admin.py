from django.contrib import admin
from django.db import models
from modeltranslation.admin import TranslationTabularInline

from catalogue.admin_bases import AsWritten
from catalogue.files.uploads import DocumentFormField
from publishing.admin import WrittenAdmin
from workshops.models import Event, Material, Session, Transfer, TransferEvidence


class SessionInline(AsWritten, TranslationTabularInline):
    model = Session
    extra = 0


class MaterialInline(TranslationTabularInline):
    model = Material
    autocomplete_fields = ["publication"]
    formfield_overrides = {models.FileField: {"form_class": DocumentFormField}}
    extra = 0


@admin.register(Event)
class EventAdmin(WrittenAdmin):
    list_display = ["start", *WrittenAdmin.list_display]
    list_display_links = ["name"]
    list_filter = [*WrittenAdmin.list_filter, "type", "project", "country"]
    autocomplete_fields = ["host", "project", "places", "practices"]
    inlines = [SessionInline, MaterialInline, *WrittenAdmin.inlines]


class TransferEvidenceInline(AsWritten, admin.TabularInline):
    model = TransferEvidence
    extra = 0


@admin.register(Transfer)
class TransferAdmin(WrittenAdmin):
    list_filter = [*WrittenAdmin.list_filter, "stage"]
    autocomplete_fields = ["practice", "builds_on", "partner", "place", "event"]
    inlines = [TransferEvidenceInline, *WrittenAdmin.inlines]
