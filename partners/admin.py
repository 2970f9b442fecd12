from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationTabularInline

from catalogue.admin import EntryAdmin
from catalogue.admin_bases import AsWritten
from catalogue.personal.erasing import erase
from partners.models import (
    BlockedSender,
    Figure,
    Invitation,
    Listing,
    Membership,
    Network,
    NetworkLink,
    NetworkMembership,
    Partner,
    Place,
    Post,
    User,
)
from publishing.admin import WrittenAdmin
from publishing.models import Mail, Notice


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
        """Never truly: reviews and the log of the administration hang on the row, which becomes anonymous."""
        erase(person.email)

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


class NetworkMembershipInline(AsWritten, admin.TabularInline):
    model = NetworkMembership
    fields = ["partner", "role", "state", "since", "until", "reason"]
    autocomplete_fields = ["partner"]
    extra = 0


class NetworkLinkInline(AsWritten, admin.TabularInline):
    model = NetworkLink
    fk_name = "network"
    fields = ["member", "state", "since", "reason"]
    autocomplete_fields = ["member"]
    extra = 0


@admin.register(Network)
class NetworkAdmin(WrittenAdmin):
    list_filter = [*WrittenAdmin.list_filter, "joinable"]
    autocomplete_fields = ["coordinator"]
    inlines = [NetworkMembershipInline, NetworkLinkInline, *WrittenAdmin.inlines]
    search_fields = ["acronym", *WrittenAdmin.search_fields]


@admin.register(Listing)
class ListingAdmin(WrittenAdmin):
    list_filter = [*WrittenAdmin.list_filter, "direction", "stage"]
    autocomplete_fields = ["partner", "place", "call"]


@admin.register(BlockedSender)
class BlockedSenderAdmin(admin.ModelAdmin):
    """To look at; who was blocked by mistake is let in again by removing the block."""

    list_display = ["__str__", "at", "by"]
    list_select_related = ["by"]
    fields = readonly_fields = ["address_digest", "at", "by"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


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
