from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners and places")

    def ready(self):
        """The daily round forgets invitations that ended, and accounts that nobody uses."""
        from partners.leaving import invitations, unused  # models are ready only now
        from publishing.daily_round import also

        also("invitations forgotten", invitations.ended_long_ago, invitations.forget)
        also("unused accounts erased", unused.to_erase, unused.erase_unused)
        also("unused accounts asked", unused.to_ask, unused.ask)
