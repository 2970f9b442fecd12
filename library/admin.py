from django.contrib import admin
from modeltranslation.admin import TranslationTabularInline

from catalogue.admin import EntryAdmin
from catalogue.admin_bases import AsWritten
from library.forms import PracticeForm, PublicationForm
from library.models import (
    Book,
    Chapter,
    Edition,
    Erratum,
    Evidence,
    Illustration,
    Practice,
    PracticeTie,
    Publication,
    Reference,
    Term,
)
from publishing.admin import LookOnlyAdmin, WrittenAdmin, WrittenFileAdmin


class EvidenceInline(AsWritten, TranslationTabularInline):
    model = Evidence
    extra = 0


class IllustrationInline(AsWritten, TranslationTabularInline):
    model = Illustration
    extra = 0


class ReferenceInline(admin.TabularInline):
    model = Reference
    autocomplete_fields = ["publication"]
    extra = 0


class TieInline(admin.TabularInline):
    model = PracticeTie
    autocomplete_fields = ["project"]
    extra = 0


@admin.register(Practice)
class PracticeAdmin(WrittenAdmin):
    form = PracticeForm
    list_filter = [*WrittenAdmin.list_filter, "outcome", "related_case", "country", "project"]
    autocomplete_fields = ["place", "organisation", "project"]
    inlines = [EvidenceInline, TieInline, *WrittenAdmin.inlines]


@admin.register(Publication)
class PublicationAdmin(WrittenFileAdmin):
    form = PublicationForm
    list_filter = [*WrittenFileAdmin.list_filter, "type", "project"]
    autocomplete_fields = ["organisation", "project"]


@admin.register(Book)
class BookAdmin(WrittenAdmin):
    list_filter = [*WrittenAdmin.list_filter, "type", "project"]
    autocomplete_fields = ["organisation", "project"]


@admin.register(Chapter)
class ChapterAdmin(WrittenAdmin):
    list_display = ["book", "number", *WrittenAdmin.list_display]
    list_filter = [*WrittenAdmin.list_filter, "depth", "book"]
    list_select_related = ["book"]
    autocomplete_fields = ["book", "organisation", "place"]
    inlines = [IllustrationInline, ReferenceInline, *WrittenAdmin.inlines]


@admin.register(Term)
class TermAdmin(EntryAdmin):
    pass


@admin.register(Edition)
class EditionAdmin(LookOnlyAdmin):
    """Editions are made and approved at the desk."""

    list_display = ["__str__", "state", "text_at", "approved_at", "identifier", "doi"]
    list_filter = ["state", "book"]


@admin.register(Erratum)
class ErratumAdmin(LookOnlyAdmin):
    list_display = ["__str__", "edition", "language", "day"]
    list_select_related = ["edition"]
