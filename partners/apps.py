from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners and places")

    def ready(self):
        """What the daily round does of ideas and deadlines."""
        # Models are ready only now.
        from partners.ideas import telling as ideas
        from partners.opportunities import telling as deadlines
        from publishing.daily_round import also

        also("ideas without an answer", ideas.unanswered, ideas.remind)
        also("deadlines told of", deadlines.near, deadlines.tell_of_deadline)
