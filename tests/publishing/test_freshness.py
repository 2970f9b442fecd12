"""Still running? Still true? The year of an entry, its confirmation, reminders of reviews and the daily round."""

import datetime as dt
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from library.models import Practice, Publication
from partners.models import Partner
from publishing import freshness, mail, notices, versions
from publishing.daily_round import PARTS, daily_round
from publishing.models import Mail, Notice, Review, Wish
from publishing.refusals import Overtaken, Refused
from publishing.states import State
from tests.factories import make

pytestmark = pytest.mark.django_db

START = timezone.now()


def on_day(days):
    """So many days after the practice was published."""
    return patch("django.utils.timezone.now", return_value=START + dt.timedelta(days=days))


@pytest.fixture(autouse=True)
def at_the_start():
    """Every test begins at one moment, also when midnight falls between two of its lines."""
    with on_day(0):
        yield


@pytest.fixture
def organisation():
    return make(Partner, title_sl="Občina", title_en="Municipality")


@pytest.fixture
def editor(make_user, organisation):
    editor = make_user("urednik@example.org")
    organisation.memberships.create(user=editor, role="editor")
    return editor


@pytest.fixture
def dossier(organisation):
    dossier = versions.adopt(make(Practice, title_sl="Para", organisation=organisation))
    dossier.confirmed_at = START
    dossier.save()
    return dossier


def leading(dossier):
    return versions.leading_of(dossier)


def told():
    return list(Notice.objects.order_by("pk").values_list("sentence", "person__email"))


def go_round():
    out = StringIO()
    call_command("daily_round", stdout=out)
    return out.getvalue().strip()


def set_state(version, state, **fields):
    version.state = state
    for name, value in fields.items():
        setattr(version, name, value)
    version.save()
    return version


# --- The year ---


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [((2024, 2, 29), 1, (2025, 2, 28)), ((2024, 2, 29), -1, (2023, 2, 28)), ((2023, 5, 1), 1, (2024, 5, 1))],
)
def test_a_year_is_twelve_months(day, years, then):
    assert freshness.year_from(dt.date(*day), years) == dt.date(*then)


def test_the_organisation_is_asked_twice_and_then_its_page_lapses(dossier, editor, coordinator):
    timeline = {}
    for day in (0, 364, 367, 368, 396, 398, 399, 427, 429, 430, 500):
        with on_day(day):
            go_round()
            dossier.refresh_from_db()
            timeline[day] = (dossier.asked, leading(dossier).state)

    published, refresh = State.PUBLISHED, State.REFRESH
    assert timeline == {
        **dict.fromkeys((0, 364), (0, published)),
        **dict.fromkeys((367, 368, 396), (1, published)),
        **dict.fromkeys((398, 399, 427), (2, published)),
        **dict.fromkeys((429, 430, 500), (2, refresh)),
    }
    assert told() == [
        ("still_true", editor.email),
        ("still_true_again", editor.email),
        ("lapsed", editor.email),
        ("lapsed", coordinator.email),
    ]


def test_the_portal_itself_takes_the_step_of_a_lapse(dossier, editor):
    for day in (366, 397, 428):
        with on_day(day):
            go_round()

    last = leading(dossier).passages.first()
    assert (last.step, last.source, last.target, last.by, last.by_name) == (
        "lapse",
        State.PUBLISHED,
        State.REFRESH,
        None,
        "",
    )


@pytest.mark.parametrize(
    ("state", "then"),
    [
        (State.PUBLISHED, State.REFRESH),
        (State.NOT_SELECTED, State.REFRESH),
        (State.REVIEW, State.REVIEW),
        (State.REFRESH, State.REFRESH),
    ],
)
def test_only_what_is_public_and_not_in_review_lapses(dossier, state, then):
    set_state(leading(dossier), state)

    for day in (366, 397, 428):
        with on_day(day):
            go_round()

    assert leading(dossier).state == then


