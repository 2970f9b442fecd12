"""Addresses of lists that are followed by mail."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from publishing.following import views

urlpatterns = [
    path(pgettext_lazy("address", "follow/"), views.follow, name="follow"),
    path(pgettext_lazy("address", "follow/one-more-press/"), views.asked, name="follow_asked"),
    path(pgettext_lazy("address", "follow/kinds/<slug:kind>/"), views.follow, name="follow"),
    path(pgettext_lazy("address", "follow/confirm/<str:token>/"), views.confirm, name="follow_confirm"),
    path(pgettext_lazy("address", "follow/unsubscribe/<str:token>/"), views.leave, name="follow_leave"),
]
