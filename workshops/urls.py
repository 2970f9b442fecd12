from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue.models import Kind
from catalogue.views import kind_list
from workshops import views

urlpatterns = [
    path(pgettext_lazy("address", "events/"), kind_list, {"kind": Kind.EVENT}, name="event_list"),
    path(pgettext_lazy("address", "events/<slug:slug>/"), views.event, name="event"),
    path(pgettext_lazy("address", "transfers/"), kind_list, {"kind": Kind.TRANSFER}, name="transfer_list"),
    path(pgettext_lazy("address", "transfers/<slug:slug>/"), views.transfer, name="transfer"),
]
