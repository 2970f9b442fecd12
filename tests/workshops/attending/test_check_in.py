"""Who was there: the pass, the list at the door, and what becomes of those who did not come."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.daily_round import daily_round
from publishing.refusals import Refused
from tests.workshops.attending.there import event_of_today, past_form, queries_of, was_there, with_role
from tests.workshops.coming import comes, make_event, now_of, open_form, states, wishes
from workshops.attending.guests import Guest
from workshops.attending.steps import attend, undo
from workshops.models import Attendance, EventRole
from workshops.registering.passes import pass_token

pytestmark = pytest.mark.django_db
DOOR = EventRole.Role.DOOR


def pass_address(registration):
    return reverse("event_pass", args=[pass_token(registration)])


def page_of(client, address):
    return client.get(address, follow=True).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_sees_no_name_on_a_pass(client, method):
    registration = comes(event_of_today(), 2, name="Ana Bela")

    answer = getattr(client, method)(pass_address(registration), {"attend": str(registration.pk)})

    assert answer.status_code == (200 if method == "get" else 404)
    assert not any(word in answer.content.decode() for word in ("Ana Bela", "Spremljevalec", registration.email))
    assert not Attendance.objects.exists()


def test_the_pass_of_another_event_is_not_there_for_its_organiser(client, make_user):
    registration = comes(event_of_today())
    with_role(client, make_user, make_event())

    answers = [client.get(pass_address(registration)), client.post(pass_address(registration), {"attend": "1"})]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_door_checks_in_by_the_pass_and_a_second_scan_says_who_was_first(client, make_user):
    registration = comes(event_of_today(), 2, name="Ana Bela")
    first = with_role(client, make_user, registration.form.event, DOOR, "vrata@example.org")
    address = pass_address(registration)

    before = page_of(client, address)
    client.post(address, {"attend": str(registration.pk)})
    with_role(client, make_user, registration.form.event, DOOR, "druga.vrata@example.org")
    again = client.post(address, {"attend": str(registration.pk)}, follow=True).content.decode()

    assert f'value="{registration.pk}"' in before
    assert Attendance.objects.get().way == "qr"
    assert states(registration) == ["attended"]
    assert str(first) in again
    assert timezone.localtime(Attendance.objects.get().at).strftime("%-H.%M") in again


def test_looking_at_a_pass_checks_nobody_in(client, make_user):
    registration = comes(event_of_today())
    with_role(client, make_user, registration.form.event, DOOR)

    client.get(pass_address(registration))
    client.head(pass_address(registration))

    assert not Attendance.objects.exists()


def test_only_those_who_are_confirmed_have_a_pass(client):
    form = event_of_today(capacity=1)
    comes(form)

    answers = [client.get(pass_address(one)).status_code for one in (comes(form), wishes(form))]

    assert answers == [404, 404]


def test_the_list_counts_finds_and_takes_back(client, make_user):
    form = event_of_today()
    ana, _other = comes(form, 2, name="Ana Žagar"), comes(form, name="Bine Kos")
    with_role(client, make_user, form.event, DOOR)
    address = reverse("event_attendance", args=[form.event.pk])
    companion = ana.companions.get()

    checked = client.post(address, {"attend": f"{ana.pk}-{companion.pk}", "q": "zagar"}, follow=True)

    assert (checked.context["present"], checked.context["total"]) == (1, 3)
    assert [row["guest"].key for row in checked.context["rows"]] == [str(ana.pk), f"{ana.pk}-{companion.pk}"]
    assert states(ana) == ["attended"]

    taken = client.post(address, {"undo": f"{ana.pk}-{companion.pk}"}, follow=True)

    assert (taken.context["present"], states(ana)) == (0, ["confirmed"])
    assert [step.step for step in ana.steps.order_by("pk")][-2:] == ["attend", "undo"]


@pytest.mark.parametrize("key", ["", "x", "0", "99999999999999999999", "-", "1-", "²"])
def test_a_button_of_nobody_changes_nothing(client, make_user, key):
    form = event_of_today()
    comes(form)
    with_role(client, make_user, form.event, DOOR)

    answer = client.post(reverse("event_attendance", args=[form.event.pk]), {"attend": key}, follow=True)

    assert answer.status_code == 200
    assert not Attendance.objects.exists()


def test_a_list_is_ticked_later_day_by_day_and_takes_nothing_away(client, make_user):
    form = past_form(days=2)
    ana, bine = was_there(form, 0), comes(form)
    with_role(client, make_user, form.event, DOOR)

    client.post(
        reverse("event_attendance_list", args=[form.event.pk]), {f"day-{form.event.end}": [str(ana.pk), str(bine.pk)]}
    )

    assert [each.attendances.count() for each in (ana, bine)] == [2, 1]


@pytest.mark.parametrize(
    "page", ["event_attendance", "event_attendance_list", "event_certificates", "event_feedback", "event_materials"]
)
def test_the_pages_of_an_event_are_for_its_own_people(client, make_user, page):
    form, other = event_of_today(), event_of_today()
    with_role(client, make_user, other.event)

    assert client.get(reverse(page, args=[form.event.pk])).status_code == 404
    assert client.get(reverse(page, args=[other.event.pk])).status_code == 200


def test_the_door_sees_names_and_checks_in_but_does_not_run_the_event(client, make_user):
    form = event_of_today()
    with_role(client, make_user, form.event, DOOR)
    pages = ["event_attendance", "event_certificates", "event_feedback", "event_materials"]

    answers = [client.get(reverse(page, args=[form.event.pk])).status_code for page in pages]
    answers.append(client.get(reverse("event_attendance_file", args=[form.event.pk, "csv"])).status_code)

    assert answers == [200, 404, 404, 404, 404]


def test_nobody_is_checked_in_for_a_day_that_has_not_come():
    registration = comes(open_form())
    day = dt.date.fromisoformat(registration.form.event.start)

    with pytest.raises(Refused):
        attend(guest=Guest(registration), day=day, by=None, way="list")

    assert states(registration) == ["confirmed"]


def test_who_waits_cannot_be_checked_in():
    form = event_of_today(capacity=1)
    comes(form)
    waits = comes(form)

    with pytest.raises(Refused):
        attend(guest=Guest(waits), day=dt.date.fromisoformat(form.event.start), by=None, way="list")


def test_checking_in_and_taking_back_twice_are_one_step_each():
    registration = comes(event_of_today())
    day = dt.date.fromisoformat(registration.form.event.start)
    guest = Guest(registration)

    found = [attend(guest=guest, day=day, by=None, way="list")[1] for _time in range(2)]
    found += [undo(guest=guest, day=day, by=None) for _time in range(2)]

    assert found == [True, False, True, False]
    assert [step.step for step in registration.steps.order_by("pk")][-2:] == ["attend", "undo"]
    assert now_of(registration).held == 1


@pytest.mark.parametrize(("ago", "state"), [(1, "confirmed"), (2, "absent")])
def test_who_did_not_come_is_absent_a_day_after_the_end(ago, state):
    form = past_form(ago=ago)
    came, stayed_away = was_there(form), comes(form)

    daily_round()
    _done, failed = daily_round()

    assert (states(came, stayed_away), failed) == (["attended", state], 0)


def test_nobody_is_absent_where_nobody_was_checked_in():
    registration = comes(past_form(ago=5))

    daily_round()

    assert states(registration) == ["confirmed"]


@pytest.mark.parametrize("page", ["event_attendance", "event_attendance_list"])
def test_the_list_asks_as_often_whatever_the_number_of_people(client, make_user, page):
    form = event_of_today()
    was_there(form, people=2)
    with_role(client, make_user, form.event, DOOR)

    before = queries_of(client, page, form)
    for _number in range(4):
        was_there(form, people=2)

    assert queries_of(client, page, form) == before


def test_attendance_is_a_table_in_which_no_name_is_a_formula(client, make_user):
    form = past_form(days=2)
    was_there(form, 1, name="=1+1", people=2)
    with_role(client, make_user, form.event)

    answer = client.get(reverse("event_attendance_file", args=[form.event.pk, "csv"]))

    _heading, first, second = answer.content.decode("utf-8-sig").splitlines()
    assert first.split(";")[1:3] + first.split(";")[-2:] == ["'=1+1", "", "0", "1"]
    assert second.split(";")[-2:] == ["0", "1"]


def moved(form, days):
    """The event of this form so many days later, whatever was on its day before."""
    event = form.event
    for name in ("start", "end"):
        setattr(event, name, (dt.date.fromisoformat(getattr(event, name)) + dt.timedelta(days)).isoformat())
    event.save()
    return event


def test_a_check_in_of_a_day_that_the_event_no_longer_has_is_shown_and_undone(client, make_user):
    form = past_form()
    former = form.event.start
    registration = was_there(form)
    event = moved(form, 30)
    with_role(client, make_user, event, DOOR)
    address = reverse("event_attendance", args=[event.pk])

    [row] = client.get(address).context["rows"]
    listed = client.get(reverse("event_attendance_list", args=[event.pk])).context["days"]
    kept = states(registration)
    undone = client.post(address, {"undo": f"{registration.pk}@{former}"}, follow=True)

    assert ([str(day) for day in row["former"]], kept) == ([former], ["attended"])
    assert former in map(str, listed)
    assert (undone.context["rows"][0]["former"], states(registration)) == ([], ["confirmed"])


@pytest.mark.parametrize("day", ["x", "2026-99-99", "", "0001-01-01"])
def test_undoing_a_day_that_is_none_changes_nothing(client, make_user, day):
    form = past_form()
    was_there(form)
    event = moved(form, 30)
    with_role(client, make_user, event, DOOR)

    key = f"{form.registrations.get().pk}@{day}"
    answer = client.post(reverse("event_attendance", args=[event.pk]), {"undo": key}, follow=True)

    assert (answer.status_code, Attendance.objects.count()) == (200, 1)


def test_an_event_known_to_the_month_only_keeps_its_check_ins_in_sight(client, make_user):
    form = past_form()
    was_there(form)
    form.event.start = form.event.end = "2030-05"
    form.event.save()
    with_role(client, make_user, form.event, DOOR)

    answer = client.get(reverse("event_attendance", args=[form.event.pk]))

    assert len(answer.context["rows"][0]["former"]) == 1
    assert "Dan dogodka ni znan" in answer.content.decode()


def test_nobody_is_absent_because_people_came_on_a_day_that_the_event_no_longer_has():
    form = past_form(ago=20)
    was_there(form)
    other = comes(form)
    moved(form, 15)

    daily_round()

    assert states(other) == ["confirmed"]


def test_a_companion_who_was_taken_off_meanwhile_is_not_checked_in():
    form = event_of_today()
    registration = comes(form, 2)
    companion = registration.companions.get()
    guest = Guest(registration, registration.companions.get())
    companion.delete()

    with pytest.raises(Refused):
        attend(guest=guest, day=timezone.localdate(), by=None, way=Attendance.Way.LIST)
