from django.urls import path
from django.utils.translation import pgettext_lazy

from partners.leaving import views

urlpatterns = [
    path(pgettext_lazy("address", "account/your-data/"), views.own_data, name="own_data"),
    path(pgettext_lazy("address", "account/your-data/archive/"), views.archive, name="own_archive"),
    path(pgettext_lazy("address", "account/your-data/archive/file/"), views.archive_file, name="own_archive_file"),
    path(pgettext_lazy("address", "account/your-data/erase/"), views.leave, name="leave_portal"),
    path(pgettext_lazy("address", "account/your-data/stay/"), views.stay, name="stay"),
    path(pgettext_lazy("address", "account/your-data/erase/<str:token>/"), views.leaving, name="leaving"),
]
