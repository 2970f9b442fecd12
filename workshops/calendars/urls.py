"""Addresses of calendars."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from workshops.calendars import views

urlpatterns = [
    path(pgettext_lazy("address", "events.ics"), views.all_events, name="events_calendar"),
    path(pgettext_lazy("address", "events/<slug:slug>/calendar.ics"), views.event_file, name="event_calendar"),
    path(pgettext_lazy("address", "calendar/<str:token>.ics"), views.own_events, name="own_calendar"),
    path(pgettext_lazy("address", "desk/calendar/"), views.my_calendar, name="my_calendar"),
]
