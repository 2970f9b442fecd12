"""Addresses of what is for the media."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from projects.press import views

urlpatterns = [
    path(pgettext_lazy("address", "media/"), views.press, name="press"),
    path(pgettext_lazy("address", "media/all.zip"), views.archive_of_portal, name="press_archive"),
    path(pgettext_lazy("address", "projects/<slug:slug>/media/"), views.project_press, name="project_press"),
    path(
        pgettext_lazy("address", "projects/<slug:slug>/media/all.zip"),
        views.archive_of_project,
        name="project_press_archive",
    ),
]
