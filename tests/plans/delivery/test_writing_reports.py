"""How a report is written: begun with its period, page by page, with what is wrong shown again as it was typed."""

import datetime as dt
from copy import deepcopy

import pytest
from django.urls import reverse

from plans.delivery import publishing, reports
from plans.models import ActionState, FundingState, IndicatorValue, MilestoneState, Report
from publishing.refusals import Refused
from tests.plans.delivery.reporting import TODAY, adopted_plan, draft, dropped, ongoing, published
from tests.plans.planning import CONTENT, publish_plan
from tests.standing import stands_on_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


dossier_of_module = stands_on_people(adopted_plan)


@pytest.fixture
def dossier(dossier_of_module, db):
    return deepcopy(dossier_of_module)


def goal_address(report, key="g1"):
    return reverse("plan_report_goal", args=[report.dossier_id, report.pk, key])


def sent_by(client, address):
    """What the page sends as it stands."""
    page = client.get(address).context["page"]
    values = {f"{form.prefix}-base": form.mark() for form in page.forms}
    return values | {
        field.html_name: field.value() for form in page.forms for field in form if field.value() is not None
    }


def send(client, address, **typed):
    """Send the page with what was typed in fields such as `a_a1_status`."""
    names = {name.replace("_", "-", 2): value for name, value in typed.items()}
    return client.post(address, sent_by(client, address) | names | {"save": "1"})


def errors(response):
    return {
        f"{form.prefix}-{name}": list(texts)
        for form in response.context["page"].forms
        for name, texts in form.errors.items()
    }


def test_a_report_covers_the_first_free_period_until_today(people, dossier):
    report = reports.begin(dossier=dossier, by=people.editor)

    assert (report.period_from, report.period_to) == (dt.date(2026, 1, 1), TODAY)
    assert reports.begin(dossier=dossier, by=people.editor) == report


def test_a_plan_that_is_not_adopted_has_no_reports(people):
    version = publish_plan(people)

    with pytest.raises(Refused):
        reports.begin(dossier=version.dossier, by=people.editor)


def test_a_period_that_has_not_begun_is_refused(people, dossier):
    published(people, dossier, actions=[ongoing()])

    with pytest.raises(Refused, match=r"1\. december 2026"):
        reports.begin(dossier=dossier, by=people.editor)


def test_a_report_that_overlaps_names_the_free_period(client, people, dossier):
    published(people, adopted_plan_with(dossier, report_every=6), actions=[ongoing()])
    report = draft(people, dossier)
    client.force_login(people.editor)

    answer = client.post(
        reverse("plan_report_desk", args=[dossier.pk, report.pk]),
        {"period_from": "1. 5. 2026", "period_to": "30. 11. 2026", "text_sl": "Dobro gre."},
    )

    [text] = answer.context["form"].errors["period_from"]
    assert "1. julij 2026 – 30. november 2026" in text
    assert answer.context["form"]["period_from"].value() == "1. 5. 2026"
    assert Report.objects.get(pk=report.pk).text_sl == "Dobro gre."


@pytest.mark.parametrize(
    ("last", "fields"), [("30. 11. 2026", []), ("1. 12. 2026", ["period_to"]), ("31. 12. 8999", ["period_to"])]
)
def test_a_report_covers_no_day_to_come(client, people, dossier, last, fields):
    """Not even where it was kept with one before: then it is not published."""
    report = draft(people, dossier, actions=[ongoing()])
    client.force_login(people.editor)

    answer = client.post(
        reverse("plan_report_desk", args=[dossier.pk, report.pk]), {"period_from": "1. 1. 2026", "period_to": last}
    )
    Report.objects.update(period_to=TODAY + dt.timedelta(days=1))

    errors = answer.context["form"].errors if answer.context else {}
    assert (list(errors), all("30. november 2026" in str(text) for text in errors.values())) == (fields, True)
    with pytest.raises(Refused, match=r"30\. november 2026"):
        publishing.publish(report=report, by=people.representative)


def adopted_plan_with(dossier, **fields):
    for name, value in fields.items():
        setattr(dossier.entry, name, value)
    dossier.entry.save()
    return dossier


def test_what_is_typed_on_a_page_is_stored(client, people, dossier):
    report = draft(people, dossier)
    client.force_login(people.editor)

    answer = send(
        client,
        goal_address(report),
        a_a1_status="ongoing",
        a_a1_progress="40 %",
        a_a1_spent="12.500",
        a_a1_text_sl="Teče.",
        f_f1_status="applied",
        i_i1_value="675",
        i_i1_source="Števec",
    )

    assert answer.status_code == 302
    state = ActionState.objects.get()
    assert (state.progress, state.spent, state.text_sl, state.title_en) == (40, 12500, "Teče.", "Shared steam pipe")
    assert FundingState.objects.get().status == "applied"
    assert (IndicatorValue.objects.get().value, str(IndicatorValue.objects.get().day)) == (675, "2026-11-30")


