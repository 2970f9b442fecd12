from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Library")

    def ready(self):
        """Books are set after their chapters changed: at once after an import, else by the daily round."""
        from catalogue.listeners import LISTENERS
        from library.books.files import set_later, set_now, to_set  # models are ready only now
        from publishing.daily_round import also

        LISTENERS.append(set_later)
        also("books set", to_set, set_now)
