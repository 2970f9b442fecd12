"""The trail in the administration, to be looked at; what is chosen can be taken as a table, which is noted too."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue import audit
from catalogue.files.sending import download
from catalogue.models import AuditEvent
from catalogue.tables.writing import CSV_TYPE, csv_bytes

COLUMNS = ["at", "who", "action", "model", "object_id", "said", "network"]
MOST_ROWS = 50_000


@admin.action(description=_("Take the selected events as a table (CSV)"), permissions=["view"])
def take(model_admin, request, events):
    rows = [[str(model_admin.cell(event, name)) for name in COLUMNS] for event in events[:MOST_ROWS]]
    audit.note(audit.Action.EXPORT, by=request.user, said=f"{AuditEvent._meta.label}, {len(rows)} rows")
    heads = [str(model_admin.heads()[name]) for name in COLUMNS]
    return download("events.csv", csv_bytes([heads, *rows], get_language()), CSV_TYPE)


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin):
    list_display = COLUMNS
    list_filter = ["action", "at"]
    search_fields = ["=actor", "=object_id"]
    search_help_text = _("The number of a person or of an object.")
    list_per_page = 50
    show_full_result_count = False
    actions = [take]
    fields = readonly_fields = [*COLUMNS, "before", "digest"]

    def get_queryset(self, request):
        """With the name of each person as it is today, in the one query."""
        people = get_user_model().objects.filter(pk=OuterRef("actor"))
        name = people.annotate(called=Coalesce(NullIf("name", Value("")), "email", output_field=CharField())).values(
            "called"
        )
        return super().get_queryset(request).annotate(called=Subquery(name[:1]))

    @admin.display(description=_("who"))
    def who(self, event):
        if event.actor:
            return f"{event.called or ''} ({event.actor})".strip()
        return f"{_('unknown')} {event.unknown[:8]}" if event.unknown else _("the portal")

    def cell(self, event, name):
        if name == "at":
            return timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds")
        if name == "who":
            return self.who(event)
        value = event.get_action_display() if name == "action" else getattr(event, name)
        return "" if value is None else value

    def heads(self):
        return {name: _("who") if name == "who" else AuditEvent._meta.get_field(name).verbose_name for name in COLUMNS}

    # --- Who may look; nobody may do more ---

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_coordinator

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
