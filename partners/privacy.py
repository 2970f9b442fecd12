"""What the room of partners holds of people: accounts, memberships, invitations, what they said to organisations."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from catalogue.dates import add_months
from catalogue.personal.declaring import Data, Days, Held, Months, told
from partners.contact import keeping
from partners.leaving import archives, asking, invitations, unused
from partners.models.invitation import LASTS

LINK = ("token_digest", "nonce")
START = dt.date(2026, 1, 1)  # any day: months are told as a time

DATA = [
    Data(
        label=_("Accounts: name, address, password as a digest, language, rights, memberships"),
        kept=told(
            _("as long as the account; unused for %(unused)s one is asked, and %(asked)s later it is erased"),
            unused=Months(unused.UNUSED),
            asked=Days(unused.ASKED),
        ),
        erased=_("an anonymous row, “removed person” with a number; the rest is deleted"),
        held=(
            Held("partners.User", reached=("email",), plain=("name",), secret=("password",)),
            Held("partners.User_groups", goes=("user",)),
            Held("partners.User_user_permissions", goes=("user",)),
            Held("partners.Membership", goes=("user",), page="people"),
        ),
        purged=("unused accounts asked", "unused accounts erased"),
    ),
    Data(
        label=_("Archives of one's own data, and wishes to be erased"),
        kept=told(
            _("an archive %(archive)s; a wish that is not confirmed %(unconfirmed)s"),
            archive=Days(archives.KEPT),
            unconfirmed=Days(asking.CONFIRMED_WITHIN),
        ),
        erased=_("deleted"),
        held=(
            Held("partners.PersonalArchive", goes=("person",), forget=archives.forget_people, page="own_data"),
            Held("partners.Leaving", goes=("person",), plain=("planned",), secret=LINK, page="own_data"),
        ),
        purged=("archives of people forgotten", "wishes to be erased forgotten", "people erased as they asked"),
    ),
    Data(
        label=_("Invitations"),
        kept=told(_("open %(open)s; %(done)s after they ended"), open=Days(LASTS), done=Days(invitations.KEPT)),
        erased=_("deleted, also by the address alone"),
        held=(Held("partners.Invitation", stays=("invited_by",), goes=("email",), secret=("token_digest",)),),
        purged=("invitations forgotten",),
    ),
    Data(
        label=_("Remarks on ideas, and support for them"),
        kept=_("as long as the idea"),
        erased=_(
            "“removed person” with a number; support stays as a number, remarks stay unless their removal is asked for"
        ),
        held=(
            Held("partners.Remark", stays=("author", "hidden_by"), told=("text", "reason"), texts=("text",)),
            Held("partners.Support", stays=("person",)),
            Held("partners.IdeaLife", stays=("answered_by",)),
        ),
    ),
    Data(
        label=_("Messages to organisations"),
        kept=told(
            _("unconfirmed %(unconfirmed)s, others %(others)s; then only what became of them"),
            unconfirmed=Days(keeping.FORGOTTEN_AFTER),
            others=Months(add_months(START, keeping.MONTHS_KEPT) - START),
        ),
        erased=_("name, organisation, address and text go; of what the person answered the name"),
        held=(
            Held(
                "partners.ContactRequest",
                stays=("answered_by",),
                cleared={
                    "email": ("email", "name", "organisation", "person"),
                    "person": ("email", "name", "organisation", "person"),
                },
                told=("text", "answer"),
                texts=("text",),
                secret=("token_digest", "nonce"),
                forget=keeping.forget_people,
            ),
            Held("partners.BlockedSender", stays=("by",)),
        ),
        purged=("messages forgotten", "messages made anonymous"),
    ),
    Data(
        label=_("Who recorded memberships of networks"),
        kept=_("as long as the network"),
        erased=_("“removed person” with a number"),
        held=(
            Held("partners.NetworkMembership", stays=("by",), told=("reason",)),
            Held("partners.NetworkLink", stays=("by",), told=("reason",)),
        ),
    ),
]

WITHOUT = {
    "partners.Deadline": (),
    "partners.ExpiryQuestion": (),
    "partners.Figure": (),
    "partners.Listing": (),
    "partners.Match": ("parts",),
    "partners.Network": (),
    "partners.Partner": (),
    "partners.Place": ("manager",),
    "partners.Post": ("who",),
}
