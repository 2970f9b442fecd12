from django.contrib import admin
from django.db import models
from modeltranslation.admin import TranslationTabularInline

from catalogue.admin_bases import AsWritten
from catalogue.files.uploads import DocumentFormField
from publishing.admin import LookOnlyAdmin, WrittenAdmin
from workshops.models import Event, Material, Occurrence, Session, Transfer, TransferConfirmation, TransferEvidence
from workshops.organising import admin as of_registration
from workshops.visits import admin as of_visits

__all__ = ["EventAdmin", "TransferAdmin", "of_registration", "of_visits"]


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

    def get_deleted_objects(self, events, request):
        """Its life in calendars goes with an event; one with a registration is never deleted."""
        shown, counts, needed, protected = super().get_deleted_objects(events, request)
        return shown, counts, needed - {Occurrence._meta.verbose_name}, protected


class TransferEvidenceInline(AsWritten, TranslationTabularInline):
    model = TransferEvidence
    extra = 0


@admin.register(Transfer)
class TransferAdmin(WrittenAdmin):
    list_filter = [*WrittenAdmin.list_filter, "stage"]
    autocomplete_fields = ["practice", "builds_on", "partner", "place", "event"]
    inlines = [TransferEvidenceInline, *WrittenAdmin.inlines]


@admin.register(TransferConfirmation)
class TransferConfirmationAdmin(LookOnlyAdmin):
    """Written by both sides on their own pages."""

    list_display = ["transfer", "side", "says", "on_behalf", "partner", "at"]
    list_filter = ["side", "says", "on_behalf"]
    list_select_related = ["transfer", "partner"]
    exclude = ["version"]
