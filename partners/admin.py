import json

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.contrib.contenttypes.models import ContentType
from django.db.models import Value
from django.db.models.functions import Left, Replace
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationTabularInline

from catalogue.admin import EntryAdmin
from catalogue.admin_bases import AsWritten
from catalogue.personal.erasing import erase
from partners.models import Figure, Invitation, Listing, Membership, Network, Partner, Place, Post, User
from publishing.admin import WrittenAdmin
from publishing.models import Mail, Notice

LONGEST_REPR = LogEntry._meta.get_field("object_repr").max_length


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["user", "partner"]
    extra = 0


class UserCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]
        field_classes = {"email": forms.EmailField}


class PasswordForm(AdminPasswordChangeForm):
    usable_password_help_text = _("Without a password of the portal, the person cannot sign in.")  # a list breaks HTML


def forget_in_log(people):
    """The log of the administration goes on saying what was done, but no longer what these people are called."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User))
    for person in people:
        number = f"{User._meta.verbose_name} {person.pk}"
        entries.filter(object_id=str(person.pk)).update(object_repr=number, change_message="")
        for said in filter(None, (person.name, person.email)):
            forget_memberships(f"{said} – ", f"{number} – ")


def forget_memberships(begins, instead):
    """What is called by a person and an organisation or an event, itself or in the message of what it belongs to."""
    own = LogEntry.objects.filter(object_repr__startswith=begins)
    own.update(object_repr=Left(Replace("object_repr", Value(begins), Value(instead)), LONGEST_REPR))
    told, instead = (json.dumps(text)[:-1] for text in (begins, instead))
    among = LogEntry.objects.filter(change_message__contains=told)
    among.update(change_message=Replace("change_message", Value(told), Value(instead)))


@admin.register(User)
class PersonAdmin(UserAdmin):
    add_form = UserCreationForm
    change_password_form = PasswordForm
    ordering = ["email"]
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    search_fields = ["email", "name"]
    inlines = [MembershipInline]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def get_deleted_objects(self, people, request):
        """What the portal wrote to a person goes with them, though nobody may delete it otherwise."""
        shown, counts, needed, protected = super().get_deleted_objects(people, request)
        return shown, counts, needed - {Notice._meta.verbose_name, Mail._meta.verbose_name}, protected

    def delete_model(self, request, person):
        """Never truly: reviews and the log of the administration hang on the row, which becomes an anonymous one."""
        erase(person.email)
        forget_in_log([person])

    def delete_queryset(self, request, people):
        for person in people:
            self.delete_model(request, person)


@admin.register(Partner)
class PartnerAdmin(EntryAdmin):
    list_filter = [*EntryAdmin.list_filter, "country"]
    inlines = [*EntryAdmin.inlines, MembershipInline]


class FigureInline(AsWritten, TranslationTabularInline):
    model = Figure
    extra = 0


@admin.register(Place)
class PlaceAdmin(WrittenAdmin):
    list_filter = [*WrittenAdmin.list_filter, "type", "country", "related_case"]
    autocomplete_fields = ["part_of", "organisation"]
    inlines = [FigureInline, *WrittenAdmin.inlines]


@admin.register(Post)
class PostAdmin(WrittenAdmin):
    list_filter = [*WrittenAdmin.list_filter, "type"]
    autocomplete_fields = ["partner"]


@admin.register(Network)
class NetworkAdmin(WrittenAdmin):
    list_filter = [*WrittenAdmin.list_filter, "joinable"]
    autocomplete_fields = ["coordinator"]


@admin.register(Listing)
class ListingAdmin(WrittenAdmin):
    list_filter = [*WrittenAdmin.list_filter, "direction", "stage"]
    autocomplete_fields = ["partner", "place", "call"]


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """To look at; invitations are made and revoked on the page of the organisation."""

    list_display = ["email", "partner", "role", "invited_by", "created_at", "expires_at", "accepted_at", "revoked_at"]
    list_filter = ["role", "language"]
    search_fields = ["email", "partner__title_sl", "partner__title_en"]
    list_select_related = ["partner", "invited_by"]
    fields = readonly_fields = [*list_display, "language", "mails"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
