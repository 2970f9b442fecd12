"""What those who run an event are told of registrations, by a line in the portal and a mail as they wish it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import active, coordinators
from publishing.sentences import SENTENCES, Sentence
from workshops.models import EventRole, RegistrationState

SENTENCES.update(
    {
        "registration_to_decide": Sentence(
            _("A registration waits for your decision: %(title)s"),
            _("Somebody registered for “%(title)s” and waits for your decision."),
        ),
        "registration_withdrawn_late": Sentence(
            _("Withdrawn late: %(title)s"),
            _("Somebody withdrew from “%(title)s” after everything was settled. Look at rooms, bus and meals."),
        ),
        "registration_change_asked": Sentence(
            _("A change waits for your decision: %(title)s"),
            _("Somebody who is registered for “%(title)s” asks for a change. Until you decide nothing changes."),
        ),
    }
)


def organisers_of(event):
    """Members of the host and those who were given the role; where there is nobody, those who run the portal."""
    given = active().filter(event_roles__event=event, event_roles__role=EventRole.Role.ORGANISER)
    members = active().filter(memberships__partner=event.host_id) if event.host_id else []
    return {*given, *members} or coordinators()


def tell_organisers(event, sentence):
    """No notice holds a name, so that it can be forgotten."""
    tell(
        people=organisers_of(event),
        kind=Notice.Kind.EVENT,
        sentence=sentence,
        address=reverse("event_desk", args=[event.pk]),
        values={f"title_{code}": getattr(event, f"title_{code}") or "" for code in LANGUAGES},
        together=True,
    )


def follow(registration, step):
    """What of the steps concerns organisers at once."""
    form = registration.form
    if step.target == RegistrationState.PENDING:
        tell_organisers(form.event, "registration_to_decide")
    elif step.step == "withdraw" and form.is_frozen and step.by is None:
        tell_organisers(form.event, "registration_withdrawn_late")
