from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Events")

    def ready(self):
        """Calendars follow events that are saved; participants hear of changes, and of events that are near."""
        from publishing.daily_round import also  # models are ready only now
        from workshops.announcing import changes, reminders
        from workshops.calendars import following
        from workshops.models.event import FOLLOWERS
        from workshops.visits import interest, reporting

        FOLLOWERS.append(following.follow)
        following.CHANGED.extend([changes.tell, reminders.plan])
        also("events followed in calendars", following.to_follow, following.follow)
        also("participants reminded", reminders.to_remind, reminders.remind)

        also("reports of visits asked for", reporting.to_ask, reporting.ask_for_reports)
        also("reports of visits reminded of", reporting.to_remind, reporting.remind)
        also("interests that became transfers", interest.to_take_up, interest.take_up_now)
