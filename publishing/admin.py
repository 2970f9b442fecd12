"""The administration of what is written in the portal: whatever is changed there becomes a version, too."""

import json

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as delete_all
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.forms import ValidationError
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from catalogue import admin as general
from catalogue.models import CatalogueState, Kind, Status
from publishing.letters import consenting
from publishing.letters.subscribing import LETTERS
from publishing.models import Dossier, Letter, Mail, Notice, Review, Subscriber, Suggestion, Version
from publishing.outside import insist, refusal, refusals
from publishing.versions import adopt, catch_up, dossier_of


def adopt_standing(model, pks):
    """The history of what is public begins with how it stands now."""
    for entry in model.objects.filter(pk__in=pks, status=Status.PUBLISHED):
        adopt(entry)


def record_changes(model, pks, by):
    """What was changed here is a version of its own."""
    for entry in model.objects.filter(pk__in=pks):
        if dossier := dossier_of(entry):
            catch_up(dossier, by=by)
        elif entry.status == Status.PUBLISHED:
            adopt(entry)


def free(model_admin, request, entries):
    """Those that may be changed just now; of the others it is said why not."""
    reasons = refusals(entries.model, list(entries.values_list("pk", flat=True)))
    for entry in entries.filter(pk__in=reasons):
        text = now("“%(title)s”: %(reason)s") % {"title": entry, "reason": reasons[entry.pk]}
        model_admin.message_user(request, text, messages.ERROR)
    return entries.exclude(pk__in=reasons)


@transaction.atomic
def followed(action, model_admin, request, entries):
    """An action on entries that may be changed, with their versions brought along."""
    CatalogueState.lock()
    entries = free(model_admin, request, entries)
    pks = list(entries.values_list("pk", flat=True))
    adopt_standing(entries.model, pks)
    action(model_admin, request, entries)
    record_changes(entries.model, pks, request.user)


@admin.action(description=general.publish.short_description, permissions=["publish"])
def publish(model_admin, request, entries):
    followed(general.publish, model_admin, request, entries)


@admin.action(description=general.withdraw.short_description, permissions=["publish"])
def withdraw(model_admin, request, entries):
    followed(general.withdraw, model_admin, request, entries)


class Asking:
    """A form of the administration that asks the guard of its kind once more, when it is sent."""

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            CatalogueState.lock()
            if reason := refusal(self.instance):
                raise ValidationError(reason)
        return cleaned


@admin.action(description=delete_all.short_description, permissions=["delete"])
def delete_selected(model_admin, request, entries):
    entries = free(model_admin, request, entries)
    return delete_all(model_admin, request, entries) if entries.exists() else None


