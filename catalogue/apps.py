from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from catalogue.addresses import Number


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self):
        from catalogue import checks  # noqa: F401  registers the checks when models are ready

        register_converter(Number, "number")
