"""Addresses of the log of communication, all of the desk."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from projects.communication import views

urlpatterns = [
    path(pgettext_lazy("address", "desk/communication/"), views.log, name="communication"),
    path(pgettext_lazy("address", "desk/communication/table/"), views.export, name="communication_table"),
    path(pgettext_lazy("address", "desk/communication/new/"), views.write, name="activity_new"),
    path(pgettext_lazy("address", "desk/communication/<number:pk>/"), views.write, name="activity"),
    path(pgettext_lazy("address", "desk/communication/<number:pk>/remove/"), views.remove, name="activity_remove"),
    path(pgettext_lazy("address", "desk/communication/<number:pk>/file/"), views.file, name="activity_file"),
]
