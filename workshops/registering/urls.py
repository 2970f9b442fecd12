"""Addresses of registration."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from workshops.registering import views

urlpatterns = [
    path(pgettext_lazy("address", "registrations/<str:token>/"), views.my_registration, name="my_registration"),
]