@pytest.mark.parametrize("typed", ["120", "-1", "pol", "12,5"])
def test_progress_is_a_whole_number_from_0_to_100(client, people, dossier, typed):
    report = draft(people, dossier)
    client.force_login(people.editor)

    answer = send(client, goal_address(report), a_a1_status="ongoing", a_a1_progress=typed, i_i1_value="675")

    assert errors(answer) == {"a-a1-progress": ["Napišite celo število od 0 do 100."]}
    assert f'value="{typed}"' in answer.content.decode()
    assert not ActionState.objects.exists()
    assert IndicatorValue.objects.count() == 1


@pytest.mark.parametrize("typed", [{"a_a1_spent": "-1"}, {"f_f1_amount": "-1"}])
def test_an_amount_below_zero_is_refused_at_its_field(client, people, dossier, typed):
    client.force_login(people.editor)

    response = send(client, goal_address(draft(people, dossier)), a_a1_status="ongoing", **typed)

    assert list(errors(response)) == [name.replace("_", "-", 2) for name in typed]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"a_a1_status": "done", "a_a1_progress": "80"}, "a-a1-progress"),
        ({"a_a1_status": "planned", "a_a1_progress": "30"}, "a-a1-progress"),
        ({"a_a1_progress": "30"}, "a-a1-status"),
        ({"a_a1_status": "dropped"}, "a-a1-reason_sl"),
        ({"i_i1_source": "Števec"}, "i-i1-value"),
        ({"i_i1_value": "5", "i_i1_day": "1. 12. 2026"}, "i-i1-day"),
        ({"f_f1_amount": ""}, "f-f1-amount"),
    ],
)
def test_what_contradicts_itself_is_asked_about_at_its_field(client, people, dossier, typed, field):
    report = draft(people, dossier)
    client.force_login(people.editor)

    assert list(errors(send(client, goal_address(report), **typed))) == [field]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"m_m1_moved_to": "30. 9. 2026"}, "m-m1-reason_sl"),
        ({"m_m1_reached_on": "1. 12. 2026"}, "m-m1-reached_on"),
        ({"m_m1_reached_on": "1. 6. 2026", "m_m1_moved_to": "30. 9. 2026"}, "m-m1-__all__"),
        ({"m_m1_reason_sl": "Zamuda."}, "m-m1-__all__"),
        ({"a_a2_status": "done"}, "a-a2-status"),
    ],
)
def test_a_milestone_is_reached_or_moved_with_a_reason(client, people, dossier, typed, field):
    report = draft(people, dossier)
    client.force_login(people.editor)

    assert list(errors(send(client, goal_address(report, "g2"), **typed))) == [field]


def test_an_action_by_milestones_has_no_field_for_progress(client, people, dossier):
    report = draft(people, dossier)
    client.force_login(people.editor)

    answer = send(client, goal_address(report, "g2"), a_a2_status="done", m_m1_reached_on="1. 6. 2026")

    assert answer.status_code == 302
    assert str(MilestoneState.objects.get().reached_on) == "2026-06-01"
    part = client.get(goal_address(report, "g2")).context["page"].parts[0]
    assert ("progress" in part.form.fields, part.progress) == (False, 100)


def test_the_last_published_state_stands_in_the_fields_but_not_its_words(client, people, dossier):
    adopted_plan_with(dossier, report_every=6)
    published(people, dossier, actions=[ongoing(spent=500, text_sl="Teče.")], values=[value(700)])
    report = draft(people, dossier)
    client.force_login(people.editor)

    sent = sent_by(client, goal_address(report))

    assert (sent["a-a1-status"], sent["a-a1-progress"], sent["a-a1-spent"]) == ("ongoing", "40", "500")
    assert "a-a1-text_sl" not in sent
    assert "i-i1-value" not in sent


def value(amount, day="2026-06-30"):
    return {"key": "i1", "day": day, "value": amount}


def test_nothing_new_keeps_the_last_state_and_says_what_was_never_reported(people, dossier):
    adopted_plan_with(dossier, report_every=6)
    published(people, dossier, actions=[ongoing(spent=500, text_sl="Teče.")])
    report = draft(people, dossier)

    unknown = reports.keep_last(report=report)

    state = report.actions.get()
    assert (unknown, state.key, state.progress, state.spent, state.text_sl) == (1, "a1", 40, 500, None)


def test_nothing_new_in_one_goal_leaves_the_others(client, people, dossier):
    adopted_plan_with(dossier, report_every=6)
    published(people, dossier, actions=[ongoing(), dropped("a2")])
    report = draft(people, dossier)
    client.force_login(people.editor)

    client.post(reverse("plan_report_keep_last", args=[dossier.pk, report.pk]), {"goal": "g2"})

    assert list(report.actions.values_list("key", "status", "reason_sl")) == [("a2", "dropped", "Ni denarja.")]


