from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners and places")

    def ready(self):
        """Models are ready only now, so each room joins the others here."""
        join_posts()
        join_networks()


def join_posts():
    """What the daily round does of ideas and deadlines; letters know until when an opportunity is of use."""
    from catalogue.models import Kind
    from partners.ideas import telling as ideas
    from partners.letters import moments
    from partners.opportunities import telling as deadlines
    from publishing.daily_round import also
    from publishing.letters.moments import MOMENTS

    MOMENTS[Kind.POST] = moments.deadlines
    also("ideas without an answer", ideas.unanswered, ideas.remind)
    also("deadlines told of", deadlines.near, deadlines.tell_of_deadline)


def join_networks():
    """Networks stand on the desk, and tell machines who is in them."""
    from catalogue.api.telling import MORE_FACTS
    from catalogue.models import Kind
    from partners.networks import machines, on_desk
    from publishing.desk_sections import FURTHER, PAGES

    FURTHER.append(on_desk.section)
    PAGES.append(on_desk.page_of_the_desk)
    MORE_FACTS[Kind.NETWORK] = machines.facts
