from django.contrib import admin

from catalogue.admin import EntryAdmin
from plans.models import ActionPlan, ActionState, Commitment, FundingState, IndicatorValue, MilestoneState, Report
from publishing.admin import LookOnlyAdmin


@admin.register(ActionPlan, Commitment)
class PlannedAdmin(EntryAdmin):
    list_filter = [*EntryAdmin.list_filter, "stage", "type", "project"]
    autocomplete_fields = ["project", "place", "guideline"]


class StateInline(admin.TabularInline):
    """What a report says; coordinators may look."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return request.user.is_coordinator

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def inline(states):
    return type(f"{states.__name__}Inline", (StateInline,), {"model": states})


@admin.register(Report)
class ReportAdmin(LookOnlyAdmin):
    list_display = ["__str__", "state", "published_at", "corrects"]
    list_filter = ["state"]
    list_select_related = ["dossier", "corrects__dossier"]
    inlines = [inline(states) for states in (ActionState, MilestoneState, FundingState, IndicatorValue)]
