from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Events")

    def ready(self):
        """The daily round asks for reports of study visits, reminds of them, and sees what became of interest."""
        from publishing.daily_round import also  # models are ready only now
        from workshops.visits import interest, reporting

        also("reports of visits asked for", reporting.to_ask, reporting.ask_for_reports)
        also("reports of visits reminded of", reporting.to_remind, reporting.remind)
        also("interests that became transfers", interest.to_take_up, interest.take_up_now)
