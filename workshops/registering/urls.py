"""Addresses of registration."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from workshops.registering.views import mine, own, public

urlpatterns = [
    path(pgettext_lazy("address", "events/<slug:slug>/registration/"), public.register, name="event_registration"),
    path(
        pgettext_lazy("address", "events/<slug:slug>/registration/sent/"), public.sent, name="event_registration_sent"
    ),
    path(pgettext_lazy("address", "events/<slug:slug>/registration/link/"), public.lost_link, name="registration_link"),
    path(pgettext_lazy("address", "desk/registrations/"), own.listing, name="my_registrations"),
    path(pgettext_lazy("address", "registrations/<str:token>/"), mine.my_registration, name="my_registration"),
    path(pgettext_lazy("address", "registrations/<str:token>/change/"), mine.change, name="registration_change"),
    path(pgettext_lazy("address", "registrations/<str:token>/details/"), mine.details, name="registration_details"),
    path(
        pgettext_lazy("address", "registrations/<str:token>/questions/"), mine.follow_up, name="registration_follow_up"
    ),
    path(pgettext_lazy("address", "registrations/<str:token>/withdraw/"), mine.withdraw, name="registration_withdraw"),
    path(pgettext_lazy("address", "registrations/<str:token>/offer/"), mine.offer, name="registration_offer"),
    path(pgettext_lazy("address", "registrations/<str:token>/queue/"), mine.queue, name="registration_queue"),
    path(pgettext_lazy("address", "registrations/<str:token>/request/"), mine.take_back, name="registration_take_back"),
]
