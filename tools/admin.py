from django.contrib import admin

from catalogue.admin import EntryAdmin
from tools.models import Tool


@admin.register(Tool)
class ToolAdmin(EntryAdmin):
    list_filter = [*EntryAdmin.list_filter, "method_known", "project"]
    autocomplete_fields = ["project", "guideline"]
