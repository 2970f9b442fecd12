"""Files, the door and those who leave, all at once: everybody is checked in once, whatever the database."""

import pytest
from django.utils import timezone

from tests.publishing.test_two_at_once import WON, at_once, standing_rows  # noqa: F401  the fixture fills tables
from tests.workshops.attending.there import event_of_today
from tests.workshops.coming import comes
from workshops.attending.guests import Guest
from workshops.attending.steps import attend, attend_all
from workshops.models import Attendance, RegistrationStep
from workshops.registering.steps import withdraw

pytestmark = pytest.mark.django_db(transaction=True)
Way = Attendance.Way


def from_file(form, *registrations):
    came = [(str(each.pk), timezone.localdate()) for each in registrations]
    return lambda: attend_all(form=form, came=came, by=None, way=Way.FILE)


def at_the_door(registration):
    return lambda: attend(guest=Guest(registration), day=timezone.localdate(), by=None, way=Way.LIST)


def test_who_is_in_two_files_and_at_the_door_at_once_is_checked_in_once():
    form = event_of_today()
    ana, bine = comes(form), comes(form)

    found = at_once(from_file(form, ana, bine), from_file(form, bine, ana), at_the_door(bine))

    assert found == [WON] * 3
    assert Attendance.objects.count() == 2
    assert RegistrationStep.objects.filter(step="attend").count() == 2


def test_who_leaves_while_a_file_is_stored_has_left_or_was_there():
    form = event_of_today()
    ana, bine = comes(form), comes(form)

    found = at_once(from_file(form, ana, bine), lambda: withdraw(registration=bine))

    assert sorted(found) in (["Overtaken", WON], ["Refused", WON])
    assert Attendance.objects.count() == (2 if found[0] == WON else 0)
