from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from catalogue.addresses import Number
from catalogue.typed import teach_forms

# What the archive leaves out: suggestions while one types, the page of the interface for programs, preview pictures.
LIVING = [
    "suggest",
    "preview",
    "opensearch",
    "health",
    "api:openapi-view",
    "api:openapi-json",
    "api:search",
    "api:api-root",
]


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self):
        from catalogue import checks  # noqa: F401  registers the checks when models are ready
        from catalogue.archive.registered import leave_out, write_also
        from catalogue.choices import teach_choices  # the filters of the administration ask for models, too
        from catalogue.filing.filing import HEARD_BY
        from catalogue.oai.frozen import files
        from catalogue.previews.keeping import follow

        register_converter(Number, "number")
        teach_forms()
        teach_choices()
        HEARD_BY.append(follow)
        leave_out(*LIVING)
        write_also(files)
