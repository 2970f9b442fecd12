from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationTabularInline

from catalogue.admin import EntryAdmin
from partners.models import Figure, Membership, Partner, Place, Post, User


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["user", "partner"]
    extra = 0


class UserCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]
        field_classes = {"email": forms.EmailField}


@admin.register(User)
class PersonAdmin(UserAdmin):
    add_form = UserCreationForm
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


@admin.register(Partner)
class PartnerAdmin(EntryAdmin):
    list_filter = [*EntryAdmin.list_filter, "country"]
    inlines = [*EntryAdmin.inlines, MembershipInline]


class FigureInline(TranslationTabularInline):
    model = Figure
    extra = 0


@admin.register(Place)
class PlaceAdmin(EntryAdmin):
    list_filter = [*EntryAdmin.list_filter, "type", "country", "related_case"]
    autocomplete_fields = ["part_of"]
    inlines = [FigureInline, *EntryAdmin.inlines]


@admin.register(Post)
class PostAdmin(EntryAdmin):
    list_filter = [*EntryAdmin.list_filter, "type"]
    autocomplete_fields = ["partner"]
