from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from catalogue.archive.registered import leave_out


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners and places")

    def ready(self):
        leave_out("place_sheet")
