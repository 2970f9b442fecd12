from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans and commitments")

    def ready(self):
        """Pages of saved runs lead into plans; the daily round reminds, ends consultations, forgets what it shall."""
        from plans.consulting import calls, commenting  # models are ready only now
        from plans.delivery.reminders import remind, to_remind
        from plans.register.whole import part_of_page as register_of_page
        from plans.signing.whole import PARTS
        from plans.taking.from_run import part_of_page
        from publishing.daily_round import also
        from publishing.erasing import ERASERS
        from tools.runs.further import FURTHER

        FURTHER.append(part_of_page)
        PARTS.append(register_of_page)
        ERASERS.extend([commenting.forget_people, commenting.forget_contacts])
        also("plans reminded of", to_remind, remind)
        also("consultations ended", calls.to_end, calls.end_now)
        also("consultations begun", calls.to_begin, calls.begin_now)
        also("consultations that end soon", calls.to_remind, calls.remind)
        also("comments forgotten", commenting.too_late, commenting.drop)
        also("addresses of commenters forgotten", commenting.answered_long_ago, commenting.forget_address)
