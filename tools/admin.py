from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TabbedTranslationAdmin

from catalogue.admin import EntryAdmin
from catalogue.admin_bases import AsWritten
from tools.models import Figure, Indicator, PublicRun, Run, Tool, Work
from tools.views import figure_exchange


@admin.register(Tool)
class ToolAdmin(EntryAdmin):
    list_filter = [*EntryAdmin.list_filter, "method_known", "project"]
    autocomplete_fields = ["project", "guideline"]


@admin.register(PublicRun)
class PublicRunAdmin(EntryAdmin):
    """Public analyses: made when a run is published; here they are described, or withdrawn."""

    autocomplete_fields = ["organisation"]
    readonly_fields = [*EntryAdmin.readonly_fields, "run"]

    def has_add_permission(self, request):
        return False


class ReadOnlyAdmin(admin.ModelAdmin):
    """What people computed is theirs: coordinators see that it is there, not what it says, and no key to it."""

    view_on_site = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ["slug", "analysis", "author", "organisation", "created_at"]
    list_filter = ["analysis", "created_at"]
    fields = ["slug", "analysis", "method_version", "author", "organisation", "created_at", "deleted_at"]
    list_select_related = ["author", "organisation"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Work)
class WorkAdmin(ReadOnlyAdmin):
    list_display = ["pk", "analysis", "author", "job", "changed_at"]
    list_filter = ["analysis", "job"]
    fields = ["analysis", "author", "job", "created_at", "changed_at"]
    list_select_related = ["author"]


@admin.register(Indicator)
class IndicatorAdmin(TabbedTranslationAdmin):
    list_display = ["name", "code", "unit", "direction", "topic", "active"]
    list_filter = ["active", "direction"]
    list_select_related = ["topic"]
    search_fields = ["name_sl", "name_en", "code"]
    autocomplete_fields = ["topic"]

    def get_readonly_fields(self, request, obj=None):
        """The code stands in files and addresses: once given it stays."""
        return ["code"] if obj else []


@admin.register(Figure)
class FigureAdmin(AsWritten, admin.ModelAdmin):
    list_display = ["indicator", "place", "year", "value"]
    list_filter = ["indicator", "year"]
    list_select_related = ["indicator", "place"]
    search_fields = ["indicator__code", "place__title_sl", "place__title_en", "place__external_id"]
    autocomplete_fields = ["indicator", "place"]
    change_list_template = "admin/figure_list.html"
    actions = ["as_csv", "as_xlsx"]

    def get_urls(self):
        staff = self.admin_site.admin_view
        return [
            path("import/", staff(figure_exchange.import_figures), name="tools_figure_import"),
            path("import/template/", staff(figure_exchange.template), name="tools_figure_template"),
            path("export/<slug:form>/", staff(figure_exchange.export_figures), name="tools_figure_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        more = {"may_import": figure_exchange.may_import(request.user)}
        return super().changelist_view(request, (extra_context or {}) | more)

    @admin.action(description=_("Export the selected figures as CSV"), permissions=["view"])
    def as_csv(self, request, figures):
        return figure_exchange.figures_sent(request, figures, "csv")

    @admin.action(description=_("Export the selected figures as XLSX"), permissions=["view"])
    def as_xlsx(self, request, figures):
        return figure_exchange.figures_sent(request, figures, "xlsx")
