"""Who comes into an organisation, what they are there and how they leave: each step whole, locked and written down."""

import secrets
from functools import partial

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from catalogue.typed import address_as_it_is_kept
from partners.models import Invitation, Membership, Partner, User
from partners.models.invitation import expiry, people_with
from publishing.mail import post
from publishing.models import Notice
from publishing.models.private_link import digest
from publishing.notices import tell
from publishing.refusals import Refused

REPRESENTATIVE = Membership.Role.REPRESENTATIVE


@transaction.atomic
def invite(*, partner, email, role, language, by):
    """Ask an address to join; a second invitation renews the first, whose link then opens nothing any more."""
    email = address_as_it_is_kept(email).lower()
    one_at_a_time(partner.pk)
    if partner.memberships.filter(user__in=people_with(email)).exists():
        raise Refused(_("%(email)s is already a member of this organisation.") % {"email": email})
    token = secrets.token_urlsafe(32)
    invitation = renewed(partner, email, role=role, language=language, invited_by=by, token_digest=digest(token))
    send(invitation, token)
    note(partner, by, f"invited as {role}: invitation {invitation.pk}, mail {invitation.mails}")
    return invitation


def renewed(partner, email, **fields):
    """The pending invitation of this address, or a new one, valid from now on."""
    invitation = partner.invitations.pending().filter(email=email).first() or Invitation(partner=partner, email=email)
    for name, value in {**fields, "expires_at": expiry(), "mails": invitation.mails + 1}.items():
        setattr(invitation, name, value)
    invitation.save()
    return invitation


def send(invitation, token):
    """Put the mail into the outbox, in the language of the invitation."""
    with translation.override(invitation.language):
        partner = " ".join(str(invitation.partner).split())
        address = settings.SITE_URL + reverse("invitation", args=[token])
        context = {"invitation": invitation, "partner": partner, "address": address, "language": invitation.language}
        write = partial(render_to_string, context=context)
        post(
            key=f"invitation:{invitation.pk}:{invitation.mails}",
            to=invitation.email,
            language=invitation.language,
            subject=(_("Invitation to the MER portal: %(partner)s") % {"partner": partner})[:200],
            text=write("partners/mail/invitation.txt"),
            html=write("partners/mail/invitation.html"),
        )


@transaction.atomic
def revoke(*, invitation, by):
    """Take an invitation back; whether there was something to take back."""
    one_at_a_time(invitation.partner_id)
    revoked = Invitation.objects.pending().filter(pk=invitation.pk).update(revoked_at=timezone.now())
    if revoked:
        note(invitation.partner, by, f"invitation {invitation.pk} revoked")
    return bool(revoked)


@transaction.atomic
def accept(*, invitation, user):
    """Make the person a member, once. Who is a member already keeps the role they have."""
    one_at_a_time(invitation.partner_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not invitation.is_for(user):
        raise Refused(_("This invitation is for another e-mail address."))
    standing = Membership.objects.filter(user=user, partner=invitation.partner_id).first()
    if invitation.accepted_at and standing:
        return standing
    if not invitation.is_open:
        raise Refused(_("This invitation is not valid any more."))
    return entered(invitation, user, standing)


def entered(invitation, user, standing):
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    membership = standing or invitation.partner.memberships.create(user=user, role=invitation.role)
    forget_rights(user)
    note(invitation.partner, user, f"invitation {invitation.pk} accepted by user {user.pk} as {membership.role}")
    tell_inviter(invitation, user)
    return membership


def tell_inviter(invitation, user):
    """Whoever invited, as far as they still lead the organisation."""
    partner, inviter = invitation.partner, invitation.invited_by
    if inviter and (inviter.is_coordinator or inviter.role_in(partner.pk) == REPRESENTATIVE):
        names = {f"organisation_{code}": getattr(partner, f"title_{code}") or "" for code in LANGUAGES}
        tell(
            people=[inviter],
            kind=Notice.Kind.PEOPLE,
            sentence="invitation_accepted",
            address=reverse("organisation", args=[partner.pk]),
            values=names | {"by": str(user)},
            but=user.pk,
        )


@transaction.atomic
def join(*, invitation, name, password, language):
    """Make the account of an invited person, whose address the mail has proved, and accept for them."""
    one_at_a_time(invitation.partner_id)
    if people_with(invitation.email).exists():
        raise Refused(_("There is already an account with this e-mail address. Sign in with it to accept."))
    try:
        user = User.objects.create_user(invitation.email, password, name=name, language=language)
    except IntegrityError as error:  # invited by two organisations and joining both in the same moment
        raise Refused(_("There is already an account with this e-mail address. Sign in with it to accept.")) from error
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    accept(invitation=invitation, user=user)
    return user


@transaction.atomic
def change_role(*, membership, role, by):
    """Make a member editor or representative; whether something changed."""
    one_at_a_time(membership.partner_id)
    standing = Membership.objects.filter(pk=membership.pk).exclude(role=role).first()
    if standing is None:
        return False
    keep_a_representative(standing, by)
    note(standing.partner, by, f"role of user {standing.user_id}: {standing.role} → {role}")
    standing.role = role
    standing.save(update_fields=["role"])
    forget_rights(membership.user)
    return True


@transaction.atomic
def remove(*, membership, by):
    """End a membership, and with it all rights in the organisation; whether there was one."""
    one_at_a_time(membership.partner_id)
    standing = Membership.objects.filter(pk=membership.pk).first()
    if standing is None:
        return False
    keep_a_representative(standing, by)
    way = "left" if is_own(standing, by) else "removed"
    note(standing.partner, by, f"user {standing.user_id}, {standing.role}: {way}")
    standing.delete()
    forget_rights(membership.user)
    return True


def leave(*, membership, by):
    """End one's own membership."""
    if not is_own(membership, by):
        raise Refused(_("One can only leave for oneself."))
    return remove(membership=membership, by=by)


def is_own(membership, person):
    return membership.user_id == person.pk


def keep_a_representative(membership, by):
    """While others remain, somebody must be able to publish; only coordinators may leave an organisation without."""
    others = membership.partner.memberships.exclude(pk=membership.pk)
    leading = others.filter(role=REPRESENTATIVE, user__is_active=True)
    if membership.role == REPRESENTATIVE and not by.is_coordinator and others.exists() and not leading.exists():
        raise Refused(
            _("This is the organisation's last representative: first make somebody else one, or ask a coordinator.")
        )


def one_at_a_time(partner_pk):
    """Lock the organisation's row till the end of the transaction, so that no two changes of its people cross."""
    list(Partner.objects.order_by().select_for_update(no_key=True).filter(pk=partner_pk).values_list("pk"))


def forget_rights(user):
    """What the person at hand was, is asked anew."""
    user.__dict__.pop("organisations", None)


def note(partner, by, message):
    """One line in the organisation's history in the administration: no addresses, no tokens."""
    LogEntry.objects.log_actions(by.pk, [partner], CHANGE, change_message=message, single_object=True)
