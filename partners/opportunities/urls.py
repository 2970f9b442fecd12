"""Addresses of opportunities."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from partners.opportunities import views

urlpatterns = [
    path(pgettext_lazy("address", "opportunities/"), views.opportunities, name="opportunities"),
    path(
        pgettext_lazy("address", "opportunities/past/"),
        views.opportunities,
        {"past": True},
        name="past_opportunities",
    ),
    path(pgettext_lazy("address", "deadlines.ics"), views.calendar, name="deadlines_calendar"),
]
