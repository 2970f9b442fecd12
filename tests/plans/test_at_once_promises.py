"""Two people press at once about promises and arguments: one wins, the other is told, nothing is written twice."""

import datetime as dt

import pytest
from django.utils import timezone

from plans.advocacy import contacts, endorsing, responding
from plans.ceremony.line import sign_now
from plans.duties.meeting import extend, fulfil, take_back
from plans.models import Contact, DutyState, Endorsement, Response, Signature
from tests.factories import make_person
from tests.plans.advocacy.arguing import contact_of, endorsed, publish_recommendation, supporter
from tests.plans.signing.signing import draft, opened, signatory, signed
from tests.publishing.test_two_at_once import WON, at_once, standing_rows  # noqa: F401  a fixture, used by its name

pytestmark = pytest.mark.django_db(transaction=True)

ONE_IS_TOLD = ["Overtaken", WON]
DUTY = {"key": "d1", "turn": 1}


# --- Argued ---


def test_of_two_who_record_an_answer_one_wins(people):
    dossier, today = publish_recommendation(people).dossier, timezone.localdate()

    found = at_once(
        *[
            lambda by=by: responding.respond(dossier=dossier, by=by, seen=None, status="sent", on=today)
            for by in (people.representative, people.coordinator)
        ]
    )

    assert (sorted(found), Response.objects.count()) == (ONE_IS_TOLD, 1)


def test_of_two_who_endorse_for_one_organisation_one_wins(people):
    version = publish_recommendation(people)
    partner, mayor = supporter()
    deputy = make_person("podzupan@example.org")
    partner.memberships.create(user=deputy, role="representative")

    found = at_once(*[lambda by=by: endorsed(version, partner, by) for by in (mayor, deputy)])

    assert (sorted(found), Endorsement.objects.count()) == (ONE_IS_TOLD, 1)


def test_endorsing_ends_once(people):
    version = publish_recommendation(people)
    partner, mayor = supporter()
    endorsed(version, partner, mayor)

    found = at_once(*[lambda: endorsing.end(dossier=version.dossier, partner=partner, by=mayor)] * 2)

    assert (sorted(found), Endorsement.objects.filter(ended_on=None).count()) == (ONE_IS_TOLD, 0)


def test_of_two_who_change_a_contact_one_wins(people):
    contact = contact_of(people, publish_recommendation(people).dossier)
    seen = contacts.mark_of(contact)

    found = at_once(
        *[
            lambda word=word: contacts.change(contact=contact, by=people.editor, seen=seen, outcome=word)
            for word in ("Prvi", "Drugi")
        ]
    )

    assert (sorted(found), Contact.objects.get().outcome) == (ONE_IS_TOLD, ("Prvi", "Drugi")[found.index(WON)])


def test_of_publishing_and_removing_a_contact_one_wins(people):
    contact = contact_of(people, publish_recommendation(people).dossier)
    seen = contacts.mark_of(contact)

    found = at_once(
        lambda: contacts.show(contact=contact, by=people.representative, seen=seen, public=True),
        lambda: contacts.remove(contact=contact, by=people.editor),
    )

    assert WON in found
    assert found[0] == WON or not Contact.objects.exists()


# --- Promised ---


@pytest.fixture
def signature(people):
    return signed(opened(people), people, signatory()[0])


def mayor_of(signature):
    return signature.partner.memberships.get().user


def test_a_duty_is_recorded_as_met_once(people, signature):
    told = {"on": timezone.localdate(), "handed_in": {"url": "https://example.org/nacrt"}}

    found = at_once(
        *[
            lambda by=by: fulfil(signature=signature, by=by, **DUTY, **told)
            for by in (mayor_of(signature), people.coordinator)
        ]
    )

    assert (sorted(found), DutyState.objects.count()) == (ONE_IS_TOLD, 1)
    assert signature.steps.filter(step="duty_met").count() == 1


def test_of_two_who_move_the_day_of_a_duty_the_later_one_is_looked_at_with_the_new_day(people, signature):
    to = dt.date(2030, 1, 1)

    found = at_once(
        *[
            lambda by=by: extend(signature=signature, by=by, to=to, reason="Volitve.", **DUTY)
            for by in (people.representative, people.coordinator)
        ]
    )

    assert (sorted(found), DutyState.objects.get().extended_to) == (["Refused", WON], to)
    assert signature.steps.filter(step="duty_extended").count() == 1


def test_what_was_recorded_by_mistake_is_taken_back_once(people, signature):
    fulfil(signature=signature, by=people.coordinator, on=timezone.localdate(), handed_in={}, **DUTY)

    found = at_once(
        *[
            lambda by=by: take_back(signature=signature, by=by, reason="Pomota.", **DUTY)
            for by in (people.representative, people.coordinator)
        ]
    )

    assert (sorted(found), DutyState.objects.get().fulfilled_on) == (ONE_IS_TOLD, None)


def test_on_the_signing_day_a_press_signs_once(people):
    prepared = draft(opened(people), signatory()[0], signed_on=None)

    found = at_once(
        *[
            lambda by=by: sign_now(signature=prepared, event=None, by=by)
            for by in (people.representative, people.coordinator)
        ]
    )

    assert sorted(found) == ONE_IS_TOLD
    assert Signature.objects.get().steps.filter(step="submit").count() == 1
