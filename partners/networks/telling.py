"""What people are told of memberships in networks."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from partners.networks.rights import is_link, people_above, people_below
from partners.networks.steps import ABOVE, side_of
from publishing.models import Notice
from publishing.notices import tell
from publishing.sentences import SENTENCES, Sentence

SENTENCES.update(
    {
        "network_ask": Sentence(
            _("Request to join: %(title)s"),
            _("%(organisation)s asks to join the network “%(title)s”. Accept or decline it."),
        ),
        "network_invite": Sentence(
            _("Invitation to a network: %(title)s"),
            _("The network “%(title)s” invites %(organisation)s to join. Accept or decline it."),
        ),
        "network_accept": Sentence(
            _("Accepted: %(organisation)s in %(title)s"),
            _("%(organisation)s is a member of the network “%(title)s” from now on."),
        ),
        "network_decline": Sentence(
            _("Declined: %(organisation)s in %(title)s"),
            _("%(organisation)s does not become a member of the network “%(title)s”."),
        ),
        "network_leave": Sentence(
            _("A member has left: %(title)s"),
            _("%(organisation)s has left the network “%(title)s”."),
        ),
        "network_end": Sentence(
            _("The membership has ended: %(title)s"),
            _("%(organisation)s is not a member of the network “%(title)s” any more."),
        ),
        "network_hand_over": Sentence(
            _("You coordinate a network: %(title)s"),
            _("The coordination of the network “%(title)s” was handed over to %(organisation)s."),
        ),
    }
)


def told_of(row, step, by, *, from_above):
    """Tell the other side of a step; `from_above`: the network took it."""
    people = people_below(row) if from_above else people_above(row)
    tell(
        people=people,
        kind=Notice.Kind.NETWORK,
        sentence=f"network_{step}",
        address=address_for(row, below=from_above),
        values=names_of(row) | {"comment": row.reason},
        but=by.pk,
    )


def tell_other_side(row, step, by, before):
    """After a step of the table; `before` is the state in which it was taken."""
    row_before = type(row)(state=before)
    told_of(row, step.name, by, from_above=side_of(step, row_before) == ABOVE)


def tell_new_coordinator(row, by):
    told_of(row, "hand_over", by, from_above=True)


def address_for(row, *, below):
    """Where a side looks after it."""
    if not below:
        return reverse("network_desk", args=[row.network_id])
    return reverse("network_desk", args=[row.member_id]) if is_link(row) else reverse("my_networks")


def names_of(row):
    names = {f"title_{code}": getattr(row.network, f"title_{code}") or "" for code in LANGUAGES}
    return names | {f"organisation_{code}": getattr(row.partner, f"title_{code}") or "" for code in LANGUAGES}
