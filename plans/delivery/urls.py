from django.urls import path
from django.utils.translation import pgettext_lazy

from plans.delivery.views import desk, goals, public, ratings

urlpatterns = [
    path(pgettext_lazy("address", "action-plans/<slug:slug>/reports/"), public.reports, name="plan_reports"),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/reports/<number:number>/"),
        public.report,
        name="plan_report",
    ),
    path(pgettext_lazy("address", "desk/<number:pk>/reports/"), desk.listing, name="plan_reports_desk"),
    path(pgettext_lazy("address", "desk/<number:pk>/reports/begin/"), desk.begin, name="plan_report_begin"),
    path(pgettext_lazy("address", "desk/<number:pk>/reports/<number:number>/"), desk.report, name="plan_report_desk"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/reports/<number:number>/goals/<slug:key>/"),
        goals.goal,
        name="plan_report_goal",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/reports/<number:number>/nothing-new/"),
        desk.keep_last,
        name="plan_report_keep_last",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/reports/<number:number>/look-over/"),
        desk.look_over,
        name="plan_report_look_over",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/reports/<number:number>/discard/"),
        desk.discard,
        name="plan_report_discard",
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/reports/<number:number>/correct/"),
        desk.correct,
        name="plan_report_correct",
    ),
    path(pgettext_lazy("address", "desk/<number:pk>/stakeholders/"), ratings.ratings, name="plan_ratings"),
]