def test_what_experts_have_just_decided_does_not_lapse_the_next_day(dossier):
    set_state(leading(dossier), State.REVIEW)
    for day in (366, 397):
        with on_day(day):
            go_round()
    set_state(leading(dossier), State.NOT_SELECTED, decided_at=START + dt.timedelta(days=427))

    states = []
    for day in (428, 458):
        with on_day(day):
            go_round()
            states.append(leading(dossier).state)

    assert states == [State.NOT_SELECTED, State.REFRESH]


def test_what_nobody_owns_or_nobody_can_read_is_not_asked_about(dossier, organisation):
    orphan = versions.adopt(make(Practice))
    hidden = versions.adopt(make(Practice, organisation=organisation))
    hidden.entry.withdraw()

    with on_day(370):
        go_round()

    orphan.refresh_from_db()
    hidden.refresh_from_db()
    assert (orphan.asked, hidden.asked, leading(hidden).state) == (0, 0, State.WITHDRAWN)


def test_the_desk_shows_what_is_due_for_ones_own_organisations(dossier, organisation):
    foreign = versions.adopt(make(Practice, organisation=make(Partner)))

    with on_day(370):
        due = list(freshness.due_for([organisation.pk])), list(freshness.due_for([])), list(freshness.due())
    with on_day(300):
        early = list(freshness.due_for([organisation.pk]))

    assert (due, early) == (([dossier], [], [dossier, foreign]), [])


# --- Confirming ---


def test_confirming_sets_the_dates_everywhere_and_leaves_no_difference(dossier, editor):
    version = leading(dossier)
    version.content |= {"behind": {"en": {"title": "Stara para"}}}
    version.save()
    with on_day(366):
        go_round()

    with on_day(367):
        confirmed = freshness.confirm(version=version, by=editor)
        today = timezone.localdate()

    dossier.refresh_from_db()
    practice = dossier.entry
    assert (dossier.confirmed_at, dossier.asked, dossier.asked_at) == (START + dt.timedelta(days=367), 0, None)
    assert (practice.last_confirmed, practice.next_check) == (today, freshness.year_from(today, 1))
    assert (confirmed.content["last_confirmed"], confirmed.content["behind"]) == (
        today.isoformat(),
        {"en": {"title": "Stara para"}},
    )
    assert (versions.catch_up(dossier), dossier.versions.count()) == (version, 1)
    assert [(each.step, each.by) for each in version.passages.all()][:1] == [("confirm", editor)]


@pytest.mark.parametrize("validated", [False, True])
def test_confirming_ends_the_lapse(dossier, editor, validated):
    opinion = {"opinion_sl": "da", "opinion_en": "yes", "decided_at": START, "validated": True} if validated else {}
    version = set_state(leading(dossier), State.REFRESH, **opinion)

    confirmed = freshness.confirm(version=version, by=editor)

    assert confirmed.state == (State.VALIDATED if validated else State.PUBLISHED)
    version.refresh_from_db()
    assert version.state == confirmed.state


def test_confirming_twice_a_day_says_that_it_is_done(dossier, editor):
    freshness.confirm(version=leading(dossier), by=editor)

    with pytest.raises(Overtaken):
        freshness.confirm(version=leading(dossier), by=editor)

    assert leading(dossier).passages.filter(step="confirm").count() == 1


def test_a_kind_without_dates_is_confirmed_too(editor, coordinator):
    dossier = versions.adopt(make(Publication))

    with on_day(1):
        confirmed = freshness.confirm(version=leading(dossier), by=coordinator)

    dossier.refresh_from_db()
    assert (dossier.confirmed_at > START, confirmed.passages.first().step) == (True, "confirm")


def test_a_stranger_confirms_nothing(dossier, make_user):
    with pytest.raises(Refused):
        freshness.confirm(version=leading(dossier), by=make_user("tuj@example.org"))

    dossier.refresh_from_db()
    assert dossier.confirmed_at == START


