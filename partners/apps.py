from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners and places")

    def ready(self):
        """What the list of listings is narrowed by; their end, matches and messages in the daily round and the desk."""
        # Models are ready only now.
        from partners.contact import desk, keeping
        from partners.matching.on_desk import section
        from publishing.desk_sections import FURTHER, PAGES
        from publishing.erasing import ERASERS

        FURTHER.append(section)
        PAGES.append(desk.page_of_the_desk)
        ERASERS.append(keeping.forget_people)
        narrow_listings()
        join_the_daily_round()


def narrow_listings():
    """The words of what the list of listings is narrowed by."""
    from catalogue.labels import FIXED_LABELS
    from catalogue.models import Facet
    from partners.models import Listing, Place

    for facet, choices in ((Facet.DIRECTION, Listing.Direction), (Facet.PLACE_TYPE, Place.Type)):
        FIXED_LABELS[facet] = partial(labels_of, choices)


def labels_of(choices):
    return {choice.value: str(choice.label) for choice in choices}


def join_the_daily_round():
    from partners.contact import keeping, steps
    from partners.listings import expiry
    from partners.matching.keeping import refresh_all, to_refresh
    from partners.matching.telling import tell_in_round, to_tell
    from publishing.daily_round import also

    also("listings closed", expiry.to_close, expiry.close)
    also("ends of listings asked about", expiry.to_ask_first, expiry.ask_first)
    also("ends of listings asked about again", expiry.to_ask_again, expiry.ask_again)
    also("matches computed", to_refresh, refresh_all)
    also("matches told of", to_tell, tell_in_round)
    also("messages lapsed", steps.to_lapse, steps.lapse)
    also("messages forgotten", keeping.unconfirmed, keeping.drop_unconfirmed)
    also("messages made anonymous", keeping.kept_long_enough, keeping.anonymise_kept)
