from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners and places")

    def ready(self):
        """Networks stand on the desk, and tell machines who is in them."""
        from catalogue.api.telling import MORE_FACTS  # models are ready only now
        from catalogue.models import Kind
        from partners.networks import machines, on_desk
        from publishing.desk_sections import FURTHER, PAGES

        FURTHER.append(on_desk.section)
        PAGES.append(on_desk.page_of_the_desk)
        MORE_FACTS[Kind.NETWORK] = machines.facts
