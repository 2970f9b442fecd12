from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from catalogue.archive.registered import leave_out


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners and places")

    def ready(self):
        """Models are ready only now, so each room joins the others here."""
        join_posts()
        join_networks()
        join_listings()
        narrow_lists()
        join_the_daily_round()
        join_forgetting()
        join_leaving()
        leave_out("place_sheet", "contact", "contact_sent", "contact_confirm", "network_join")
        leave_out("own_data", "own_archive", "own_archive_file", "leave_portal", "stay", "leaving")
        leave_out("idea_support", "idea_remark", "idea_answer", "remark_reply", "remark_change", "remark_hide")


def join_posts():
    """What the daily round does of ideas and deadlines; letters know until when they and listings are of use."""
    from catalogue.models import Kind
    from partners.ideas import telling as ideas
    from partners.letters import moments
    from partners.opportunities import telling as deadlines
    from publishing.daily_round import also
    from publishing.letters.moments import MOMENTS

    MOMENTS[Kind.POST] = moments.deadlines
    MOMENTS[Kind.LISTING] = moments.ends
    also("ideas without an answer", ideas.unanswered, ideas.remind)
    also("deadlines told of", deadlines.near, deadlines.tell_of_deadline)


def join_networks():
    """Networks stand on the desk, and tell machines who is in them."""
    from catalogue.api.telling import MORE_FACTS, MORE_LISTS
    from catalogue.models import Kind
    from partners.networks import machines, on_desk
    from publishing.desk_sections import FURTHER, PAGES

    FURTHER.append(on_desk.section)
    PAGES.append(on_desk.page_of_the_desk)
    MORE_FACTS[Kind.NETWORK] = machines.facts
    MORE_LISTS[Kind.NETWORK] = machines.LISTS


def join_listings():
    """Matches and messages stand on the desk."""
    from partners.contact import desk
    from partners.matching.on_desk import section
    from publishing.desk_sections import FURTHER, PAGES

    FURTHER.append(section)
    PAGES.append(desk.page_of_the_desk)


def narrow_lists():
    """The words of what the lists of listings and of posts are narrowed by."""
    from catalogue.labels import FIXED_LABELS
    from catalogue.models import Facet
    from partners.models import Listing, Place, Post

    choices_of = {Facet.DIRECTION: Listing.Direction, Facet.PLACE_TYPE: Place.Type, Facet.POST_TYPE: Post.Type}
    for facet, choices in choices_of.items():
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


def join_forgetting():
    """The daily round forgets invitations that ended, and accounts that nobody uses."""
    from partners.leaving import invitations, unused
    from publishing.daily_round import also

    also("invitations forgotten", invitations.ended_long_ago, invitations.forget)
    also("unused accounts erased", unused.to_erase, unused.erase_unused)
    also("unused accounts asked", unused.to_ask, unused.ask)


def join_leaving():
    """The daily round erases whoever asked for it, and lets archives and unconfirmed wishes go."""
    from partners.leaving import archives, asking, on_desk
    from publishing.daily_round import also
    from publishing.desk_sections import FURTHER

    also("people erased as they asked", asking.due, asking.carry_out)
    also("wishes to be erased forgotten", asking.unconfirmed, asking.forget)
    also("archives of people forgotten", archives.outdated, archives.forget)
    FURTHER.append(on_desk.section)
