"""What publishing holds of people: who wrote, decided, judged, commented and suggested, and what they were told."""

from django.utils.translation import gettext_lazy as _

from catalogue.personal.declaring import Data, Days, Held, Months, told
from publishing import forgetting, suggesting
from publishing.letters import consenting, deliveries

LINK = ("token_digest", "nonce")
LISTS = ("subscribers", "followers of lists")  # as the daily round names them

DATA = [
    Data(
        label=_("Who wrote and decided about texts"),
        kept=_("as long as the text"),
        erased=_("“removed person” with a number; what was written stays"),
        held=(
            Held("publishing.Dossier", stays=("author",), page="desk"),
            Held(
                "publishing.Version",
                stays=("created_by", "contributors"),
                told=("typed", "checked", "reason", "opinion"),
                record=("content",),
                plain=("means",),
            ),
            Held("publishing.Version_contributors", stays=("user",)),
            Held("publishing.Passage", stays=("by",), told=("by_name", "comment")),
        ),
    ),
    Data(
        label=_("Comments and expert reviews"),
        kept=_("as long as the text"),
        erased=_("the name goes; scores stay, words stay unless their removal is asked for"),
        held=(
            Held("publishing.Comment", stays=("author", "resolved_by"), told=("text", "quote"), texts=("text",)),
            Held(
                "publishing.Review",
                stays=("reviewer", "assigned_by"),
                told=("opinion", "typed", "refusal"),
                texts=("opinion",),
            ),
            Held("publishing.Score", reached=("review__reviewer",), told=("reason",), texts=("reason",)),
        ),
    ),
    Data(
        label=_("Suggestions of readers: name, address"),
        kept=told(
            _("unconfirmed %(unconfirmed)s; the address, and the name without thanks, %(decided)s from the decision"),
            unconfirmed=Days(suggesting.CONFIRMED_WITHIN),
            decided=Days(suggesting.ADDRESS_KEPT),
        ),
        erased=_("name and address go; what was suggested stays"),
        held=(
            Held(
                "publishing.Suggestion",
                cleared={"email": ("email", "name", "thanked"), "author": ("author", "name", "email", "thanked")},
                told=("answer", "reason"),
                texts=("reason",),
                secret=("token_digest",),
                forget=suggesting.forget_names,
            ),
        ),
        purged=("suggestions forgotten", "addresses of readers forgotten"),
    ),
    Data(
        label=_("Notices, and how somebody wishes to be told"),
        kept=told(_("notices %(time)s; wishes as long as the account"), time=Months(forgetting.NOTICES_KEPT)),
        erased=_("deleted; the name is replaced in notices of others"),
        held=(
            Held("publishing.Notice", goes=("person",), told=("values",), page="notices"),
            Held("publishing.Wish", goes=("person",), page="wishes"),
        ),
        purged=("notices forgotten",),
    ),
    Data(
        label=_("Mails that were sent: address, subject"),
        kept=told(_("%(time)s; the text only until it is sent"), time=Days(forgetting.MAILS_KEPT)),
        erased=_("deleted"),
        held=(
            Held(
                "publishing.Mail",
                goes=("person", "to"),
                told=("subject", "text", "html", "calendar", "error"),
                secret=("unsubscribe", "headers"),
            ),
        ),
        purged=("mails forgotten",),
    ),
    Data(
        label=_("Subscriptions to letters and lists"),
        kept=told(
            _(
                "until one leaves; unconfirmed %(unconfirmed)s; the address %(left)s after leaving, then a digest; "
                "which copies were sent %(sent)s, then numbers"
            ),
            unconfirmed=Days(consenting.UNCONFIRMED_KEPT),
            left=Days(consenting.UNDONE_WITHIN),
            sent=Days(deliveries.KEPT),
        ),
        erased=_("deleted, with what is known of mail that came back"),
        held=(
            Held("publishing.Subscriber", goes=("email", "person"), secret=LINK, forget=consenting.forget_people),
            Held("publishing.FollowedList", goes=("email", "person"), secret=LINK),
            Held("publishing.Delivery", reached=("subscriber__email", "subscriber__person")),
            Held("publishing.Bounce"),
        ),
        purged=(
            *(f"{people} forgotten {when}" for people in LISTS for when in ("unconfirmed", "after leaving")),
            *("copies of issues forgotten", "mails that came back forgotten"),
        ),
    ),
    Data(
        label=_("Who made and sent letters"),
        kept=_("as long as the letter"),
        erased=_("“removed person” with a number"),
        held=(Held("publishing.Issue", stays=("by", "approved_by"), plain=("content",)),),
    ),
    Data(
        label=_("Digests of forms that were sent"),
        kept=told("%(time)s", time=Days(forgetting.FORMS_KEPT)),
        erased=_("cannot be told whose they are"),
        held=(Held("publishing.SentForm"),),
        purged=("sent forms forgotten",),
    ),
]

WITHOUT = {
    "publishing.IssueItem": (),
    "publishing.Letter": ("from_name", "kinds"),
    "publishing.MailHold": (),
    "publishing.Subscriber_topics": (),
}
