from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolsConfig(AppConfig):
    name = "tools"
    verbose_name = _("Tools")

    def ready(self):
        """The daily round forgets work that nobody touched, and surveys whose time is over."""
        from publishing.daily_round import also  # models are ready only now
        from tools.models import Survey, Work
        from tools.surveys.actions import purge
        from tools.work.actions import forget

        also("work forgotten", Work.objects.forgotten, forget)
        also("surveys purged", Survey.objects.overdue, purge)
