from django.contrib import admin

from catalogue.admin import EntryAdmin
from plans.models import ActionPlan, Commitment


@admin.register(ActionPlan, Commitment)
class PlannedAdmin(EntryAdmin):
    list_filter = [*EntryAdmin.list_filter, "stage", "type", "project"]
    autocomplete_fields = ["project", "place", "guideline"]
