"""An invented event for trying out: a form, questions and a registration in every state; no mail goes out for it."""

import datetime as dt

from django.utils import timezone

from catalogue.local_times import moment
from publishing.models.private_link import digest
from workshops.models import HOLDING, Event, Registration, RegistrationForm, RegistrationState
from workshops.organising.questions import add, add_ready
from workshops.registering.passes import pass_digest

SLUGS = {"slug_sl": "vzorcna-delavnica", "slug_en": "demo-workshop"}
TEXTS = {
    "title_sl": "Vzorčna delavnica (izmišljena, za preizkušanje)",
    "title_en": "Demo workshop (invented, for trying out)",
    "summary_sl": "Ta dogodek je izmišljen: na njem lahko preizkusite prijave. V resnici ga ne bo.",
    "summary_en": "This event is invented: try out registration with it. It does not really take place.",
    "location_sl": "Izmišljena dvorana",
    "location_en": "Invented hall",
}
LUNCH = {
    "kind": "choice",
    "label_sl": "Ali boste na kosilu?",
    "label_en": "Will you come to lunch?",
    "choices": [{"key": "yes", "sl": "da", "en": "yes"}, {"key": "no", "sl": "ne", "en": "no"}],
    "required": True,
}
LIKED = {
    "stage": "feedback",
    "kind": "long",
    "label_sl": "Kaj naj bo drugače?",
    "label_en": "What should be different?",
}
# Of each the beginning, the end, and what it is called in both languages.
PROGRAMME = [
    (dt.time(9), dt.time(10, 30), "Izmišljeni uvod", "Invented introduction"),
    (dt.time(11), dt.time(12, 30), "Izmišljeno delo po skupinah", "Invented work in groups"),
    (dt.time(13, 30), dt.time(15), "Izmišljeni ogled", "Invented visit"),
]
# Of each the name, the organisation, the state and how many come along.
PEOPLE = [
    ("Ana Izmišljena", "Občina Vzorec", "confirmed", 1),
    ("Bojan Izmišljeni", "Razvojni center Vzorec", "offered", 0),
    ("Cvetka Izmišljena", "", "waiting", 2),
    ("Darko Izmišljeni", "Občina Primer", "waiting", 0),
    ("Eva Izmišljena", "", "pending", 0),
    ("Filip Izmišljeni", "", "unverified", 0),
    ("Greta Izmišljena", "Podjetje Primer", "attended", 0),
    ("Hana Izmišljena", "", "absent", 0),
    ("Ivan Izmišljeni", "", "withdrawn", 0),
    ("Jana Izmišljena", "", "rejected", 0),
]
State = RegistrationState


def remove():
    for event in Event.objects.filter(**SLUGS):
        event.delete()


def make(host, address):
    """Anew, two months ahead; `address` makes the mailbox of the n-th person."""
    remove()
    on = timezone.localdate() + dt.timedelta(60)
    told = {"type": Event.Type.WORKSHOP, "start": on.isoformat(), "end": on.isoformat(), "languages": "sl, en"}
    event = Event(**SLUGS, **TEXTS, **told, country="SI", host=host)
    event.save()
    for begins, ends, title_sl, title_en in PROGRAMME:
        event.sessions.create(day=on, time=begins, ends=ends, title_sl=title_sl, title_en=title_en)
    event.publish()
    form = make_form(event)
    for number, (name, organisation, state, companions) in enumerate(PEOPLE, 1):
        registration = make_registration(form, number, address(number), state, companions)
        registration.name, registration.organisation = name, organisation
        registration.save()
    form.taken = sum(form.registrations.values_list("held", flat=True))
    form.save(update_fields=["taken"])
    return event


def make_form(event):
    closes = moment(timezone.localdate() + dt.timedelta(50), dt.time(17), event.timezone)
    form = RegistrationForm.objects.create(
        event=event, closes_at=closes, capacity=6, most_party=3, contact="Demo (demo@demo.example)"
    )
    add(form, **LUNCH)
    add_ready(form, "diet")
    add_ready(form, "access")
    add(form, **LIKED)
    return form


def make_registration(form, number, email, state, companions):
    now = timezone.now()
    held = 1 + companions if state in HOLDING else 0
    registration = Registration(form=form, email=email, name=email, language="sl", state=state, held=held)
    registration.seats = registration.seats_least = 1 + companions
    registration.queued_at = now + dt.timedelta(seconds=number)
    registration.offer_until = now + dt.timedelta(days=2) if state == State.OFFERED else None
    registration.passed_over = 2 if companions == 2 else 0
    registration.consent, registration.consented_at = "demo", now
    registration.token_digest, registration.pass_digest = digest(registration.token), pass_digest(registration)
    registration.save()
    registration.steps.create(step="register", target=state)
    for place in range(companions):
        registration.companions.create(name=f"Spremljevalec {place + 1}")
    lunch = form.questions.get(kind="choice")
    registration.answers.create(question=lunch, value="yes")
    return registration
