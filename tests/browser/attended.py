"""An event of today for browser tests: one person is expected, one was there, and questions are asked after it."""

from django.urls import reverse
from django.utils import translation

from catalogue.languages import LANGUAGES
from partners.models import Partner
from tests.browser.people import ORGANISATION
from tests.workshops.attending.there import was_there
from tests.workshops.coming import comes, make_event, open_form
from workshops.attending.certificates import issue, token_of
from workshops.attending.guests import Guest
from workshops.registering.passes import pass_token

NAME = "Čedomir Žagar"
ASKED = (("long", "Kaj je bilo dobro?"), ("yes_no", "Bi prišli znova?"), ("number", "Ocena od 1 do 5"))


def add_attended_event():
    """What tests open: the event, tokens of who is expected, and pages by name and language."""
    titles = {"title_sl": "Delavnica v Zeleniki", "title_en": "Workshop in Zelenika", "location_sl": "Zelenika"}
    event = make_event(in_days=0, host=Partner.objects.get(title_sl=ORGANISATION), **titles)
    form = open_form(event)
    for order, (kind, label) in enumerate(ASKED):
        form.questions.create(stage="feedback", kind=kind, order=order, label_sl=label, label_en=f"{label} (en)")
    train = {"label_sl": "Pridete z vlakom?", "label_en": "Will you come by train?"}
    form.questions.create(stage="follow_up", kind="yes_no", order=9, **train)
    event.materials.create(title_sl="Zapisnik", link="https://example.org/zapisnik", access="registered")
    expected, there = comes(form, 2, name=NAME), was_there(form, name="Δήμητρα Kos")
    certificate, _is_new = issue(guest=Guest(there))
    pages = {
        "event_pass": pass_token(expected),
        "certificate": token_of(certificate.number),
        "my_certificates": there.token,
        "my_feedback": there.token,
    }
    return {
        "event": event.pk,
        "event_page": {code: address_of(event, code) for code in LANGUAGES},
        "expected": expected.token,
        "pass": pass_token(expected),
        "certificate": certificate.pk,
        "pages": {name: in_languages(name, token) for name, token in pages.items()},
    }


def address_of(event, code):
    with translation.override(code):
        return event.get_absolute_url()


def in_languages(name, *args):
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = reverse(name, args=args)
    return found
