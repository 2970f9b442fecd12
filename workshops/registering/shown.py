"""What pages say of registration: whether one may come, where a registration stands, and what is next."""

from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from catalogue.languages import shown
from workshops.calendars.moments import is_dated
from workshops.calendars.words import moment_words
from workshops.models import Answer, ChangeRequest, Question, RegistrationState
from workshops.registering.changing import CHANGEABLE
from workshops.registering.line import place_in_line, place_words
from workshops.registering.questions import words
from workshops.registering.seats import is_cancelled
from workshops.registering.steps import may_queue_again

State = RegistrationState
COMES = (State.CONFIRMED, State.ATTENDED)
LEAVES = (State.PENDING, State.WAITING, State.OFFERED, State.CONFIRMED)


# --- Whether one may come ---


class Box:
    """Registration for one event as its page shows it, with how many stand in line."""

    def __init__(self, form, in_line):
        self.form, self.event, self.in_line = form, form.event, in_line

    @property
    def cancelled(self):
        """Why it is cancelled, as a text with its language; None where it is not."""
        return shown(self.event.occurrence, "cancel_reason") if is_cancelled(self.event) else None

    @property
    def is_open(self):
        return not self.cancelled and self.form.has_opened and not self.form.has_closed and not self.event.is_over

    @property
    def opens(self):
        return moment_words(self.form.opens_at, self.event)

    @property
    def closes(self):
        return moment_words(self.form.closes_at, self.event)

    @property
    def free(self):
        """Places that nobody holds or waits for; None without a limit."""
        if self.form.capacity is None:
            return None
        return 0 if self.in_line else self.form.capacity - self.form.taken

    @property
    def is_full(self):
        return self.free == 0

    @property
    def takes_people(self):
        return self.is_open and (not self.is_full or self.form.waiting)

    @property
    def seats_words(self):
        """“prostih 4 od 20”, “Polno; na čakalni listi 3”, or nothing where there is no limit."""
        if self.free is None:
            return ""
        if not self.is_full:
            text = ngettext("%(n)s of %(all)s places free", "%(n)s of %(all)s places free", self.free)
            return text % {"n": self.free, "all": self.form.capacity}
        waiting = self.in_line
        if not waiting:
            return _("Full")
        return ngettext("Full; %(n)s on the waiting list", "Full; %(n)s on the waiting list", waiting) % {"n": waiting}


def box_of(event):
    """None where nobody registers: without a form, before the day is known, and once it is over."""
    if not event.is_published or not is_dated(event) or event.is_over:
        return None
    form = getattr(event, "registration_form", None)
    if form is None:
        return None
    form.event = event  # with its occurrence, once that is known
    in_line = event.in_line if hasattr(event, "in_line") else form.registrations.waiting().count()
    return Box(form, in_line)


# --- Where a registration stands ---


class Answered(NamedTuple):
    """One question to one person, as it was answered."""

    label: str
    who: str
    words: str


