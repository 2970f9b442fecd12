from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue.models import Kind
from catalogue.views import kind_list
from projects import views
from projects.communication.urls import urlpatterns as communication
from projects.press.urls import urlpatterns as press

urlpatterns = [
    path(pgettext_lazy("address", "projects/"), kind_list, {"kind": Kind.PROJECT}, name="project_list"),
    path(pgettext_lazy("address", "projects/<slug:slug>/"), views.project, name="project"),
    path(pgettext_lazy("address", "projects/<slug:slug>/pdf/"), views.project_sheet, name="project_sheet"),
    *communication,
    *press,
]
