from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue.models import Kind
from catalogue.views import kind_list
from tools import views

urlpatterns = [
    path(pgettext_lazy("address", "tools/"), kind_list, {"kind": Kind.TOOL}, name="tool_list"),
    path(pgettext_lazy("address", "tools/<slug:slug>/"), views.tool, name="tool"),
]