def test_a_draft_or_what_was_withdrawn_meanwhile_is_not_confirmed(dossier, editor):
    version = leading(dossier)
    draft = versions.open_version(dossier, by=editor)
    dossier.entry.withdraw()

    for each in (draft, version):
        with pytest.raises(Overtaken):
            freshness.confirm(version=each, by=editor)


def test_a_change_of_the_administration_is_recorded_before_it_is_confirmed(dossier, editor):
    old = leading(dossier)
    practice = dossier.entry
    practice.title_sl = "Nova para"
    practice.save()

    confirmed = freshness.confirm(version=old, by=editor)

    assert (confirmed.number, confirmed.content["title_sl"], old.content["title_sl"]) == (2, "Nova para", "Para")


def test_an_open_version_gets_the_dates_so_that_it_brings_no_older_ones_back(dossier, editor):
    draft = versions.open_version(dossier, by=editor)
    draft.content["problem_sl"] = "Novo"
    draft.save()

    freshness.confirm(version=leading(dossier), by=editor)

    draft.refresh_from_db()
    today = timezone.localdate().isoformat()
    assert (draft.content["problem_sl"], draft.content["last_confirmed"]) == ("Novo", today)


# --- Reviews ---


@pytest.fixture
def review(dossier, make_user):
    reviewer = make_user("strokovnjak@example.org", group="Reviewers")
    version = set_state(leading(dossier), State.REVIEW)
    return Review.objects.create(version=version, reviewer=reviewer, due=timezone.localdate() + dt.timedelta(days=10))


@pytest.mark.parametrize(("day", "reminders"), [(6, 0), (7, 1), (9, 1), (13, 1)])
def test_a_reviewer_is_reminded_when_the_day_is_near_or_past(review, day, reminders):
    with on_day(day):
        go_round()
        go_round()

    assert told() == [("review_reminder", "strokovnjak@example.org")] * reminders


def test_a_reviewer_is_reminded_once_a_week(review):
    for day in range(7, 23):
        with on_day(day):
            go_round()

    review.refresh_from_db()
    assert (len(told()), review.reminded_at) == (3, START + dt.timedelta(days=21))
    assert Notice.objects.first().address == reverse("review", args=[review.pk])


def test_a_reminder_does_not_tell_the_title_of_a_newer_draft(review, dossier, editor):
    draft = versions.open_version(dossier, by=editor)
    versions.keep_title(draft.dossier, {"title_sl": "Skrivnost"})

    with on_day(8):
        go_round()

    assert Notice.objects.get().values["title_sl"] == "Para"


@pytest.mark.parametrize("state", [Review.State.REFUSED, Review.State.CANCELLED, Review.State.HANDED_IN])
def test_nobody_is_reminded_of_a_review_that_is_over(review, state):
    review.state, review.handed_in_at = state, START
    review.save()

    with on_day(12):
        go_round()

    assert told() == []


def test_who_is_no_reviewer_any_more_is_not_reminded(review):
    review.reviewer.groups.clear()

    with on_day(12):
        go_round()

    assert told() == []


# --- The round ---


