from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue.models import Kind
from catalogue.views import kind_list
from partners import views

urlpatterns = [
    path(pgettext_lazy("address", "places/"), kind_list, {"kind": Kind.PLACE}, name="place_list"),
    path(pgettext_lazy("address", "places/<slug:slug>/"), views.place, name="place"),
    path(pgettext_lazy("address", "partners/"), kind_list, {"kind": Kind.PARTNER}, name="partner_list"),
    path(pgettext_lazy("address", "partners/<slug:slug>/"), views.partner, name="partner"),
    path(pgettext_lazy("address", "news/"), kind_list, {"kind": Kind.POST}, name="post_list"),
    path(pgettext_lazy("address", "news/<slug:slug>/"), views.post, name="post"),
]
