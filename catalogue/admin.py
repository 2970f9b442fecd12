from functools import reduce
from operator import or_

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelectMultiple
from django.contrib.contenttypes.admin import GenericTabularInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.admin import DBTaskResult
from import_export.admin import ImportExportModelAdmin
from import_export.forms import ExportForm
from modeltranslation.admin import TabbedTranslationAdmin

from catalogue import audit_admin  # noqa: F401  registers the trail
from catalogue.admin_bases import AsWritten, HistoryAdmin
from catalogue.exchange import FORMATS, resource_for
from catalogue.files import texts as files
from catalogue.languages import LANGUAGES
from catalogue.models import FileText, Page, Status, TaggedTopic, Topic, TopicLabel
from catalogue.models.thesaurus import check_broader, check_related
from catalogue.tables.faults import SheetError
from catalogue.text import slugify_sl
from catalogue.thesaurus import in_alphabet

admin.site.unregister(DBTaskResult)  # staff see what became of a file at its entry, in their own language


class TopicFormSet(BaseGenericInlineFormSet):
    """At most as many main topics as the kind allows."""

    def clean(self):
        super().clean()
        forms = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        topics = [form.cleaned_data.get("tag") for form in forms]
        if len(topics) != len(set(topics)):
            raise ValidationError(_("The same topic stands twice; remove one of the two."))
        main = [form for form in forms if form.cleaned_data.get("main")]
        if len(main) > self.instance.max_main_topics:
            raise ValidationError(_("Choose up to three main topics; untick the others, they stay as further ones."))


class TopicInline(GenericTabularInline):
    model = TaggedTopic
    formset = TopicFormSet
    autocomplete_fields = ["tag"]
    extra = 1


class MissingLanguageFilter(admin.SimpleListFilter):
    title = _("language of the title")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return [(code, _("not in: %(language)s") % {"language": code}) for code in LANGUAGES]

    def queryset(self, request, queryset):
        if self.value() not in LANGUAGES:
            return queryset
        field = f"title_{self.value()}"
        return queryset.filter(**{f"{field}__isnull": True}) | queryset.filter(**{field: ""})


@admin.action(description=_("Publish the selected entries"), permissions=["publish"])
def publish(model_admin, request, entries):
    changed = change_each(entries, "publish")
    text = ngettext("%(n)d entry is public now.", "%(n)d entries are public now.", changed)
    model_admin.message_user(request, text % {"n": changed}, messages.SUCCESS)


@admin.action(description=_("Withdraw the selected entries"), permissions=["publish"])
def withdraw(model_admin, request, entries):
    changed = change_each(entries, "withdraw")
    text = ngettext("%(n)d entry was withdrawn.", "%(n)d entries were withdrawn.", changed)
    model_admin.message_user(request, text % {"n": changed}, messages.SUCCESS)


@transaction.atomic
def change_each(entries, step):
    """Through the model, so that cards follow."""
    return sum(getattr(entry, step)() for entry in entries.select_for_update())


