"""Duties through the years: reminded of, noticed, on hold, lapsed, on the days of P10, however the rounds come."""

import datetime as dt

import pytest

from plans.duties import meeting
from plans.duties.owed import bearers_of, in_force
from plans.models import DutyState, Signature, SignatureGroup
from publishing.daily_round import daily_round, waiting
from publishing.models import Mail, Notice
from tests.plans.figures.oracle import ORACLES
from tests.plans.signing.signing import signatory, signed

pytestmark = pytest.mark.django_db

P10 = ORACLES["P10_commitment"]
OVERDUE, EXTENDED = P10["overdue_plan"], P10["extended_plan"]
PARTS = ("signatories reminded", "notices of duties given", "signatures put on hold", "signatures lapsed")
DAY = dt.timedelta(days=1)


def go_round():
    done, failed = daily_round()
    assert failed == 0
    return tuple(done[part] for part in PARTS)


def state(signature):
    return Signature.objects.get(pk=signature.pk).state


def told(sentence):
    return Notice.objects.filter(sentence=sentence).count()


def plan_owed(signature, day):
    [bearer] = bearers_of(list(in_force(Signature.objects.filter(pk=signature.pk))), day)
    return bearer.find("d1", 1)


@pytest.fixture
def signature(text, people):
    return signed(text, people, signatory()[0])


@pytest.fixture
def noticed(signature, on):
    """Notice was given on its day."""
    on(OVERDUE["notice"])
    go_round()
    return signature


def fulfil(signature, by, day, **handed_in):
    handed_in = handed_in or {"url": "https://www.example.org/nacrt"}
    told = {"signature": Signature.objects.get(pk=signature.pk), "key": "d1", "turn": 1, "by": by}
    return meeting.fulfil(**told, on=day, handed_in=handed_in)


def extend(signature, by, to=EXTENDED["extended_to"]):
    return meeting.extend(signature=signature, key="d1", turn=1, by=by, to=to, reason="Volitve")


# --- The days ---


def test_an_overdue_duty_goes_its_way_on_the_days_of_the_oracle(signature, on):
    days = [*OVERDUE["reminders"], OVERDUE["notice"], OVERDUE["on_hold"], OVERDUE["lapsed"]]
    found = []
    for day in days:
        on(day - DAY)
        go_round()
        before = state(signature)
        on(day)
        found.append((go_round(), before, state(signature)))

    assert found[:4] == [
        ((1, 0, 0, 0), "active", "active"),
        ((1, 0, 0, 0), "active", "active"),
        ((0, 1, 0, 0), "active", "active"),
        ((0, 0, 1, 0), "active", "on_hold"),
    ]
    assert (found[4][0][3], *found[4][1:]) == (1, "on_hold", "lapsed")
    ended = Signature.objects.get(pk=signature.pk)
    assert (ended.ended_on, DutyState.objects.get(duty_key="d1").noticed_on) == (OVERDUE["lapsed"], OVERDUE["notice"])


@pytest.mark.parametrize("day", [*OVERDUE["reminders"], OVERDUE["notice"], OVERDUE["on_hold"], OVERDUE["lapsed"]])
def test_a_second_round_on_the_same_day_does_nothing(noticed, on, day):
    on(day)
    go_round()

    assert (go_round(), [waiting()[part] for part in PARTS]) == ((0, 0, 0, 0), [0, 0, 0, 0])


def test_a_late_round_makes_up_for_a_reminder_within_a_week_and_not_later(signature, on):
    first, second = OVERDUE["reminders"]
    on(first + 8 * DAY)
    missed = go_round()
    on(second + 6 * DAY)

    assert (missed, go_round()) == ((0, 0, 0, 0), (1, 0, 0, 0))


def test_a_late_notice_gives_its_thirty_days_all_the_same(signature, on):
    on(OVERDUE["notice"] + 9 * DAY)
    go_round()
    on(OVERDUE["notice"] + 38 * DAY)
    go_round()
    before = state(signature)
    on(OVERDUE["notice"] + 39 * DAY)
    go_round()

    assert (before, state(signature)) == ("active", "on_hold")


def test_a_late_round_holds_from_its_own_day_so_that_nothing_lapses_unseen(noticed, on):
    on(OVERDUE["lapsed"])
    go_round()

    assert Signature.objects.get(pk=noticed.pk).held_since == OVERDUE["lapsed"]


# --- Met ---


def test_a_duty_met_on_the_day_of_the_hold_before_the_round_is_not_held(noticed, on, people):
    on(OVERDUE["on_hold"])
    fulfil(noticed, people.coordinator, OVERDUE["on_hold"])
    go_round()

    assert (state(noticed), noticed.steps.filter(step="hold").count()) == ("active", 0)


def test_a_signature_on_hold_is_in_force_again_the_day_its_duty_is_met(noticed, on, people):
    on(OVERDUE["on_hold"])
    go_round()
    fulfil(noticed, people.coordinator, OVERDUE["on_hold"])

    again = Signature.objects.get(pk=noticed.pk)
    assert (again.state, again.held_since, again.active_since) == ("active", None, noticed.active_since)
    assert go_round() == (0, 0, 0, 0)


def test_a_signature_stays_on_hold_while_another_duty_holds_it(text, people, on):
    signature = signed(text, people, signatory()[0], mandate_on=dt.date(2020, 8, 31))
    go_round()
    on("2026-10-20")
    go_round()
    fulfil(signature, people.coordinator, dt.date(2026, 10, 20))

    assert (state(signature), told("duty_overdue")) == ("on_hold", 3)