def test_a_round_says_what_it_did_and_a_second_one_finds_nothing(dossier, editor, jobs):
    Wish.objects.create(person=editor, kind=Notice.Kind.FRESHNESS, how=Wish.How.DAILY)
    lost = mail.post(key="x", to="a@example.org", language="sl", subject="x", text="x", html="")

    with on_day(366), jobs():
        announced = StringIO()
        call_command("daily_round", "--dry-run", stdout=announced)
        first = go_round()
    with on_day(366), jobs():
        second = go_round()

    lost.refresh_from_db()
    parts = "lapsed 0, asked again 0, asked {}, reviewers reminded 0, preview images drawn {}, "
    parts += "records for harvesters {}, "
    parts += "sent forms forgotten 0, suggestions forgotten 0, addresses of readers forgotten 0, "
    parts += "sessions ended 0, histories shortened 0, log of the administration shortened 0, "
    parts += "jobs of killed workers brought back 0, "
    parts += "finished jobs forgotten 0, trail shortened 0, page changes added up 0, "
    parts += "plans reminded of 0, contacts reminded of 0, consultations ended 0, consultations begun 0, "
    parts += "consultations that end soon 0, comments forgotten 0, addresses of commenters forgotten 0, "
    parts += "certificates of signatures made 0, texts closed for signing 0, commitments ended 0, "
    parts += "signatures lapsed 0, signatures put on hold 0, notices of duties given 0, signatories reminded 0, "
    parts += "work forgotten 0, surveys purged 0, "
    parts += "events followed in calendars 0, participants reminded 0, "
    parts += "offers lapsed 0, registrations forgotten 0, sensitive answers forgotten 0, "
    parts += "registrations made anonymous 0, "
    parts += "attendance closed 0, events in the log of communication 0, certificates issued 0, feedback asked for 0, "
    parts += "reports of visits asked for 0, reports of visits reminded of 0, interests that became transfers 0, "
    parts += "silent origins of transfers 0, books set 0, "
    parts += "issues written into the log 0, ideas without an answer 0, deadlines told of 0, "
    parts += "listings closed 0, ends of listings asked about 0, ends of listings asked about again 0, "
    parts += "matches computed 0, matches told of 0, "
    parts += "messages lapsed 0, messages forgotten 0, messages made anonymous 0, "
    parts += "invitations forgotten 0, unused accounts erased 0, unused accounts asked 0, "
    parts += "people erased as they asked 0, wishes to be erased forgotten 0, archives of people forgotten 0, "
    parts += "notices forgotten 0, mails forgotten 0, "
    parts += "subscribers reminded to confirm 0, subscribers forgotten unconfirmed 0, "
    parts += "subscribers forgotten after leaving 0, issues that are late 0, planned issues begun 0, "
    parts += "interrupted issues handed on 0, copies of issues brought up to date 0, copies of issues forgotten 0, "
    parts += "mails that came back forgotten 0, followers of lists reminded to confirm 0, "
    parts += "followers of lists forgotten unconfirmed 0, followers of lists forgotten after leaving 0, "
    parts += "followed lists told of 0, "
    parts += "mails of the day {}, mails handed on {}, mails given up 0, files swept 0."
    assert announced.getvalue().strip() == "Would be done: " + parts.format(1, 2, 2, 0, 1)
    assert (first, second) == ("Done: " + parts.format(1, 0, 2, 1, 2), "Done: " + parts.format(0, 0, 0, 0, 0))
    assert list(Mail.objects.order_by("pk").values_list("state", flat=True)) == [Mail.State.SENT] * 2


def test_a_dry_run_changes_nothing(dossier, editor):
    with on_day(366):
        call_command("daily_round", "--dry-run", stdout=StringIO())

    dossier.refresh_from_db()
    assert (dossier.asked, told(), Mail.objects.count()) == (0, [], 0)


def test_a_part_that_cannot_even_be_looked_at_holds_up_no_other(dossier):
    def broken():
        raise RuntimeError

    with on_day(366), patch.dict(PARTS, {"lapsed": (broken, freshness.lapse)}):
        done, failed = daily_round()

    assert (done["lapsed"], done["asked"], failed) == (0, 1, 1)


def test_one_failure_holds_up_nothing_else_and_is_told(dossier, organisation, editor):
    other = versions.adopt(make(Practice, organisation=organisation))
    real = notices.tell

    def fail_once(**given):
        if given["dossier"].pk == dossier.pk:
            raise RuntimeError
        real(**given)

    with on_day(366), patch.object(freshness, "tell", fail_once), pytest.raises(CommandError):
        call_command("daily_round", stdout=StringIO())

    dossier.refresh_from_db()
    other.refresh_from_db()
    assert (dossier.asked, other.asked) == (0, 1)