class EntryAdmin(AsWritten, ImportExportModelAdmin, HistoryAdmin, TabbedTranslationAdmin):
    """The admin of every public type: languages in tabs, history, exchange, publishing through the model."""

    list_display = ["name", "state", "complete", "untranslated", "updated_at"]
    list_filter = ["status", "confidence", MissingLanguageFilter]
    readonly_fields = ["status", "published_at", "complete", "missing", "created_at", "updated_at"]
    actions = [publish, withdraw]
    inlines = [TopicInline]
    import_export_change_list_template = "admin/entry_list.html"
    import_template_name = "admin/entry_import.html"
    formats = FORMATS
    export_form_class = ExportForm
    exclude = ["topics"]  # in the inline, with what is main and what is merely touched
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})}}
    list_per_page = 50
    ordering = ["-updated_at", "-pk"]
    save_on_top = True
    search_fields = [*(f"title_{code}" for code in LANGUAGES), "external_id"]

    def get_resource_classes(self, request):
        return [resource_for(self.model)]

    def has_publish_permission(self, request):
        opts = self.opts
        return request.user.has_perm(f"{opts.app_label}.publish_{opts.model_name}")

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An old version is for reading: saving it would bring back an old status, past the steps."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    def get_search_results(self, request, queryset, search_term):
        """Also by the address, which is folded: SQLite's own search knows no capitals beyond ASCII."""
        found, distinct = super().get_search_results(request, queryset, search_term)
        folded = slugify_sl(search_term)
        if folded:
            addresses = (models.Q(**{f"slug_{code}__contains": folded}) for code in LANGUAGES)
            found = found | queryset.filter(reduce(or_, addresses))
        return found, distinct

    def save_related(self, request, form, formsets, change):
        """Topics and child rows are saved after the entry, and its card shows them too."""
        super().save_related(request, form, formsets, change)
        form.instance.file_card()

    def export_action(self, request):
        """Narrowed by what the list does not know, there is nothing to export: back to the list, which says so."""
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            return redirect(
                f"{reverse(f'admin:{self.opts.app_label}_{self.opts.model_name}_changelist')}?{ERROR_FLAG}=1"
            )

    def import_action(self, request, **kwargs):
        """Columns that a file never brings, such as the state of an entry, are named and left aside."""
        response = super().import_action(request, **kwargs)
        result = (getattr(response, "context_data", None) or {}).get("result")
        if names := getattr(result, "left_aside", None):
            text = _("Not taken from the file, for an import never changes them: %(names)s.")
            self.message_user(request, text % {"names": ", ".join(names)}, messages.WARNING)
        return response

    def process_import(self, request, **kwargs):
        """The uploaded file waits in a temporary folder; a second click finds it gone."""
        try:
            return super().process_import(request, **kwargs)
        except FileNotFoundError:
            self.message_user(request, _("This import is already done. Choose the file anew."), messages.WARNING)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")

    def add_data_read_fail_error_to_form(self, form, error):
        """Our own sentences about a file say what to do; others get one that does."""
        text = str(error) if isinstance(error, SheetError) else _("The file could not be read. Is it XLSX or CSV?")
        kept = getattr(form.cleaned_data.get("import_file"), "tmp_storage_name", None)
        form.add_error("import_file", text)
        if kept:
            self.get_tmp_storage_class()(name=kept).remove()

    def view_on_site(self, entry):
        return entry.get_absolute_url()

    @admin.display(description=_("title"), ordering="title_sl")
    def name(self, entry):
        return str(entry)

    @admin.display(description=_("status"), ordering="status")
    def state(self, entry):
        return Status(entry.status).label

    @admin.display(description=_("complete"))
    def complete(self, entry):
        return f"{entry.completeness()} %"

    @admin.display(description=_("not filled in"))
    def missing(self, entry):
        return ", ".join(str(entry._meta.get_field(name).verbose_name) for name in entry.missing_fields()) or "–"

    @admin.display(description=_("missing translations"))
    def untranslated(self, entry):
        missing = entry.missing_translations()
        fields = [f"{entry._meta.get_field(field).verbose_name} ({code})" for field, code in missing]
        return ", ".join(fields) or "–"


@admin.action(description=_("Read the text of the files again"), permissions=["change"])
def read_files_again(model_admin, request, entries):
    waiting = sum(files.read_again(entry) for entry in entries)
    text = ngettext("%(n)d file waits to be read.", "%(n)d files wait to be read.", waiting)
    model_admin.message_user(request, text % {"n": waiting}, messages.SUCCESS)


class FileEntryAdmin(EntryAdmin):
    """For types with files whose words are found: what became of reading them."""

    readonly_fields = [*EntryAdmin.readonly_fields, "text_of_file"]
    actions = [*EntryAdmin.actions, read_files_again]

    @admin.display(description=_("text of the file"))
    def text_of_file(self, entry):
        return " ".join(row.report() for row in FileText.objects.of(entry)) or "–"


class TopicsField(forms.ModelMultipleChoiceField):
    """Other topics, chosen by typing."""

    def __init__(self, name):
        column = Topic._meta.get_field(name)
        widget = AutocompleteSelectMultiple(column, admin.site)
        super().__init__(Topic.objects.all(), label=column.verbose_name, required=False, widget=widget)


class TopicForm(forms.ModelForm):
    broader = TopicsField("broader")
    related = TopicsField("related")

    def clean_broader(self):
        check_broader(self.instance, self.cleaned_data["broader"])
        return self.cleaned_data["broader"]

    def clean_related(self):
        check_related(self.instance, self.cleaned_data["related"])
        return self.cleaned_data["related"]


class TopicLabelFormSet(forms.BaseInlineFormSet):
    def get_unique_error_message(self, unique_check):
        return _("The same label stands twice; remove one of the two.")


class TopicLabelInline(admin.TabularInline):
    """Labels are part of the topic: whoever may write the one may write the others."""

    model = TopicLabel
    formset = TopicLabelFormSet
    fields = ["language", "text", "hidden", "origin"]
    readonly_fields = ["origin"]
    extra = 1

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("catalogue.view_topic") or self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("catalogue.change_topic" if obj else "catalogue.add_topic")

    has_add_permission = has_delete_permission = has_change_permission


@admin.register(Topic)
class TopicAdmin(TabbedTranslationAdmin):
    form = TopicForm
    inlines = [TopicLabelInline]
    list_display = ["name_sl", "name_en", "slug", "origin"]
    search_fields = ["name_sl", "name_en", "slug", "labels__text"]
    readonly_fields = ["narrower_topics"]

    @admin.display(description=_("narrower topics"))
    def narrower_topics(self, topic):
        narrower = in_alphabet(topic.narrower.all()) if topic.pk else []
        links = ((reverse("admin:catalogue_topic_change", args=[other.pk]), other) for other in narrower)
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"


@admin.register(Page)
class PageAdmin(HistoryAdmin, TabbedTranslationAdmin):
    list_display = ["title", "key", "updated_at"]

    def get_readonly_fields(self, request, obj=None):
        return ["key"] if obj else []