def test_who_withdrew_is_told_nothing_more(signature, on):
    Signature.objects.update(state="withdrawn", ended_on=OVERDUE["notice"])
    on(OVERDUE["notice"])

    assert go_round() == (0, 0, 0, 0)


# --- Extended ---


def test_an_extended_duty_is_noticed_and_held_by_its_new_day(noticed, on, people):
    extend(noticed, people.representative)
    found = []
    for day in (OVERDUE["on_hold"], EXTENDED["notice"], EXTENDED["on_hold"]):
        on(day - DAY)
        go_round()
        on(day)
        found.append((go_round()[1:3], state(noticed)))

    assert found == [((0, 0), "active"), ((1, 0), "active"), ((0, 1), "on_hold")]


def test_a_signature_on_hold_is_in_force_again_when_its_duty_is_extended(noticed, on, people):
    on(OVERDUE["on_hold"])
    go_round()
    extend(noticed, people.coordinator)

    assert (state(noticed), told("duty_extended")) == ("active", 1)


# --- Who is told ---


def test_an_organisation_without_an_account_is_told_once_by_mail_in_its_language(text, people, on):
    signed(text, people, email="sindaco@example.org", language="en")
    for day in (*OVERDUE["reminders"], OVERDUE["notice"]):
        on(day)
        go_round()
        go_round()

    mails = Mail.objects.filter(to="sindaco@example.org", key__startswith="duty:").order_by("pk")
    assert [mail.subject for mail in mails] == [
        "A duty is ahead: Action plan",
        "A duty is ahead: Action plan",
        "Notice of an overdue duty: Action plan",
    ]
    assert "on hold from 1. 10. 2028 on" in mails[2].text
    assert all("Questions are answered by the steward" in told for mail in mails for told in (mail.text, mail.html))


def test_people_are_told_with_the_mail_of_the_day(signature, on):
    on(OVERDUE["reminders"][0])
    go_round()

    notices = Notice.objects.filter(sentence="duty_due").values_list("person__email", "values__due")
    mails = Mail.objects.filter(to="zupan@example.org", key__startswith="day:")
    assert (list(notices), mails.count()) == ([("zupan@example.org", "2028-08-31")], 1)


def test_the_steward_hands_over_a_notice_that_nobody_can_be_written(text, people, on):
    signed(text, people)
    on(OVERDUE["notice"])
    go_round()

    assert (told("duty_overdue_unreached"), told("duty_overdue_steward"), told("duty_overdue")) == (2, 0, 0)


# --- Groups ---


def group_of_three(text, people, sort="shared"):
    """(group, its signatures); the second leads, its mandate is the latest."""
    partners = [signatory(f"Občina {name}", f"{name}@example.org")[0] for name in ("ena", "dve", "tri")]
    group = SignatureGroup.objects.create(text=text, name="Skupaj", sort=sort, lead=partners[1])
    days = [dt.date(2026, 7, 1), dt.date(2026, 8, 31), dt.date(2026, 7, 2)]
    signatures = [signed(text, people, one, mandate_on=day) for one, day in zip(partners, days, strict=True)]
    group.signatures.set(signatures)
    return group, signatures


def test_a_shared_group_owes_one_set_counted_from_the_mandate_of_its_lead(text, people, on):
    group_of_three(text, people)

    [bearer] = bearers_of(list(in_force(Signature.objects.all())), dt.date(2026, 9, 20))
    assert (bearer.anchor, len(bearer.signatures), [owed.due for owed in bearer.owed]) == (
        dt.date(2026, 8, 31),
        3,
        [dt.date(2028, 8, 31), dt.date(2030, 8, 31)],
    )


def test_a_shared_group_without_a_lead_counts_from_the_earliest_mandate_also_of_one_that_left(text, people, on):
    _group, signatures = group_of_three(text, people)
    SignatureGroup.objects.update(lead=None)
    Signature.objects.filter(pk=signatures[0].pk).update(state="withdrawn", ended_on=dt.date(2026, 9, 20))

    [bearer] = bearers_of(list(in_force(Signature.objects.all())), dt.date(2026, 9, 20))

    assert (bearer.anchor, len(bearer.signatures)) == (dt.date(2026, 7, 1), 2)


def test_a_shared_duty_holds_all_and_is_met_for_all_by_one(text, people, on):
    group, signatures = group_of_three(text, people)
    on(OVERDUE["notice"])
    noticed = go_round()
    on(OVERDUE["on_hold"])
    go_round()
    held = {state(one) for one in signatures}
    fulfil(signatures[2], people.coordinator, OVERDUE["on_hold"])

    assert (noticed[1], held, {state(one) for one in signatures}) == (1, {"on_hold"}, {"active"})
    assert DutyState.objects.get(duty_key="d1").group == group


def test_an_individual_group_owes_each_its_own(text, people, on):
    group_of_three(text, people, sort="individual")

    bearers = bearers_of(list(in_force(Signature.objects.all())), dt.date(2026, 9, 20))

    assert [bearer.owed[0].due for bearer in bearers] == [
        dt.date(2028, 7, 1),
        dt.date(2028, 8, 31),
        dt.date(2028, 7, 2),
    ]


@pytest.mark.parametrize("shared", [1, 3])
def test_any_number_of_signatures_is_looked_up_with_the_same_queries(
    text, people, on, shared, django_assert_num_queries
):
    for number in range(shared):
        signed(text, people, signatory(f"Občina {number}", f"{number}@example.org")[0])
    group_of_three(text, people)

    with django_assert_num_queries(5):
        bearers_of(list(in_force(Signature.objects.all())), dt.date(2026, 9, 20))
