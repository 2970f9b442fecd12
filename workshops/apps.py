from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Events")

    def ready(self):
        """Steps of registrations are followed by others; the daily round ends offers and forgets what it shall.

        Events that a person runs stand on the desk.
        """
        from publishing.daily_round import also  # models are ready only now
        from publishing.desk_sections import FURTHER
        from publishing.erasing import ERASERS
        from workshops.organising.on_desk import section
        from workshops.registering import changing, keeping, organisers, steps, tasks
        from workshops.registering.moving import FOLLOWED_BY

        FOLLOWED_BY.extend([tasks.plan_end, organisers.follow, changing.drop_of_leaver])
        ERASERS.append(keeping.forget_people)
        also("offers lapsed", steps.lapsed_offers, steps.lapse)
        also("registrations forgotten", keeping.forgotten, keeping.forget)
        also("sensitive answers forgotten", keeping.too_sensitive, keeping.forget_sensitive)
        also("registrations made anonymous", keeping.kept_long_enough, keeping.anonymise_kept)
        FURTHER.append(section)
