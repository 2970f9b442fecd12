from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolsConfig(AppConfig):
    name = "tools"
    verbose_name = _("Tools")

    def ready(self):
        """Every module of `tools.analyses.questions` declares its analyses; the daily round forgets old work."""
        package = import_module("tools.analyses.questions")
        for module in iter_modules(package.__path__):
            import_module(f"{package.__name__}.{module.name}")
        also = import_module("publishing.freshness").also
        work, surveys = import_module("tools.models").Work.objects, import_module("tools.models").Survey.objects
        also("work forgotten", work.forgotten, import_module("tools.runs.actions").forget)
        also("surveys purged", surveys.overdue, import_module("tools.runs.surveys").purge)