def test_funding_and_milestones_are_told_only_where_something_changed(client, people, dossier):
    report = draft(people, dossier)
    client.force_login(people.editor)

    send(client, goal_address(report), f_f1_amount="90000")
    assert FundingState.objects.count() == 1
    send(client, goal_address(report), f_f1_amount="120000")

    assert FundingState.objects.count() == 0


def test_what_a_colleague_stored_meanwhile_is_not_overwritten_before_one_is_told(client, people, dossier):
    report = draft(people, dossier)
    client.force_login(people.editor)
    old = sent_by(client, goal_address(report)) | {"a-a1-status": "ongoing", "a-a1-progress": "30", "save": "1"}
    report.actions.create(**ongoing(progress=70))

    told = client.post(goal_address(report), old)
    kept = report.actions.get().progress
    base = {f"{form.prefix}-base": form.mark() for form in told.context["page"].forms}
    client.post(goal_address(report), old | base)

    assert (list(errors(told)), kept, report.actions.get().progress) == (["a-a1-__all__"], 70, 30)


def test_words_of_a_colleague_on_the_whole_are_not_overwritten_either(client, people, dossier):
    report = draft(people, dossier)
    client.force_login(people.editor)
    address = reverse("plan_report_desk", args=[dossier.pk, report.pk])
    base = client.get(address).context["form"].mark()
    Report.objects.update(text_sl="Prvo.")
    typed = {"period_from": "1. 1. 2026", "period_to": "30. 11. 2026", "text_sl": "Drugo."}

    told = client.post(address, typed | {"base": base})
    kept = Report.objects.get().text_sl
    client.post(address, typed | {"base": told.context["form"].mark()})

    assert (told.status_code, kept, Report.objects.get().text_sl) == (200, "Prvo.", "Drugo.")


def test_a_row_that_was_not_on_the_page_is_left_alone(client, people, dossier):
    report = draft(people, dossier, actions=[ongoing()])
    client.force_login(people.editor)

    client.post(goal_address(report), {"save": "1"})

    assert report.actions.count() == 1


def test_what_is_typed_after_publication_is_shown_to_be_copied(client, people, dossier):
    report = draft(people, dossier, actions=[ongoing()])
    client.force_login(people.editor)
    old = sent_by(client, goal_address(report)) | {"a-a1-text_sl": "Prepozno.", "save": "1"}
    Report.objects.filter(pk=report.pk).update(state="published", published_at="2026-11-30T10:00Z")

    answer = client.post(goal_address(report), old)

    assert (answer.status_code, "Prepozno." in answer.content.decode()) == (409, True)
    assert not report.actions.get().text_sl


def test_what_is_due_first_stands_first(client, people, dossier):
    report = draft(people, dossier)
    client.force_login(people.editor)

    answer = client.get(reverse("plan_report_desk", args=[dossier.pk, report.pk]))

    assert [(part["key"], str(part["due"])) for part in answer.context["parts"]] == [
        ("g2", "2026-06-30"),
        ("g1", "2027-12-31"),
    ]


@pytest.mark.parametrize("name", ["plan_reports_desk", "plan_ratings"])
@pytest.mark.parametrize("who", ["foreign", "reviewer", "member"])
def test_to_others_the_desk_of_a_plan_does_not_exist(client, people, dossier, who, name):
    client.force_login(getattr(people, who))

    assert client.get(reverse(name, args=[dossier.pk])).status_code == 404


def test_a_page_of_a_goal_asks_as_often_with_thirty_actions(client, people, django_assert_max_num_queries):
    many = [CONTENT["actions"][0] | {"uid": f"x{number}"} for number in range(30)]
    report = draft(people, adopted_plan(people, actions=[*CONTENT["actions"], *many]))
    client.force_login(people.editor)
    client.get(goal_address(report))

    with django_assert_max_num_queries(40) as asked:
        sent = sent_by(client, goal_address(report))
    few = len(asked)
    sent |= {f"a-x{number}-status": "planned" for number in range(30)}
    with django_assert_max_num_queries(60):
        client.post(goal_address(report), sent | {"save": "1"})

    assert report.actions.count() == 30
    assert few < 40


@pytest.mark.parametrize("value", ["a\x00b", "9" * 5000, "1e400", "x" * 100_000])
def test_whatever_is_typed_gets_an_answer(client, people, dossier, value):
    report = draft(people, dossier, actions=[ongoing()])
    client.force_login(people.editor)
    addresses = [goal_address(report), goal_address(report, "g2")]
    addresses += [reverse(name, args=[dossier.pk, report.pk]) for name in ("plan_report_desk", "plan_report_keep_last")]
    names = {name for address in addresses[:2] for name in sent_by(client, address)}
    names |= {"a-a1-text_sl", "m-m1-reason_sl", "period_from", "period_to", "text_sl", "goal"}

    answers = [client.post(address, dict.fromkeys(names, value)).status_code for address in addresses]

    assert set(answers) <= {200, 302, 404}
