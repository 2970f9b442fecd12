from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Events")

    def ready(self):
        """The daily round goes on after events."""
        from workshops.attending import rounds  # models are ready only now

        rounds.join()
