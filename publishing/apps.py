from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from catalogue.listeners import LISTENERS, REFUSERS


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self):
        """Every room says in its `writing.py` how its kinds are written; versions follow what is imported.

        Notices are told in the words of the steps, also where no page has asked for them yet.
        """
        from publishing import forgetting, steps  # noqa: F401  the sentences of its steps
        from publishing.daily_round import also
        from publishing.outside import refusals
        from publishing.versions import record_import

        autodiscover_modules("writing")
        LISTENERS.append(record_import)
        REFUSERS.append(refusals)
        also("notices forgotten", forgetting.old_notices, forgetting.forget_notice)
        also("mails forgotten", forgetting.old_mails, forgetting.forget_mail)
