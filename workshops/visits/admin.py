"""Study visits and interest in practices, to look at: each side writes its own part on its own pages."""

from django.contrib import admin

from publishing.admin import LookOnlyAdmin
from workshops.models import Interest, Visit, VisitQuestion, VisitReport

TITLES = ("visit__event__title_sl", "visit__event__title_en", "partner__title_sl", "partner__title_en")


@admin.register(Visit)
class VisitAdmin(LookOnlyAdmin):
    list_display = ["event", "questions_until"]
    list_select_related = ["event"]
    search_fields = ["event__title_sl", "event__title_en"]


@admin.register(VisitQuestion)
class VisitQuestionAdmin(LookOnlyAdmin):
    list_display = ["__str__", "visit", "partner", "practice"]
    list_select_related = ["visit__event", "partner", "practice"]
    search_fields = ["text", *TITLES]


@admin.register(VisitReport)
class VisitReportAdmin(LookOnlyAdmin):
    list_display = ["__str__", "visit", "partner", "due", "handed_in_at", "public"]
    list_filter = ["public", ("handed_in_at", admin.EmptyFieldListFilter)]
    list_select_related = ["visit__event", "partner"]
    search_fields = TITLES


@admin.register(Interest)
class InterestAdmin(LookOnlyAdmin):
    list_display = ["practice", "partner", "place", "event", "state"]
    list_filter = ["state"]
    list_select_related = ["practice", "partner", "place", "event"]
    search_fields = ["practice__title_sl", "practice__title_en", "partner__title_sl", "partner__title_en"]
