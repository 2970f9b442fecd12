from django.urls import path
from django.utils.translation import pgettext_lazy

from plans.taking import suggesting, views

urlpatterns = [
    path(pgettext_lazy("address", "desk/plans/from-run/<slug:slug>/"), views.take, name="take_from_run"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/rows/<slug:relation>/<slug:uid>/cite/"),
        suggesting.cite,
        name="cite_practice",
    ),
]
