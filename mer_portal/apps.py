from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MerPortalConfig(AppConfig):
    name = "mer_portal"
    verbose_name = _("Portal")

    def ready(self):
        """The trail hears of sign-ins, rights and decisions; the daily round purges what others keep."""
        from catalogue.personal import remembering
        from mer_portal import checks, purging, trail  # models are ready only now
        from mer_portal.backup import forgotten

        checks.join()
        trail.listen()
        purging.join_the_daily_round()
        remembering.HEARD_BY.append(forgotten.note_at_once)
