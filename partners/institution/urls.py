from django.urls import path
from django.utils.translation import pgettext_lazy

from partners.institution import views

urlpatterns = [
    path(pgettext_lazy("address", "account/institution/"), views.sign_in, name="institution_sign_in"),
    path(pgettext_lazy("address", "account/institution/back/"), views.callback, name="institution_callback"),
]
