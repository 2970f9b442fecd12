from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans and commitments")

    def ready(self):
        """The daily round reminds, begins and ends consultations by their days, and forgets what it shall."""
        from plans.consulting import calls, commenting  # models are ready only now
        from plans.delivery.reminders import remind, to_remind
        from publishing.daily_round import also
        from publishing.erasing import ERASERS

        ERASERS.append(commenting.forget_people)
        also("plans reminded of", to_remind, remind)
        also("consultations ended", calls.to_end, calls.end_now)
        also("consultations begun", calls.to_begin, calls.begin_now)
        also("consultations that end soon", calls.to_remind, calls.remind)
        also("comments forgotten", commenting.too_late, commenting.drop)
        also("addresses of commenters forgotten", commenting.answered_long_ago, commenting.forget_address)
