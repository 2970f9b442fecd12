from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans and commitments")

    def ready(self):
        from plans.delivery.reminders import remind, to_remind
        from publishing.daily_round import also

        also("plans reminded of", to_remind, remind)
