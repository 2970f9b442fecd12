"""Addresses of transfers below that of their list."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from workshops.transfers import listing, views

urlpatterns = [
    path(pgettext_lazy("address", "transfers/export/<slug:form>/"), listing.export, name="transfer_export"),
    path(
        pgettext_lazy("address", "transfers/<number:pk>/confirmation/"),
        views.request_of_origin,
        name="transfer_request",
    ),
]
