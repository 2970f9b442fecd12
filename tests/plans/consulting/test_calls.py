"""Consultations by their days: announced, begun, prolonged, recalled and ended; meanwhile nothing is published."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.consulting import calls
from plans.figures.calendar_dates import first_refused_moment
from plans.life.guard import guard
from plans.models import ActionPlan, Call
from publishing import versions
from publishing.daily_round import daily_round, waiting
from publishing.models import Notice
from publishing.refusals import Refused
from publishing.workflow import take
from tests.plans.consulting.talking import ask_for_contributions, day, open_consultation, over
from tests.plans.planning import begin_plan, publish_plan

pytestmark = pytest.mark.django_db

Stage = ActionPlan.Stage
PARTS = ("consultations begun", "consultations ended", "consultations that end soon")


def stage():
    return ActionPlan.objects.get().stage


def round_for(*parts):
    done, failed = daily_round()
    assert failed == 0
    return [done[part] for part in parts]


# --- Days ---


@pytest.mark.parametrize(
    ("plan_type", "opens", "days", "field"),
    [
        ("local_action_plan", 0, 15, ""),
        ("local_action_plan", 0, 14, "closes"),
        ("local_action_plan", -1, 20, "opens"),
        ("local_action_plan", 0, 400, "closes"),
        ("local_action_plan", 500, 15, "opens"),
        ("local_action_plan", 5, 0, "closes"),
        ("expert_basis", 7, 30, ""),
        ("expert_basis", 6, 30, "opens"),
        ("expert_basis", 7, 29, "closes"),
        ("spatial_plan", 7, 30, ""),
        ("spatial_plan", 0, 30, "opens"),
    ],
)
def test_the_days_of_a_consultation_are_checked(plan_type, opens, days, field):
    plan, first = ActionPlan(type=plan_type), day(opens)

    found = calls.mistakes_in("consultation", plan, first, first + dt.timedelta(days=days - 1), day(0))

    assert list(found) == [field] * bool(field)


def test_the_days_of_the_oracle_hold():
    plan = ActionPlan(type="expert_basis")
    opens, closes, announced = dt.date(2026, 10, 5), dt.date(2026, 11, 3), dt.date(2026, 9, 28)

    assert calls.mistakes_in("consultation", plan, opens, closes, announced) == {}
    assert first_refused_moment(closes) == dt.datetime(2026, 11, 3, 23, tzinfo=dt.UTC)


# --- Opening ---


def test_a_consultation_that_begins_today_is_open_and_the_plan_in_its_stage(people):
    call = open_consultation(people)

    assert (call.is_open, call.version.number, stage()) == (True, 1, Stage.CONSULTATION)


def test_an_announced_consultation_begins_with_the_round_of_its_first_day(people):
    version = publish_plan(people, type="expert_basis")
    call = open_consultation(people, version, opens=day(7), closes=day(40))
    before = (stage(), call.is_open, round_for("consultations begun"))
    Call.objects.update(opens=day(0))

    begun = round_for("consultations begun")

    assert before == (Stage.PLANNED, False, [0])
    assert (begun, stage(), waiting()["consultations begun"]) == ([1], Stage.CONSULTATION, 0)


def test_there_is_one_consultation_at_a_time(people):
    call = open_consultation(people)

    with pytest.raises(Refused):
        open_consultation(people, call.version)


@pytest.mark.parametrize("who", ["editor", "foreign"])
def test_only_those_in_charge_open_one(people, who):
    version = publish_plan(people)

    with pytest.raises(Refused):
        calls.open_consultation(
            dossier=version.dossier, by=getattr(people, who), opens=day(0), closes=day(30), contact="Ana"
        )


def test_it_is_opened_on_its_page_and_mistakes_are_said_at_their_fields(client, people):
    version = publish_plan(people)
    client.force_login(people.representative)
    address = reverse("plan_call_new", args=[version.dossier_id])
    told = {"opens": day(0).isoformat(), "contact": "Ana, 01 123 45 67"}

    refused = client.post(address, told | {"closes": day(5).isoformat()})
    done = client.post(address, told | {"closes": day(20).isoformat(), "question_sl": "Kaj manjka?"})

    call = Call.objects.get()
    assert list(refused.context["form"].errors) == ["closes"]
    assert (done.url, call.question_sl) == (call.get_absolute_url(), "Kaj manjka?")


# --- Meanwhile ---


def test_publishing_during_a_consultation_is_refused_with_the_closing_day(people):
    call = open_consultation(people)
    opened = versions.open_version(call.dossier, by=people.editor)

    sentence = guard("publish", opened)

    assert f"{call.closes:%-d. %-m. %Y}" in sentence.replace("\u00a0", " ")
    assert [guard(step, opened) for step in ("submit", "withdraw", "discard")] == [""] * 3


def test_after_the_last_day_publishing_is_free_even_before_the_round(people):
    call = open_consultation(people)
    opened = versions.open_version(call.dossier, by=people.editor)
    over(call)

    assert guard("publish", opened) == ""


def test_the_desk_refuses_to_publish_meanwhile(people):
    call = open_consultation(people)
    opened = versions.open_version(call.dossier, by=people.editor)
    take(step="submit", version=opened, by=people.editor)

    with pytest.raises(Refused, match="Javna obravnava"):
        take(step="publish", version=opened, by=people.representative)


@pytest.mark.parametrize(("moved", "done"), [(5, True), (0, False), (-1, False), (500, False)])
def test_the_end_only_moves_to_a_later_day(people, moved, done):
    call = open_consultation(people)

    try:
        calls.prolong(call=call, closes=call.closes + dt.timedelta(days=moved))
    except Refused:
        done_now = False
    else:
        done_now = True

    assert (done_now, Call.objects.get().closes - call.closes) == (done, dt.timedelta(days=moved * done))


def test_what_is_over_is_not_prolonged(people):
    call = over(open_consultation(people))

    with pytest.raises(Refused):
        calls.prolong(call=call, closes=day(30))


# --- The end ---


@pytest.mark.parametrize("before", [Stage.PLANNED, Stage.ADOPTED, Stage.DELIVERY])
def test_the_round_of_the_day_after_gives_the_stage_back_once(people, before):
    version = publish_plan(people)
    ActionPlan.objects.update(stage=before)
    over(open_consultation(people, version))

    found = [round_for("consultations ended") for _time in range(2)]

    assert (found, stage(), waiting()["consultations ended"]) == ([[1], [0]], before, 0)
    assert Notice.objects.filter(sentence="plan_call_ended").count() == 2


def test_the_last_day_itself_belongs_to_the_consultation(people):
    over(open_consultation(people), days=0)

    assert (round_for("consultations ended"), stage()) == ([0], Stage.CONSULTATION)


@pytest.mark.parametrize(("left", "reminded"), [(4, 0), (3, 1), (1, 1)])
def test_three_days_before_the_end_those_in_charge_are_reminded_once(people, left, reminded):
    open_consultation(people)
    Call.objects.update(closes=day(left))

    found = [round_for("consultations that end soon") for _time in range(2)]

    assert found == [[reminded], [0]]
    assert Notice.objects.filter(sentence="plan_call_ends").count() == 2 * reminded


def test_a_consultation_that_was_prolonged_is_recalled_again(people):
    call = open_consultation(people)
    Call.objects.update(closes=day(3))
    round_for("consultations that end soon")
    call.refresh_from_db()
    calls.prolong(call=call, closes=day(10))
    Call.objects.update(closes=day(2))

    assert round_for("consultations that end soon") == [1]


# --- Contributions ---


def test_contributions_are_asked_for_before_anything_is_public(people):
    version = begin_plan(people)

    link = ask_for_contributions(people, version.dossier)

    assert (link.call.kind, link.call.version, link.label) == ("contributions", None, "Zbornica")
    assert calls.make_links(call=link.call, labels=["Drugi"], have=0) == []


def test_a_renewed_link_opens_the_page_and_the_former_address_nothing(client, people):
    link = ask_for_contributions(people, begin_plan(people).dossier)
    before = link.path

    calls.renew(link=link)

    assert [client.get(address).status_code for address in (before, link.path)] == [404, 200]


def test_contributions_end_by_their_day_and_change_no_stage(people):
    link = ask_for_contributions(people, begin_plan(people).dossier)
    over(link.call)

    assert round_for("consultations ended") == [1]
    assert Call.objects.get().ended_at <= timezone.now()


def test_the_desk_lists_calls_and_makes_links(client, people):
    version = begin_plan(people)
    client.force_login(people.editor)
    told = {"opens": day(0).isoformat(), "closes": day(9).isoformat(), "contact": "Ana"}
    client.post(reverse("plan_contributions_new", args=[version.dossier_id]), told)
    call = Call.objects.get()

    client.post(reverse("plan_call_links", args=[version.dossier_id, call.pk]), {"labels": "A\nB", "have": 0})

    shown = client.get(call.get_absolute_url()).context["links"]
    listed = client.get(reverse("plan_calls", args=[version.dossier_id])).context["calls"]
    assert [(link.label, address.startswith("http://testserver/")) for link, address in shown] == [
        ("A", True),
        ("B", True),
    ]
    assert listed == [call]


@pytest.mark.parametrize("name", ["plan_calls", "plan_contributions_new"])
def test_others_see_no_calls_at_the_desk(client, people, name):
    version = publish_plan(people)
    client.force_login(people.foreign)

    assert client.get(reverse(name, args=[version.dossier_id])).status_code == 404


def test_a_plan_without_a_consultation_says_so_and_has_no_form(client, people):
    publish_plan(people)
    slug = ActionPlan.objects.get().slug_sl

    page, form = (client.get(reverse(name, args=[slug])) for name in ("plan_consultation", "plan_comment"))

    assert [page.status_code, form.status_code] == [200, 404]
    assert "še ni bilo javne obravnave" in page.content.decode()