class WrittenAdmin(general.EntryAdmin):
    """For the kinds that have versions: no public change passes them by, nor the guard of their kind."""

    actions = [publish, withdraw, delete_selected]

    def get_form(self, request, obj=None, **kwargs):
        """What was typed before a kind began to refuse changes stays in the form, with the reason."""
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (Asking, form), {})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method != "POST":
            self.say_refusal(request, object_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        if self.say_refusal(request, object_id):
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", object_id)
        return super().delete_view(request, object_id, extra_context)

    def say_refusal(self, request, object_id):
        entry = self.get_object(request, unquote(object_id))
        reason = refusal(entry) if entry else ""
        if reason:
            self.message_user(request, reason, messages.WARNING)
        return reason

    def save_model(self, request, entry, form, change):
        if change:
            adopt_standing(self.model, [entry.pk])
        super().save_model(request, entry, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        record_changes(self.model, [form.instance.pk], request.user)

    @transaction.atomic
    def delete_model(self, request, entry):
        insist(self.model, [entry.pk])
        dossier = dossier_of(entry)
        super().delete_model(request, entry)
        if dossier:
            catch_up(dossier, by=request.user)

    @transaction.atomic
    def delete_queryset(self, request, entries):
        insist(self.model, list(entries.values_list("pk", flat=True)))
        dossiers = [dossier for dossier in map(dossier_of, entries) if dossier]
        super().delete_queryset(request, entries)
        for dossier in dossiers:
            catch_up(dossier, by=request.user)


class WrittenFileAdmin(WrittenAdmin, general.FileEntryAdmin):
    """The same for types with files whose words are found."""

    actions = [*WrittenAdmin.actions, general.read_files_again]


class LookOnlyAdmin(admin.ModelAdmin):
    """What the portal itself keeps: coordinators may look, nobody changes it past the steps."""

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff and request.user.is_coordinator

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Dossier)
class DossierAdmin(LookOnlyAdmin):
    list_display = ["__str__", "kind", "owner", "updated_at"]
    list_filter = ["kind"]
    list_select_related = ["owner"]
    search_fields = ["title_sl", "title_en"]


@admin.register(Version)
class VersionAdmin(LookOnlyAdmin):
    list_display = ["__str__", "state", "published_at", "validated"]
    list_filter = ["state", "validated", "dossier__kind"]
    list_select_related = ["dossier"]
    fields = [
        *("dossier", "number", "state", "reason", "created_by", "contributors", "based_on"),
        *("created_at", "updated_at", "submitted_at", "published_at", "decided_at", "validated"),
        *("opinion", "means", "checked", "written"),
    ]
    readonly_fields = ["written"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("typed")

    @admin.display(description=_("content"))
    def written(self, version):
        return format_html("<pre>{}</pre>", json.dumps(version.content, ensure_ascii=False, indent=2))


@admin.register(Review)
class ReviewAdmin(LookOnlyAdmin):
    list_display = ["__str__", "state", "due", "handed_in_at"]
    list_filter = ["state"]
    list_select_related = ["version__dossier", "reviewer"]


@admin.register(Mail)
class MailAdmin(LookOnlyAdmin):
    """Without its text, which may hold a link that opens something."""

    list_display = ["to", "subject", "state", "attempts", "created_at", "sent_at"]
    list_filter = ["state"]
    exclude = ["text", "html", "unsubscribe", "headers", "envelope", "key"]


@admin.register(Notice)
class NoticeAdmin(LookOnlyAdmin):
    list_display = ["person", "kind", "sentence", "at", "read_at"]
    list_filter = ["kind"]
    list_select_related = ["person"]


@admin.register(Suggestion)
class SuggestionAdmin(LookOnlyAdmin):
    """Without the link of the mail."""

    list_display = ["__str__", "state", "language", "at", "answered_at"]
    list_filter = ["state", "language"]
    list_select_related = ["dossier"]
    exclude = ["token_digest"]


TAKEN_ADDRESSES = {"confirm", "unsubscribe", "potrditev", "odjava"}


class LetterForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(label=_("kinds"), choices=Kind.choices, required=False, help_text=_("None: all."))

    def clean_slug(self):
        """These words stand at the same place in addresses of links."""
        slug = self.cleaned_data["slug"]
        if slug in TAKEN_ADDRESSES:
            raise ValidationError(now("This address is taken. Choose another one."))
        return slug


@admin.register(Letter)
class LetterAdmin(LookOnlyAdmin):
    """Coordinators make letters; what was sent keeps them from being deleted."""

    form = LetterForm
    list_display = ["__str__", "slug", "active"]
    fields = ["slug", "title_sl", "title_en", "about_sl", "about_en", "from_name", "kinds", "active"]

    def has_add_permission(self, request):
        return self.has_view_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_view_permission(request)


@admin.action(description=_("Unsubscribe the chosen ones"))
def unsubscribe(model_admin, request, found):
    left = [consenting.leave(LETTERS, one.pk, Subscriber.LeftBy.COORDINATOR) for one in found]
    model_admin.message_user(request, now("Unsubscribed: %(number)s.") % {"number": left.count(True)})


@admin.register(Subscriber)
class SubscriberAdmin(LookOnlyAdmin):
    """They come and go by themselves; who asks a coordinator is unsubscribed by the action."""

    actions = [unsubscribe]
    list_display = ["__str__", "letter", "language", "state", "confirmed_at", "left_at"]
    list_filter = ["letter", "state", "language"]
    list_select_related = ["letter"]
    search_fields = ["email"]
