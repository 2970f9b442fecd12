"""What the daily round does after an event: closes it, issues certificates, asks how it was. Each thing once."""

import datetime as dt

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from publishing.daily_round import also
from publishing.models import Mail
from workshops.attending import log, steps
from workshops.attending.certificates import NotEarned, issue
from workshops.attending.feedback import may_answer
from workshops.attending.guests import State, guests_of
from workshops.attending.steps import ended_by
from workshops.attending.telling import tell_certificate, tell_feedback
from workshops.models import Certificate, Question, RegistrationForm

DAY = dt.timedelta(days=1)
STOPS = dt.timedelta(days=14)  # after that the organisers issue what is still to be issued


def join():
    also("attendance closed", steps.to_close, steps.close)
    also("events in the log of communication", log.to_record, log.record_event)
    also("certificates issued", to_certify, certify)
    also("feedback asked for", to_ask, ask)


def just_ended():
    """Those who were there, of events that ended yesterday or in the two weeks before."""
    today = timezone.localdate()
    found = ended_by(today - DAY).filter(form__event__end__gt=(today - STOPS).isoformat(), state=State.ATTENDED)
    return found.filter(anonymised_at=None).order_by("pk")


def to_certify():
    """Nobody has decided about a certificate yet; who has not earned one is looked at again, as lists come late."""
    given = Exists(Certificate.objects.filter(registration=OuterRef("pk")))
    return just_ended().exclude(form__certificate=RegistrationForm.Certificate.NONE).exclude(given)


def certify(pk):
    """Whether the person or a companion got one."""
    registration = to_certify().filter(pk=pk).select_related("form__event").first()
    return sum(map(certify_guest, guests_of(registration))) > 0 if registration else False


def certify_guest(guest, anew=False):
    """Issue and tell; False where it was not earned or there is one."""
    try:
        certificate, is_new = issue(guest=guest, anew=anew)
    except NotEarned:
        return False
    if is_new:
        tell_certificate(certificate)
    return is_new


def to_ask():
    key = Concat(Value("reg:"), Cast(OuterRef("pk"), CharField()), Value(":feedback"))
    asked = Exists(Mail.objects.filter(key=key))
    questions = Exists(Question.objects.asked(Question.Stage.FEEDBACK).filter(form=OuterRef("form")))
    return just_ended().filter(questions, ~asked, feedback_given=False).exclude(email="")


def ask(pk):
    registration = to_ask().filter(pk=pk).first()
    return bool(registration and may_answer(registration) and tell_feedback(registration))
