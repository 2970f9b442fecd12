"""What the room of partners holds of people: accounts, memberships, invitations, what they said to organisations."""

from django.utils.translation import gettext_lazy as _

from catalogue.personal.declaring import Data, Days, Held, Months, told
from partners.leaving import invitations, unused
from partners.models.invitation import LASTS

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
            Held("partners.Membership", goes=("user",)),
        ),
        purged=("unused accounts asked", "unused accounts erased"),
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
        ),
    ),
    Data(
        label=_("Messages to organisations"),
        kept=_("as long as what they are about"),
        erased=_("name, organisation and address go; the text stays unless its removal is asked for"),
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
            ),
            Held("partners.BlockedSender", stays=("by",)),
        ),
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
    "partners.Figure": (),
    "partners.Listing": (),
    "partners.Match": ("parts",),
    "partners.Network": (),
    "partners.Partner": (),
    "partners.Place": ("manager",),
    "partners.Post": ("who",),
}