class Mine:
    """A registration as its own page shows it."""

    def __init__(self, registration):
        self.registration, self.form = registration, registration.form
        self.event = registration.form.event

    @property
    def cancelled(self):
        return shown(self.event.occurrence, "cancel_reason") if is_cancelled(self.event) else None

    @property
    def is_over(self):
        return self.event.is_over

    @cached_property
    def lapsed(self):
        """Whether an offer was not taken in time, also where no round has ended it yet."""
        last = self.registration.steps.first()
        ended = self.registration.state == State.WITHDRAWN and last is not None and last.step == "lapse"
        return self.registration.offer_is_over or ended

    @cached_property
    def may_queue_again(self):
        return self.lapsed and may_queue_again(self.registration)

    @property
    def comes(self):
        return self.registration.state in COMES

    @property
    def may_change(self):
        return self.registration.state in CHANGEABLE and not self.is_over and not self.cancelled

    @property
    def may_correct(self):
        """The own name and the like: also once the event is over, for a certificate is still to come."""
        return self.registration.is_active

    @property
    def may_withdraw(self):
        return self.registration.state in LEAVES and not self.is_over and not self.cancelled

    @property
    def is_offered(self):
        return self.registration.state == State.OFFERED and not self.lapsed and not self.cancelled

    @property
    def until(self):
        until = self.registration.offer_until
        return moment_words(until, self.event) if until else ""

    @property
    def seats(self):
        """How many places it holds, or wishes for."""
        seats = self.registration.held or self.registration.seats
        return npgettext("seats", "%(n)s place", "%(n)s places", seats) % {"n": seats}

    @cached_property
    def place(self):
        return place_words(place_in_line(self.registration))

    @property
    def sentence(self):
        """(where it stands, what is next)."""
        if self.lapsed:
            return _("The offer lapsed: it stood until %(until)s.") % {"until": self.until}, ""
        line, further = sentences()[self.registration.state]
        values = {"place": self.place, "until": self.until, "seats": self.seats}
        return line % values, further % values

    @property
    def tells_reason(self):
        return self.registration.state in (State.WITHDRAWN, State.REJECTED)

    @cached_property
    def companions(self):
        return list(self.registration.companions.all())

    @property
    def must_choose(self):
        """Whether there are fewer places than people, so that somebody stays at home."""
        return self.form.seats_for(1 + len(self.companions)) > self.registration.held

    @property
    def request(self):
        return self.registration.change_requests.filter(state=ChangeRequest.State.OPEN).first()

    @cached_property
    def decided(self):
        """The newest request that an organiser decided on."""
        decided = (ChangeRequest.State.ACCEPTED, ChangeRequest.State.DECLINED)
        return self.registration.change_requests.filter(state__in=decided).first()

    @property
    def is_frozen(self):
        return self.form.is_frozen

    @property
    def frozen_since(self):
        return moment_words(self.form.freezes_at, self.event) if self.form.freezes_at else ""

    # --- Answers ---

    @cached_property
    def answers(self):
        found = Answer.objects.filter(registration=self.registration).select_related("question", "companion")
        return list(found.order_by("question__order", "question", "companion"))

    @property
    def answered(self):
        """Those given with the registration, with the name where it is a companion's."""
        return [
            Answered(answer.question.label, str(answer.companion or ""), words(answer.question, answer.value))
            for answer in self.answers
            if answer.question.stage == Question.Stage.REGISTER
        ]

    @cached_property
    def follow_up(self):
        """(questions answered, questions asked) once the place is confirmed; None before, and where none is asked.

        None after the event too: what is sensitive is forgotten then, and nothing of it may come later.
        """
        is_asked = self.comes and not self.is_over
        asked = list(self.form.questions.asked(Question.Stage.FOLLOW_UP)) if is_asked else []
        given = {(answer.question_id, answer.companion_id) for answer in self.answers}
        people = [None, *(companion.pk for companion in self.companions)]
        done = [
            all((question.pk, pk) in given for pk in (people if question.each_person else [None])) for question in asked
        ]
        return (done.count(True), len(asked)) if asked else None


def sentences():
    """{state: (where it stands, what is next)}."""
    return {
        State.UNVERIFIED: ("", ""),
        State.PENDING: (
            _("Your registration is under consideration."),
            _("The organisers look at it and decide; we will write to you then. Until then no place is held for you."),
        ),
        State.WAITING: (
            _("You are on the waiting list: %(place)s in line."),
            _("As soon as a place becomes free for you, we will write to you. Until then you need not do anything."),
        ),
        State.OFFERED: (
            _("There is room for you now: %(seats)s."),
            _("Kept for you until %(until)s; after that it goes to the next in line."),
        ),
        State.CONFIRMED: (_("Your registration is confirmed: %(seats)s."), ""),
        State.ATTENDED: (_("You were there. Thank you for coming."), ""),
        State.ABSENT: (_("You were registered, but nobody noted that you were there."), ""),
        State.WITHDRAWN: (_("This registration is withdrawn."), ""),
        State.REJECTED: (_("The organisers could not accept your registration."), ""),
    }
