"""Addresses below that of commitments, to stand before those of single ones: a code is typed at one of them."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue.api.telling import MORE_FACTS
from catalogue.models import Kind
from plans.register import verify_views, views
from plans.register.whole import commitment_facts

MORE_FACTS[Kind.COMMITMENT] = commitment_facts  # the address of machines is the catalogue's

urlpatterns = [
    path(pgettext_lazy("address", "commitments/verify/"), verify_views.verify_form, name="verify_form"),
    path(pgettext_lazy("address", "commitments/verify/<slug:code>/"), verify_views.verify, name="verify"),
    path(pgettext_lazy("address", "commitments/<slug:slug>/signatories/"), views.register, name="register"),
    path(
        pgettext_lazy("address", "commitments/<slug:slug>/signatories/export/<slug:form>/"),
        views.export,
        name="register_export",
    ),
    path(
        pgettext_lazy("address", "commitments/<slug:slug>/signatories/<number:pk>/"), views.signatory, name="signatory"
    ),
    path(
        pgettext_lazy("address", "commitments/<slug:slug>/texts/<number:number>/<slug:language>/"),
        views.text_file,
        name="signable_text_file",
    ),
]
