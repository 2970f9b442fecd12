from django.contrib import admin

from catalogue.admin import EntryAdmin
from plans.models import (
    ActionPlan,
    ActionState,
    Adoption,
    Call,
    Commitment,
    Contact,
    Contribution,
    Endorsement,
    FundingState,
    IndicatorValue,
    MilestoneState,
    Recommendation,
    Report,
    Response,
    StageStep,
)
from plans.signing import admin as signing
from publishing.admin import LookOnlyAdmin, WrittenAdmin
from publishing.versions import dossier_of

__all__ = ["signing"]
RECORDED = (ActionPlan.Stage.DONE, ActionPlan.Stage.UNKNOWN)  # stages that no step leads to


class PlannedAdmin(EntryAdmin):
    list_filter = [*EntryAdmin.list_filter, "stage", "type", "project"]
    autocomplete_fields = ["project", "place", "guideline"]


class WrittenPlannedAdmin(WrittenAdmin, PlannedAdmin):
    def get_readonly_fields(self, request, obj=None):
        """The stage of what is written in the portal changes by the steps of its course alone."""
        names = super().get_readonly_fields(request, obj)
        by_steps = obj is not None and obj.stage not in RECORDED and dossier_of(obj)
        return [*names, *obj.by_steps] if by_steps else names


@admin.register(Commitment)
class CommitmentAdmin(WrittenPlannedAdmin):
    autocomplete_fields = [*PlannedAdmin.autocomplete_fields, "organisation"]


@admin.register(ActionPlan)
class PlanAdmin(WrittenPlannedAdmin):
    pass


@admin.register(Recommendation)
class RecommendationAdmin(WrittenAdmin, EntryAdmin):
    list_filter = [*EntryAdmin.list_filter, "level", "status_now", "project"]
    autocomplete_fields = ["organisation", "addressee_partner", "project"]

    def get_readonly_fields(self, request, obj=None):
        """Its status follows its responses."""
        names = super().get_readonly_fields(request, obj)
        return [*names, *obj.by_steps] if obj is not None and dossier_of(obj) else names


@admin.register(Response)
class ResponseAdmin(LookOnlyAdmin):
    list_display = ["dossier", "status", "on", "by_whom", "corrects"]
    list_filter = ["status"]
    list_select_related = ["dossier", "corrects__dossier"]


@admin.register(Endorsement)
class EndorsementAdmin(LookOnlyAdmin):
    list_display = ["dossier", "partner", "version", "on", "ended_on"]
    list_select_related = ["dossier", "partner", "version__dossier"]


@admin.register(Contact)
class ContactAdmin(LookOnlyAdmin):
    list_display = ["dossier", "on", "method", "with_whom", "public", "next_on", "next_done"]
    list_filter = ["method", "public", "next_done"]
    list_select_related = ["dossier"]


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


@admin.register(StageStep)
class StageStepAdmin(LookOnlyAdmin):
    list_display = ["dossier", "step", "source", "target", "by", "at"]
    list_filter = ["step"]
    list_select_related = ["dossier", "by"]


@admin.register(Adoption)
class AdoptionAdmin(LookOnlyAdmin):
    list_display = ["dossier", "body", "decided_on", "version"]
    list_select_related = ["dossier", "version__dossier"]
    fields = [
        *("dossier", "version", "content_sha256", "body_sl", "body_en", "decided_on", "reference"),
        *("gaps_sl", "gaps_en", "by", "at"),
    ]


@admin.register(Call)
class CallAdmin(LookOnlyAdmin):
    list_display = ["dossier", "kind", "opens", "closes", "ended_at"]
    list_filter = ["kind"]
    list_select_related = ["dossier"]


@admin.register(Contribution)
class ContributionAdmin(LookOnlyAdmin):
    """Without the link of the mail; what nobody confirmed is not there to be read."""

    list_display = ["__str__", "call", "state", "position", "at", "answered_at"]
    list_filter = ["state", "position", "call__kind"]
    list_select_related = ["call__dossier"]
    exclude = ["token_digest", "sent_key", "link"]

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(state=Contribution.State.UNCONFIRMED)
