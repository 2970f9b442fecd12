from django.urls import path
from django.utils.translation import pgettext_lazy

from plans.pages import views

urlpatterns = [
    path(pgettext_lazy("address", "action-plans/<slug:slug>/actions/"), views.actions, name="plan_actions"),
    path(pgettext_lazy("address", "action-plans/<slug:slug>/actions/<slug:key>/"), views.action, name="plan_action"),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/lanes/"),
        views.part,
        {"name": "plan_lanes"},
        name="plan_lanes",
    ),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/time-line/"),
        views.part,
        {"name": "plan_time_line"},
        name="plan_time_line",
    ),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/money/"),
        views.part,
        {"name": "plan_money"},
        name="plan_money",
    ),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/risks/"),
        views.part,
        {"name": "plan_risks"},
        name="plan_risks",
    ),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/swot/"),
        views.part,
        {"name": "plan_swot"},
        name="plan_swot",
    ),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/where-it-comes-from/"),
        views.part,
        {"name": "plan_evidence"},
        name="plan_evidence",
    ),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/group-and-findings/"),
        views.part,
        {"name": "plan_group"},
        name="plan_group",
    ),
]
