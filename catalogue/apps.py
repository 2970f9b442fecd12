from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from catalogue.addresses import Number
from catalogue.typed import teach_forms


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self):
        from catalogue import checks  # noqa: F401  registers the checks when models are ready
        from catalogue.choices import teach_choices  # the filters of the administration ask for models, too
        from catalogue.filing.filing import HEARD_BY
        from catalogue.previews.keeping import follow

        register_converter(Number, "number")
        teach_forms()
        teach_choices()
        HEARD_BY.append(follow)
