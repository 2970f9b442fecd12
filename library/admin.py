from django.contrib import admin
from modeltranslation.admin import TranslationTabularInline

from catalogue.admin import EntryAdmin, FileEntryAdmin
from library.forms import PracticeForm, PublicationForm
from library.models import Book, Chapter, Evidence, Practice, PracticeTie, Publication, Term


class EvidenceInline(TranslationTabularInline):
    model = Evidence
    extra = 0


class TieInline(admin.TabularInline):
    model = PracticeTie
    autocomplete_fields = ["project"]
    extra = 0


@admin.register(Practice)
class PracticeAdmin(EntryAdmin):
    form = PracticeForm
    list_filter = [*EntryAdmin.list_filter, "outcome", "related_case", "country", "project"]
    autocomplete_fields = ["place", "organisation", "project"]
    inlines = [EvidenceInline, TieInline, *EntryAdmin.inlines]


@admin.register(Publication)
class PublicationAdmin(FileEntryAdmin):
    form = PublicationForm
    list_filter = [*FileEntryAdmin.list_filter, "type", "project"]
    autocomplete_fields = ["project"]


@admin.register(Book)
class BookAdmin(EntryAdmin):
    list_filter = [*EntryAdmin.list_filter, "type", "project"]
    autocomplete_fields = ["project"]


@admin.register(Chapter)
class ChapterAdmin(EntryAdmin):
    list_display = ["book", "number", *EntryAdmin.list_display]
    list_filter = [*EntryAdmin.list_filter, "depth", "book"]
    list_select_related = ["book"]
    autocomplete_fields = ["book", "place"]


@admin.register(Term)
class TermAdmin(EntryAdmin):
    pass
