from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MerPortalConfig(AppConfig):
    name = "mer_portal"
    verbose_name = _("Portal")
