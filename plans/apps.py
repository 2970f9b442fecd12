from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans and commitments")

    def ready(self):
        """Pages of saved runs lead into plans."""
        from plans.taking.from_run import part_of_page  # models are ready only now
        from tools.runs.further import FURTHER

        FURTHER.append(part_of_page)
