from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Library")

    def ready(self):
        """After an import books are numbered and set anew; after other changes the daily round sets them."""
        from catalogue.archive.registered import leave_out
        from catalogue.listeners import LISTENERS
        from library.books.files import set_later, set_now, to_set  # models are ready only now
        from library.books.order import renumber_changed
        from library.books.shelf import keep_words
        from library.models import Publication
        from publishing.daily_round import also

        pre_delete.connect(keep_words, sender=Publication)
        LISTENERS.extend([renumber_changed, set_later])
        leave_out("practice_sheet", "publication_sheet", "search_book", "kept_book", "book_worker")
        also("books set", to_set, set_now)
