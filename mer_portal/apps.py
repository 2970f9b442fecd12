from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MerPortalConfig(AppConfig):
    name = "mer_portal"
    verbose_name = _("Portal")

    def ready(self):
        """The trail hears of sign-ins, rights and decisions; the daily round purges what others keep."""
        from mer_portal import purging, trail  # models are ready only now

        trail.listen()
        purging.join_the_daily_round()
