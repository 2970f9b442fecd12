"""Addresses of what is done with an idea."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from partners.ideas import views

urlpatterns = [
    path(pgettext_lazy("address", "ideas/<number:pk>/support/"), views.support, name="idea_support"),
    path(pgettext_lazy("address", "ideas/<number:pk>/remark/"), views.remark, name="idea_remark"),
    path(pgettext_lazy("address", "ideas/<number:pk>/answer/"), views.answer, name="idea_answer"),
    path(pgettext_lazy("address", "ideas/remarks/<number:pk>/reply/"), views.reply, name="remark_reply"),
    path(pgettext_lazy("address", "ideas/remarks/<number:pk>/change/"), views.change, name="remark_change"),
    path(pgettext_lazy("address", "ideas/remarks/<number:pk>/hide/"), views.hide, name="remark_hide"),
]
