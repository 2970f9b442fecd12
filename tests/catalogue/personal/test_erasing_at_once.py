"""Two who erase at the same moment: the same person once, and of the last two who lead an organisation only one."""

import pytest
from django.utils import timezone

from catalogue.models import ErasedAddress
from catalogue.personal.erasing import erase
from partners.leaving import asking
from partners.models import Leaving, User
from tests.catalogue.personal.everywhere import EMAIL, NAME, SECOND, leave_everywhere, left_of
from tests.factories import make_person
from tests.people import make_people
from tests.publishing.test_two_at_once import WON, at_once, standing_rows  # noqa: F401  the fixture fills tables

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_erase_one_person_at_once_do_it_once():
    person = leave_everywhere(make_people())

    done = at_once(lambda: erase(EMAIL), lambda: erase(SECOND))

    assert done == [WON, WON]
    assert (left_of(NAME, EMAIL, SECOND), ErasedAddress.objects.count()) == ({}, 2)
    assert User.objects.get(pk=person.pk).email == f"removed-{person.pk}@invalid"


def test_of_the_last_two_who_lead_one_stays_when_both_go_at_once():
    people = make_people()
    second = make_person("druga.zastopnica@example.org")
    people.own.memberships.create(user=second, role="representative")
    for person in (people.representative, second):
        asking.confirm(asking.ask(person).pk)
    Leaving.objects.update(due_at=timezone.now())

    at_once(*(lambda pk=pk: asking.carry_out(pk) for pk in Leaving.objects.values_list("pk", flat=True)))

    assert Leaving.objects.count() == 1
    assert people.own.memberships.filter(role="representative", user__is_active=True).count() == 1
