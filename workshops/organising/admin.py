"""Registration to look at: steps, seats and answers change on the desk of the event alone, where rules hold."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from publishing.admin import LookOnlyAdmin
from workshops.models import (
    ChangeRequest,
    Companion,
    EventMail,
    EventRole,
    Occurrence,
    Question,
    Registration,
    RegistrationForm,
    RegistrationStep,
)

TITLES = ("event__title_sl", "event__title_en")
TITLES_OF_FORM = ("form__event__title_sl", "form__event__title_en")


def desk_link(name, *args):
    return format_html('<a href="{}">{}</a>', reverse(name, args=args), _("Desk of the event"))


class LookOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return request.user.is_coordinator

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class QuestionInline(LookOnlyInline):
    model = Question
    fields = ["label", "stage", "kind", "required", "each_person", "freezes", "sensitive", "order", "retired_at"]


@admin.register(RegistrationForm)
class RegistrationFormAdmin(LookOnlyAdmin):
    list_display = ["event", "opens_at", "closes_at", "capacity", "taken", "approval", "at_desk"]
    list_filter = ["approval", "waiting", "certificate"]
    list_select_related = ["event"]
    search_fields = TITLES
    readonly_fields = ["at_desk", "taken"]
    inlines = [QuestionInline]

    @admin.display(description=_("Desk of the event"))
    def at_desk(self, form):
        return desk_link("event_settings", form.event_id)


@admin.register(Question)
class QuestionAdmin(LookOnlyAdmin):
    list_display = ["label", "form", "stage", "kind", "sensitive", "retired_at"]
    list_filter = ["stage", "kind", "sensitive"]
    list_select_related = ["form__event"]
    search_fields = ["label_sl", "label_en", *TITLES_OF_FORM]


class CompanionInline(LookOnlyInline):
    model = Companion
    fields = ["name"]


class StepInline(LookOnlyInline):
    model = RegistrationStep
    fields = ["at", "step", "source", "target", "by", "reason"]
    readonly_fields = ["at"]


class ChangeRequestInline(LookOnlyInline):
    model = ChangeRequest
    fields = ["at", "state", "by", "decided_at", "reason"]
    readonly_fields = ["at"]


@admin.register(Registration)
class RegistrationAdmin(LookOnlyAdmin):
    """Without its answers, which organisers read at the desk, and without what opens its links."""

    list_display = ["__str__", "organisation", "form", "state", "held", "created_at", "at_desk"]
    list_filter = ["state", "language", "country"]
    list_select_related = ["form__event"]
    search_fields = ["name", "email", "organisation", *TITLES_OF_FORM]
    exclude = ["nonce", "token_digest", "pass_digest"]
    readonly_fields = ["at_desk", "held", "passed_over"]
    inlines = [CompanionInline, StepInline, ChangeRequestInline]

    @admin.display(description=_("Desk of the event"))
    def at_desk(self, registration):
        return desk_link("event_person", registration.form.event_id, registration.pk)


@admin.register(Occurrence)
class OccurrenceAdmin(LookOnlyAdmin):
    list_display = ["event", "uid", "sequence", "changed_at", "cancelled_at"]
    list_filter = [("cancelled_at", admin.EmptyFieldListFilter)]
    list_select_related = ["event"]
    search_fields = ["uid", *TITLES]
    readonly_fields = ["uid", "sequence", "changed_at"]


@admin.register(EventMail)
class EventMailAdmin(LookOnlyAdmin):
    list_display = ["subject", "event", "by", "sent_at", "count"]
    list_select_related = ["event", "by"]
    search_fields = ["subject_sl", "subject_en", *TITLES]


@admin.register(EventRole)
class EventRoleAdmin(admin.ModelAdmin):
    list_display = ["event", "user", "role", "by", "at"]
    list_filter = ["role"]
    list_select_related = ["event", "user", "by"]
    search_fields = ["user__email", "user__name", *TITLES]
    autocomplete_fields = ["event", "user"]
    readonly_fields = ["by"]

    def save_model(self, request, given, form, change):
        given.by = request.user
        super().save_model(request, given, form, change)
