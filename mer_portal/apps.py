from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MerPortalConfig(AppConfig):
    name = "mer_portal"
    verbose_name = _("Portal")

    def ready(self):
        """The trail hears of sign-ins, rights and decisions, and the database of what changes in what pages show."""
        from catalogue.personal import remembering
        from mer_portal import checks, page_changes, purging, trail  # models are ready only now
        from mer_portal.backup import forgotten
        from mer_portal.watching import jobs

        checks.join()
        trail.listen()
        jobs.listen()
        purging.join_the_daily_round()
        page_changes.join_the_daily_round()
        post_migrate.connect(page_changes.listen, sender=apps.get_app_config("catalogue"), dispatch_uid="page changes")
        remembering.HEARD_BY.append(forgotten.note_at_once)
