"""What must be handed over before a person may go: somebody has to look after it."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from partners.models import Membership, User
from partners.models.user import COORDINATORS

REPRESENTATIVE = Membership.Role.REPRESENTATIVE


def alone_in_charge():
    """Memberships of representatives without whom the others of an organisation have none."""
    others = Membership.objects.filter(partner=OuterRef("partner")).exclude(user=OuterRef("user"))
    leading = others.filter(role=REPRESENTATIVE, user__is_active=True)
    return Membership.objects.filter(Exists(others), ~Exists(leading), role=REPRESENTATIVE)


def administrators():
    return User.objects.filter(is_superuser=True, is_active=True)


def coordinators():
    """Whoever runs the portal: administrators do, too."""
    return User.objects.filter(Q(groups__name=COORDINATORS) | Q(is_superuser=True), is_active=True).distinct()


def still_needed():
    """The keys of people who may not simply go."""
    last = coordinators().values_list("pk", flat=True)[:2]
    alone = alone_in_charge().values_list("user", flat=True)
    return [*alone, *administrators().values_list("pk", flat=True), *(last if len(last) == 1 else [])]


def what_is_to_be_handed_over(person):
    """Sentences that say what somebody else must take over first."""
    said = [
        _("%(organisation)s: you are its last representative. First make somebody else one.")
        % {"organisation": membership.partner}
        for membership in alone_in_charge().filter(user=person).select_related("partner")
    ]
    if administrators().filter(pk=person.pk).exists() and administrators().count() == 1:
        said.append(_("You are the portal's last administrator. First make somebody else one."))
    elif [pk for (pk,) in coordinators().values_list("pk")[:2]] == [person.pk]:
        said.append(_("You are the portal's last coordinator. First make somebody else one."))
    return said
