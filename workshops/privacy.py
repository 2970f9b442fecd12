"""What events hold of people: who registers, comes, asks, organises."""

from django.utils.translation import gettext_lazy as _

from catalogue.personal.declaring import Data, Days, Held, told
from workshops.registering import keeping

REGISTERED = ("registration__person", "registration__email")

DATA = [
    Data(
        label=_("Registrations for events: name, address, answers, companions, attendance"),
        kept=told(
            _(
                "unconfirmed %(unproven)s; sensitive answers %(sensitive)s after the event; "
                "the rest as many months after it as its form says"
            ),
            unproven=Days(keeping.FORGOTTEN_AFTER),
            sensitive=Days(keeping.SENSITIVE_KEPT),
        ),
        erased=_("counts stay: states, seats, days of attendance; the place goes to whoever waits"),
        held=(
            Held(
                "workshops.Registration",
                reached=("person", "email"),
                plain=("name",),
                secret=("token_digest", "nonce", "pass_digest"),
                forget=keeping.forget_people,
                page="my_registrations",
            ),
            Held("workshops.Companion", reached=REGISTERED, told=("name",)),
            Held("workshops.Answer", reached=REGISTERED, told=("value",)),
            Held("workshops.RegistrationStep", stays=("by",), reached=REGISTERED, told=("reason",)),
            Held("workshops.ChangeRequest", stays=("by",), reached=REGISTERED, told=("proposed", "reason")),
            Held("workshops.Attendance", stays=("by",), reached=REGISTERED),
            Held("workshops.FeedbackAnswer", told=("content",)),
        ),
        purged=("registrations forgotten", "sensitive answers forgotten", "registrations made anonymous"),
    ),
    Data(
        label=_("Certificates of attendance"),
        kept=_("for good, as numbers and digests of the name"),
        erased=_("the digest stays, so that whoever holds the certificate can have it verified"),
        held=(
            Held(
                "workshops.Certificate",
                reached=REGISTERED,
                plain=("days", "said"),
                secret=("token_digest", "name_digest"),
            ),
        ),
    ),
    Data(
        label=_("Who runs events, writes to participants and records"),
        kept=_("as long as the event"),
        erased=_("roles are deleted; else “removed person” with a number"),
        held=(
            Held("workshops.EventRole", goes=("user",), stays=("by",)),
            Held("workshops.EventMail", stays=("by",), plain=("audience",)),
            Held("workshops.RegistrationForm", told=("contact",)),
            Held("workshops.TransferConfirmation", stays=("by",), told=("says", "reason")),
            Held("workshops.Interest", stays=("by",), told=("note",)),
            Held("workshops.VisitQuestion", stays=("by",)),
        ),
    ),
    Data(
        label=_("One's own calendar"),
        kept=_("as long as the account"),
        erased=_("deleted"),
        held=(Held("workshops.CalendarLink", goes=("person",), secret=("token_digest", "nonce")),),
    ),
]

WITHOUT = {
    "workshops.Event": (),
    "workshops.Event_places": (),
    "workshops.Event_practices": (),
    "workshops.Material": (),
    "workshops.Occurrence": (),
    "workshops.Question": ("choices",),
    "workshops.Session": ("speakers",),
    "workshops.Transfer": (),
    "workshops.TransferEvidence": (),
    "workshops.Visit": (),
    "workshops.VisitReport": (),
    "workshops.VisitReport_practices": (),
    "workshops.Visit_invited": (),
}
