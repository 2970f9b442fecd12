from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue.models import Kind
from workshops import views
from workshops.attending.urls import urlpatterns as attending
from workshops.calendars.urls import urlpatterns as calendars
from workshops.organising.urls import urlpatterns as organising
from workshops.registering.urls import urlpatterns as registering
from workshops.transfers import listing
from workshops.transfers.urls import urlpatterns as transfers
from workshops.visits.urls import urlpatterns as visits

urlpatterns = [
    path(pgettext_lazy("address", "events/"), views.event_list, {"kind": Kind.EVENT}, name="event_list"),
    *calendars,
    path(pgettext_lazy("address", "events/<slug:slug>/"), views.event, name="event"),
    *registering,
    *organising,
    *attending,
    *visits,
    *transfers,
    path(pgettext_lazy("address", "transfers/"), listing.transfers, {"kind": Kind.TRANSFER}, name="transfer_list"),
    path(pgettext_lazy("address", "transfers/<slug:slug>/"), views.transfer, name="transfer"),
]
