from django.urls import path
from django.utils.translation import pgettext_lazy

from plans.duties import views

urlpatterns = [
    path(
        pgettext_lazy("address", "signatures/<number:pk>/duties/"),
        views.signature_duties,
        name="signature_duties",
    ),
    path(
        pgettext_lazy("address", "signatures/<number:pk>/duties/<slug:key>/<number:turn>/"),
        views.duty_fulfil,
        name="duty_fulfil",
    ),
    path(
        pgettext_lazy("address", "signatures/<number:pk>/duties/<slug:key>/<number:turn>/extend/"),
        views.duty_extend,
        name="duty_extend",
    ),
    path(
        pgettext_lazy("address", "signatures/<number:pk>/duties/<slug:key>/<number:turn>/take-back/"),
        views.duty_take_back,
        name="duty_take_back",
    ),
    path(
        pgettext_lazy("address", "signatures/<number:pk>/duties/<slug:key>/<number:turn>/document/"),
        views.duty_document,
        name="duty_document",
    ),
    path(pgettext_lazy("address", "desk/<number:pk>/duties/"), views.commitment_duties, name="commitment_duties"),
    path(pgettext_lazy("address", "desk/<number:pk>/end/"), views.commitment_end, name="commitment_end"),
]
