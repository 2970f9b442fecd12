from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue.api.telling import MORE_FACTS
from catalogue.models import Kind
from plans.exchange import desk, views
from plans.exchange.facts import plan_facts

MORE_FACTS[Kind.PLAN] = plan_facts  # the address of machines is the catalogue's

urlpatterns = [
    path(pgettext_lazy("address", "action-plans/<slug:slug>/pdf/"), views.plan_sheet, name="plan_sheet"),
    path(pgettext_lazy("address", "action-plans/<slug:slug>/workbook/"), views.plan_workbook, name="plan_workbook"),
    path(pgettext_lazy("address", "action-plans/<slug:slug>/calendar/"), views.plan_calendar, name="plan_calendar"),
    path(pgettext_lazy("address", "action-plans/<slug:slug>/feed/"), views.feed, name="plan_feed"),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/reports/workbook/"),
        views.plan_report_workbook,
        name="plan_report_workbook",
    ),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/reports/<number:number>/pdf/"),
        views.report_sheet,
        name="report_sheet",
    ),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/consultation/<number:number>/pdf/"),
        views.answers_sheet,
        name="answers_sheet",
    ),
    path(pgettext_lazy("address", "desk/<number:pk>/workbook/"), desk.own_workbook, name="own_workbook"),
    path(pgettext_lazy("address", "desk/<number:pk>/read-in/"), desk.read_in, name="read_plan_in"),
]
