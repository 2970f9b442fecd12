"""Two people press at once: one signature, one step, one certificate; the other is told."""

import pytest

from plans.models import Signature, SignatureGroup, SigningCertificate
from plans.signing.certificates import issue_anew, make_first
from plans.signing.groups import make_group
from plans.signing.keeping import begin, keep
from plans.signing.moving import mark_of, take
from plans.signing.texts import open_text
from tests.plans.signing.signing import draft, opened, publish_commitment, signatory, signed
from tests.publishing.test_two_at_once import WON, at_once, standing_rows  # noqa: F401  a fixture, used by its name

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = {"name": "Comune di Prova", "registration_number": "IT1", "country": "IT"}


@pytest.mark.parametrize("is_partner", [True, False])
def test_of_two_who_record_the_same_organisation_one_wins(people, is_partner):
    text = opened(people)
    told = {"partner": signatory()[0]} if is_partner else TOLD

    found = at_once(
        *[lambda by=by: begin(text=text, by=by, **told) for by in (people.coordinator, people.administrator)]
    )

    assert (sorted(found), Signature.objects.count()) == (["SignedAlready", WON], 1)


def test_of_two_who_put_a_signature_into_force_one_wins(people):
    signature = draft(opened(people), signatory()[0])
    take(step="submit", signature=signature, by=people.coordinator)

    found = at_once(
        *[
            lambda by=by: take(step="activate", signature=signature, by=by)
            for by in (people.representative, people.coordinator)
        ]
    )

    assert (sorted(found), signature.steps.filter(step="activate").count()) == (["Overtaken", WON], 1)


def test_putting_into_force_and_taking_back_at_once_leave_one_state(people):
    partner, mayor = signatory()
    signature = draft(opened(people), partner)
    take(step="submit", signature=signature, by=mayor)

    found = at_once(
        lambda: take(step="activate", signature=signature, by=people.representative),
        lambda: take(step="take_back", signature=signature, by=mayor),
    )

    state = Signature.objects.get().state
    assert sorted(found) == ["Overtaken", WON]
    assert state == ("active", "draft")[found.index(WON)]


def test_of_two_who_change_a_draft_at_once_the_second_is_told(people):
    partner, mayor = signatory()
    signature = draft(opened(people), partner)
    mark = mark_of(signature)

    found = at_once(
        *[
            lambda name=name: keep(signature=signature, by=mayor, values={"person": name}, mark=mark)
            for name in ("Prva", "Druga")
        ]
    )

    assert sorted(found) == ["Overtaken", WON]
    assert Signature.objects.get().person == ("Prva", "Druga")[found.index(WON)]


def test_of_two_who_open_the_same_text_one_wins(people):
    dossier = publish_commitment(people).dossier

    found = at_once(*[lambda: open_text(dossier=dossier, by=people.representative)] * 2)

    assert (sorted(found), dossier.signable_texts.count()) == (["Refused", WON], 1)


def test_two_workers_at_once_make_one_certificate(people):
    signature = signed(opened(people), people, signatory()[0])
    made = []

    at_once(*[lambda: made.append(make_first(signature.pk))] * 2)

    assert (sorted(made), SigningCertificate.objects.count()) == ([False, True], 1)


def test_certificates_of_two_signatures_made_at_once_have_numbers_of_their_own(people):
    text = opened(people)
    pair = [signed(text, people), signed(text, people, signatory()[0])]

    at_once(*[lambda one=one: make_first(one.pk) for one in pair])

    numbers = SigningCertificate.objects.order_by("number").values_list("number", flat=True)
    assert [number[-2:] for number in numbers] == ["01", "02"]


def test_of_two_who_issue_a_certificate_anew_one_wins(people):
    signature = signed(opened(people), people, signatory()[0])
    make_first(signature.pk)
    first = SigningCertificate.objects.get()

    def issue(name):
        fresh = Signature.objects.select_related("text__dossier", "text__version").get(pk=signature.pk)
        issue_anew(signature=fresh, by=people.coordinator, name=name, replaced=first)

    found = at_once(*[lambda name=name: issue(name) for name in ("Prvo ime", "Drugo ime")])

    assert (sorted(found), SigningCertificate.objects.count()) == (["Overtaken", WON], 2)


def test_of_two_groups_of_the_same_name_one_is_made(people):
    text = opened(people)

    found = at_once(*[lambda: make_group(text=text, by=people.coordinator, name="Dolina", sort="shared")] * 2)

    assert (sorted(found), SignatureGroup.objects.count()) == (["Overtaken", WON], 1)
