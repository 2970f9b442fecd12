from django.urls import path
from django.utils.translation import pgettext_lazy

from plans.life import views

urls = [
    path(pgettext_lazy("address", "desk/<number:pk>/course/"), views.course, name="plan_course"),
    path(pgettext_lazy("address", "desk/<number:pk>/course/adopt/"), views.adopt, name="plan_adopt"),
    path(pgettext_lazy("address", "desk/<number:pk>/course/step/<slug:name>/"), views.step, name="plan_step"),
    path(
        pgettext_lazy("address", "action-plans/<slug:slug>/decisions/<number:pk>/"),
        views.decision,
        name="plan_decision",
    ),
]
