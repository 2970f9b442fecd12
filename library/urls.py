from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue.models import Kind
from catalogue.views import kind_list
from library import views
from library.editions import desk
from library.editions import views as editions
from library.editions.feed import feed as book_feed

urlpatterns = [
    path(pgettext_lazy("address", "good-practices/"), kind_list, {"kind": Kind.PRACTICE}, name="practice_list"),
    path(pgettext_lazy("address", "good-practices/<slug:slug>/"), views.practice, name="practice"),
    path(pgettext_lazy("address", "good-practices/<slug:slug>/pdf/"), views.practice_sheet, name="practice_sheet"),
    path(pgettext_lazy("address", "guidelines/"), kind_list, {"kind": Kind.GUIDELINE}, name="guideline_list"),
    path(pgettext_lazy("address", "guidelines/<slug:slug>/"), views.guideline, name="guideline"),
    path(pgettext_lazy("address", "guidelines/<slug:slug>/file/<slug:kind>/"), views.book_file, name="book_file"),
    path(
        pgettext_lazy("address", "guidelines/<slug:slug>/cite/<slug:form>/"), editions.book_export, name="book_export"
    ),
    path(pgettext_lazy("address", "guidelines/<slug:slug>/feed/"), book_feed, name="book_feed"),
    path(pgettext_lazy("address", "editions/<number:pk>/compare/"), editions.compare, name="edition_compare"),
    path(pgettext_lazy("address", "editions/<number:pk>/<number:number>/"), editions.edition, name="edition"),
    path(
        pgettext_lazy("address", "editions/<number:pk>/<number:number>/<number:position>/"),
        editions.chapter,
        name="edition_chapter",
    ),
    path(
        pgettext_lazy("address", "editions/<number:pk>/<number:number>/file/<slug:language>/<slug:kind>/"),
        editions.file,
        name="edition_file",
    ),
    path(
        pgettext_lazy("address", "editions/<number:pk>/<number:number>/figure/<number:chapter>/<slug:key>/"),
        editions.figure,
        name="edition_figure",
    ),
    path(
        pgettext_lazy("address", "editions/<number:pk>/<number:number>/cite/<slug:form>/"),
        editions.export,
        name="edition_export",
    ),
    path(pgettext_lazy("address", "desk/<number:pk>/editions/"), desk.listing, name="desk_editions"),
    path(pgettext_lazy("address", "desk/<number:pk>/editions/new/"), desk.begin, name="begin_edition"),
    path(pgettext_lazy("address", "desk/<number:pk>/editions/<number:number>/"), desk.edition, name="desk_edition"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/editions/<number:number>/step/<slug:name>/"),
        desk.step,
        name="edition_step",
    ),
    path(pgettext_lazy("address", "desk/<number:pk>/editions/<number:number>/note/"), desk.note, name="edition_note"),
    path(pgettext_lazy("address", "desk/<number:pk>/editions/<number:number>/doi/"), desk.doi, name="edition_doi"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/editions/<number:number>/errata/"), desk.errata, name="desk_errata"
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/editions/<number:number>/errata/<number:erratum>/"),
        desk.errata,
        name="desk_erratum",
    ),
    path(pgettext_lazy("address", "guidelines/<slug:slug>/search/"), views.search_book, name="search_book"),
    path(pgettext_lazy("address", "guidelines/<slug:slug>/whole/"), views.whole_book, name="whole_book"),
    path(pgettext_lazy("address", "guidelines/<slug:slug>/whole/print/"), views.print_style, name="print_style"),
    path(pgettext_lazy("address", "guidelines/<slug:slug>/kept/"), views.kept_book, name="kept_book"),
    path(pgettext_lazy("address", "guidelines/<slug:slug>/worker/"), views.book_worker, name="book_worker"),
    path(pgettext_lazy("address", "chapters/"), kind_list, {"kind": Kind.CHAPTER}, name="chapter_list"),
    path(pgettext_lazy("address", "chapters/<slug:slug>/"), views.chapter, name="chapter"),
    path(
        pgettext_lazy("address", "publications/"),
        kind_list,
        {"kind": Kind.PUBLICATION},
        name="publication_list",
    ),
    path(pgettext_lazy("address", "publications/<slug:slug>/"), views.publication, name="publication"),
    path(pgettext_lazy("address", "publications/<slug:slug>/pdf/"), views.publication_sheet, name="publication_sheet"),
    path(pgettext_lazy("address", "glossary/"), kind_list, {"kind": Kind.TERM}, name="term_list"),
    path(pgettext_lazy("address", "glossary/<slug:slug>/"), views.term, name="term"),
]
