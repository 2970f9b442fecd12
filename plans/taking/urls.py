from django.urls import path
from django.utils.translation import pgettext_lazy

from plans.taking import copying, suggesting, views

urlpatterns = [
    path(pgettext_lazy("address", "desk/plans/from-run/<slug:slug>/"), views.take, name="take_from_run"),
    path(pgettext_lazy("address", "desk/plans/<number:pk>/copy/"), copying.copy, name="plan_copy"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/rows/<slug:relation>/<slug:uid>/cite/"),
        suggesting.cite,
        name="cite_practice",
    ),
]
