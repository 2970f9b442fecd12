from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners and places")

    def ready(self):
        # Models are ready only now.
        from catalogue.models import Kind
        from partners.letters import moments
        from publishing.letters.moments import MOMENTS

        MOMENTS[Kind.POST] = moments.deadlines
