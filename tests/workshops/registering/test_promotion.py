"""Who gets the seats that are free: the worked example, and the rules around it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Sum
from django.utils import timezone

from publishing.refusals import Overtaken, Refused
from tests.workshops.coming import comes, make_event, now_of, open_form, states, wishes
from workshops.calendars.words import moment_words
from workshops.models import RegistrationForm
from workshops.registering.line import place_in_line
from workshops.registering.queue import change_capacity
from workshops.registering.seats import Full, offer_until
from workshops.registering.steps import accept, decline, lapse, restore, verify, withdraw

pytestmark = pytest.mark.django_db


def taken(form):
    form.refresh_from_db()
    assert form.taken == (form.registrations.aggregate(held=Sum("held"))["held"] or 0)
    return form.taken


def example(*, strict):
    """Twelve places, all held; in line A of three (all or none), B alone, C of two (one would do), D alone."""
    form = open_form(capacity=12, strict=strict)
    holders = [comes(form, 2) for _number in range(6)]
    line = comes(form, 3), comes(form, 1), comes(form, 2, least=1), comes(form, 1)
    assert states(*line) == ["waiting"] * 4
    return form, holders, line


def lapses(registration):
    registration = now_of(registration)
    registration.offer_until = timezone.now() - dt.timedelta(seconds=1)
    registration.save()
    assert lapse(registration.pk)


def test_free_seats_pass_over_a_party_that_does_not_fit():
    form, holders, (a, b, c, d) = example(strict=False)

    withdraw(registration=holders[0])

    assert states(a, b, c, d) == ["waiting", "offered", "offered", "waiting"]
    assert [now_of(entry).held for entry in (a, b, c, d)] == [0, 1, 1, 0]
    assert (now_of(a).passed_over, taken(form)) == (1, 12)

    accept(registration=now_of(c), coming=[])
    lapses(b)

    assert states(a, b, c, d) == ["waiting", "withdrawn", "confirmed", "offered"]
    assert (now_of(a).passed_over, taken(form)) == (2, 12)

    change_capacity(form_pk=form.pk, capacity=15)

    assert states(a) == ["offered"]
    assert taken(form) == 15


def test_strict_forms_keep_free_seats_for_the_first_in_line():
    form, holders, (a, b, c, d) = example(strict=True)

    withdraw(registration=holders[0])
    assert (states(a, b, c, d), taken(form)) == (["waiting"] * 4, 10)

    single = now_of(holders[1])
    single.companions.all().delete()
    withdraw(registration=single)
    assert states(a, b, c, d) == ["offered", "offered", "waiting", "waiting"]
    assert taken(form) == 12

    withdraw(registration=holders[2])
    assert states(a, b, c, d) == ["offered", "offered", "offered", "waiting"]


def test_nobody_overtakes_those_in_line():
    form = open_form(capacity=3)
    comes(form, 2)
    first = comes(form, 2)

    second = comes(form, 1)

    assert states(first, second) == ["waiting", "confirmed"]
    assert now_of(first).passed_over == 1


def test_an_unproven_address_holds_no_seat():
    form = open_form(capacity=1)
    late = wishes(form)

    quick = comes(form)
    verify(registration=late)

    assert states(quick, late) == ["confirmed", "waiting"]
    assert place_in_line(now_of(late)) == 1


@pytest.mark.parametrize(("minutes", "order"), [(59, [1, 2]), (61, [2, 1])])
def test_the_sending_counts_if_the_address_is_proven_within_an_hour(minutes, order):
    form = open_form(capacity=1)
    comes(form)
    slow = wishes(form)
    type(slow).objects.filter(pk=slow.pk).update(created_at=timezone.now() - dt.timedelta(minutes=minutes))
    quick = comes(form)

    verify(registration=now_of(slow))

    assert [place_in_line(now_of(slow)), place_in_line(now_of(quick))] == order


def test_proving_twice_and_leaving_twice_change_nothing():
    form = open_form(capacity=1)
    registration = comes(form)
    other = comes(form)

    _same, is_new = verify(registration=registration)
    withdraw(registration=registration)
    with pytest.raises(Overtaken):
        withdraw(registration=now_of(registration))

    assert not is_new
    assert [step.step for step in registration.steps.order_by("pk")] == ["register", "verify", "queue", "withdraw"]
    assert (states(other), taken(form)) == (["offered"], 1)


def test_a_lapsed_offer_is_refused_though_no_round_came_by():
    form = open_form(capacity=1)
    first, second = comes(form), comes(form)
    withdraw(registration=first)
    offered = now_of(second)
    offered.offer_until = timezone.now() - dt.timedelta(seconds=1)
    offered.save()

    with pytest.raises(Refused):
        accept(registration=offered)

    assert (states(second), taken(form)) == (["offered"], 1)


def test_nothing_is_offered_by_itself_once_the_last_moment_has_passed():
    form = open_form(capacity=1, promotes_until=timezone.now() + dt.timedelta(minutes=90))
    first, second = comes(form), comes(form)

    withdraw(registration=first)

    assert (states(second), taken(form)) == (["waiting"], 0)


def test_who_comes_late_gets_a_free_place_unless_somebody_waits():
    form = open_form(capacity=2, promotes_until=timezone.now() - dt.timedelta(hours=1))

    assert states(comes(form), comes(form), comes(form)) == ["confirmed", "confirmed", "waiting"]


def test_an_offer_lasts_as_long_as_the_form_says_but_never_beyond_the_last_moment():
    soon = timezone.now() + dt.timedelta(hours=5)
    form = open_form(capacity=1, offer_hours=48, promotes_until=soon)
    first, second = comes(form), comes(form)

    withdraw(registration=first)

    assert now_of(second).offer_until == soon


def test_an_offer_across_the_change_of_clocks_lasts_48_real_hours():
    form = open_form(make_event(start="2027-11-20", end="2027-11-20"), offer_hours=48)

    until = offer_until(form, dt.datetime(2027, 10, 30, 10, tzinfo=ZoneInfo("Europe/Ljubljana")).astimezone(dt.UTC))

    assert until == dt.datetime(2027, 11, 1, 8, tzinfo=dt.UTC)
    assert moment_words(until, form.event).endswith("ob 9.00")


def test_who_is_taken_back_stands_at_the_end_of_the_line():
    form = open_form(capacity=1)
    gone, _holder, waits = comes(form), comes(form), comes(form)
    withdraw(registration=gone)

    restore(registration=now_of(gone), by=None, reason="Pomota")

    assert [place_in_line(now_of(entry)) for entry in (waits, gone)] == [1, 2]


def test_a_declined_offer_goes_to_the_next():
    form = open_form(capacity=1)
    first, second, third = comes(form), comes(form), comes(form)
    withdraw(registration=first)

    decline(registration=now_of(second))

    assert states(second, third) == ["withdrawn", "offered"]


def test_capacity_never_falls_below_the_places_that_are_held():
    form = open_form(capacity=20)
    for _number in range(6):
        comes(form, 2)

    with pytest.raises(Refused, match="12"):
        change_capacity(form_pk=form.pk, capacity=10)

    assert RegistrationForm.objects.get().capacity == 20


def test_a_form_without_a_waiting_list_refuses_when_it_is_full():
    form = open_form(capacity=1, waiting=False)
    comes(form)
    late = wishes(form)

    with pytest.raises(Full):
        verify(registration=late)

    assert states(late) == ["unverified"]


def test_a_party_is_never_split_unasked():
    form = open_form(capacity=3)
    comes(form, 2)

    party = comes(form, 2)

    assert (states(party), now_of(party).held) == (["waiting"], 0)


def test_approval_comes_before_the_line():
    form = open_form(capacity=1, approval=True)

    assert states(comes(form)) == ["pending"]
    assert taken(form) == 0


def test_one_address_has_one_registration():
    form = open_form()
    first = comes(form, email="ana@example.org")

    second = wishes(form, email="ANA@example.org")

    assert second.pk == first.pk
    assert form.registrations.count() == 1


def test_a_calendar_is_told_of_every_turn():
    form = open_form(capacity=5)
    registration = comes(form)
    assert now_of(registration).bumps == 0

    withdraw(registration=now_of(registration))
    assert now_of(registration).bumps == 1

    restore(registration=now_of(registration), by=None, reason="Pride vseeno")
    assert (now_of(registration).state, now_of(registration).bumps) == ("confirmed", 2)
