from workshops.models.attending import Attendance, Certificate, EventMail, FeedbackAnswer
from workshops.models.calendar_link import CalendarLink
from workshops.models.event import Event, Material, Session
from workshops.models.occurrence import EventRole, Occurrence
from workshops.models.registration import (
    ACTIVE,
    HOLDING,
    Answer,
    ChangeRequest,
    Companion,
    Registration,
    RegistrationState,
    RegistrationStep,
)
from workshops.models.registration_form import Question, RegistrationForm
from workshops.models.transfers import Interest, Transfer, TransferConfirmation, TransferEvidence
from workshops.models.visits import Visit, VisitQuestion, VisitReport

__all__ = [
    "ACTIVE",
    "HOLDING",
    "Answer",
    "Attendance",
    "CalendarLink",
    "Certificate",
    "ChangeRequest",
    "Companion",
    "Event",
    "EventMail",
    "EventRole",
    "FeedbackAnswer",
    "Interest",
    "Material",
    "Occurrence",
    "Question",
    "Registration",
    "RegistrationForm",
    "RegistrationState",
    "RegistrationStep",
    "Session",
    "Transfer",
    "TransferConfirmation",
    "TransferEvidence",
    "Visit",
    "VisitQuestion",
    "VisitReport",
]
