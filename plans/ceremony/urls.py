from django.urls import path
from django.utils.translation import pgettext_lazy

from plans.ceremony import views

urlpatterns = [
    path(pgettext_lazy("address", "desk/<number:pk>/signing-day/"), views.signing_day, name="signing_day"),
    path(pgettext_lazy("address", "desk/<number:pk>/signing-day/line/"), views.deed, name="signing_day_deed"),
    path(pgettext_lazy("address", "desk/<number:pk>/signing-day/list/"), views.paper_list, name="signing_day_list"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/signing-day/hall/<number:number>/"),
        views.hall,
        name="signing_day_hall",
    ),
]
