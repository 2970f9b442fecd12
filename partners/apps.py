from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners and places")

    def ready(self):
        """What the daily round does of ideas and deadlines; letters know until when an opportunity is of use."""
        # Models are ready only now.
        from catalogue.models import Kind
        from partners.ideas import telling as ideas
        from partners.letters import moments
        from partners.opportunities import telling as deadlines
        from publishing.daily_round import also
        from publishing.letters.moments import MOMENTS

        MOMENTS[Kind.POST] = moments.deadlines
        also("ideas without an answer", ideas.unanswered, ideas.remind)
        also("deadlines told of", deadlines.near, deadlines.tell_of_deadline)
