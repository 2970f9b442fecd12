"""Addresses of study visits and of interest in practices."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from workshops.visits.views import desk, interests, partners

urlpatterns = [
    path(pgettext_lazy("address", "events/<slug:slug>/visit/"), partners.visit, name="visit"),
    path(
        pgettext_lazy("address", "events/<slug:slug>/visit/questions/<number:number>/"),
        partners.question,
        name="visit_question",
    ),
    path(
        pgettext_lazy("address", "events/<slug:slug>/visit/reports/<number:pk>/"),
        partners.report,
        name="visit_report",
    ),
    path(
        pgettext_lazy("address", "events/<slug:slug>/visit/reports/<number:pk>/pdf/"),
        partners.report_file,
        name="visit_report_file",
    ),
    path(pgettext_lazy("address", "desk/events/<number:pk>/visit/"), desk.overview, name="visit_desk"),
    path(pgettext_lazy("address", "desk/events/<number:pk>/visit/settings/"), desk.settings, name="visit_settings"),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/visit/questions/<number:number>/"),
        desk.answer,
        name="visit_answer",
    ),
    path(
        pgettext_lazy("address", "desk/events/<number:pk>/visit/reports/pdf/"),
        desk.reports_file,
        name="visit_reports_file",
    ),
    path(pgettext_lazy("address", "desk/interests/"), interests.listing, name="interests"),
    path(pgettext_lazy("address", "desk/interests/new/<number:pk>/"), interests.new, name="interest_new"),
    path(pgettext_lazy("address", "desk/interests/<number:pk>/drop/"), interests.drop, name="interest_drop"),
    path(
        pgettext_lazy("address", "desk/interests/<number:pk>/transfer/"),
        interests.become_transfer,
        name="interest_transfer",
    ),
]
