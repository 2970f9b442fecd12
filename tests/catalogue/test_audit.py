"""The trail: who did what, in a chain that neither staff nor SQL change, and that says where it was broken."""

import datetime as dt
from importlib import import_module
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from catalogue import audit
from catalogue.models import AuditEvent
from publishing.models import Passage
from tests.factories import make_person
from tests.people import make_people
from tests.plans.planning import publish_plan

pytestmark = pytest.mark.django_db
Action = AuditEvent.Action
WRITE = audit.write
triggers = import_module("catalogue.migrations.0013_trail_stays")


@pytest.fixture
def trail(monkeypatch):
    """Events are written at once, for tests commit nothing."""
    monkeypatch.setattr(audit, "write", WRITE)
    monkeypatch.setattr(audit.transaction, "on_commit", lambda write, **more: write())
    return AuditEvent.objects


def without_triggers(change):
    """As somebody who owns the database could."""
    for statement in triggers.DROP[connection.vendor]:
        run(statement)
    change()
    for statement in triggers.CREATE[connection.vendor]:
        run(statement)


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def in_order():
    return AuditEvent.objects.order_by("pk")


# --- What is written down ---


def test_sign_in_and_out_and_what_was_refused_are_written_down_without_names_and_addresses(client, trail):
    person = make_person("ana@example.org", name="Ana Novak")
    before = trail.count()
    page = reverse("account_login")

    client.post(page, {"login": "ana@example.org", "password": "napak"}, REMOTE_ADDR="192.0.2.77")
    client.post(page, {"login": "nihce@example.org", "password": "napak"}, REMOTE_ADDR="2001:db8:1:2::5")
    client.force_login(person)
    client.post(reverse("account_logout"))

    events = list(in_order()[before:])
    assert [(event.action, event.actor) for event in events] == [
        (Action.REFUSED, None),
        (Action.REFUSED, None),
        (Action.SIGN_IN, person.pk),
        (Action.SIGN_OUT, person.pk),
    ]
    assert [event.object_id for event in events[:2]] == [person.pk, None]
    assert [event.network for event in events[:2]] == ["192.0.2.0/24", "2001:db8:1::/48"]
    assert [len(event.unknown) for event in events[:2]] == [0, 64]
    assert "example.org" not in str(list(trail.values()))


def test_memberships_rights_and_steps_are_written_down(trail):
    people = make_people()
    membership = people.own.memberships.get(user=people.editor)
    before = trail.count()

    membership.delete()
    people.editor.groups.add(Group.objects.get(name="Reviewers"))
    people.editor.is_active = False
    people.editor.save()

    assert [event.action for event in in_order()[before:]] == [Action.MEMBERSHIP, Action.GROUP, Action.GROUP]
    assert [event.object_id for event in in_order()[before:]] == [people.own.pk, people.editor.pk, people.editor.pk]


def test_every_step_of_a_text_is_written_down(trail):
    people = make_people()

    version = publish_plan(people)

    steps = in_order().filter(action=Action.STEP)
    assert [event.object_id for event in steps if event.model == "publishing.Passage"] == [
        *Passage.objects.filter(version=version).order_by("pk").values_list("pk", flat=True)
    ]


def test_whoever_asked_for_the_page_is_the_actor(trail, coordinator):
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.9")
    request.user = coordinator
    HistoricalRecords.context.request = request
    try:
        audit.note(Action.EXPORT, said="x\ny")
    finally:
        del HistoricalRecords.context.request

    event = in_order().last()
    assert (event.actor, event.network, event.said) == (coordinator.pk, "198.51.100.0/24", "x y")


# --- That it stays ---


@pytest.fixture
def three(trail):
    for number in range(3):
        audit.note(Action.STEP, said=f"step {number}")
    return list(in_order())[-3:]


PLACE = "catalogue_auditevent (id, at, action, said, model, unknown, network, before, digest)"
VALUES = "VALUES (%(pk)s, '2026-01-01', 'x', '', '', '', '', '', '')"
CHANGES = [
    "UPDATE catalogue_auditevent SET said = 'other' WHERE id = %(pk)s",
    "UPDATE catalogue_auditevent SET at = '2001-01-01 00:00:00+00:00'",
    "DELETE FROM catalogue_auditevent WHERE id = %(pk)s",
    "DELETE FROM catalogue_auditevent",
    {
        "sqlite": f"INSERT OR REPLACE INTO {PLACE} {VALUES}",
        "postgresql": f"INSERT INTO {PLACE} {VALUES} ON CONFLICT (id) DO UPDATE SET said = 'other'",
    },
    {"sqlite": "UPDATE OR REPLACE catalogue_auditevent SET id = id + 1", "postgresql": "TRUNCATE catalogue_auditevent"},
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_an_event(three, change):
    statement = change if isinstance(change, str) else change[connection.vendor]
    before = list(AuditEvent.objects.values())

    with pytest.raises(DatabaseError), transaction.atomic():
        run(statement % {"pk": three[1].pk})

    assert list(AuditEvent.objects.values()) == before


def test_a_purge_is_the_only_way_and_says_so(three, trail):
    old = timezone.now() - audit.KEPT - dt.timedelta(1)

    def grow_old():
        before = audit.FIRST
        for event in in_order():
            event.at = old if event.pk != three[2].pk else event.at
            event.before = before
            before = event.digest = audit.digest_of(event)
            event.save()

    without_triggers(grow_old)
    with pytest.raises(DatabaseError), transaction.atomic():
        run(f"DELETE FROM catalogue_auditevent WHERE id = {three[0].pk}")  # noqa: S608  no event says so

    done = [audit.purge(pk) for pk in audit.outdated().values_list("pk", flat=True)]

    last = in_order().last()
    assert (done, [event.pk for event in in_order()]) == ([True], [three[2].pk, last.pk])
    assert (last.action, last.object_id, audit.broken()) == (Action.PURGE, three[1].pk, [])
    assert audit.outdated().count() == 0


def test_the_term_of_the_database_is_that_of_the_table():
    assert f"-{audit.KEPT.days} days" in str(triggers.CREATE["sqlite"])
    assert f"{audit.KEPT.days} days" in str(triggers.CREATE["postgresql"])


@pytest.mark.parametrize("change", ["said", "gone", "first"])
def test_a_broken_chain_is_reported(three, change):
    def broken():
        if change == "said":
            AuditEvent.objects.filter(pk=three[1].pk).update(said="other")
        elif change == "gone":
            AuditEvent.objects.filter(pk=three[1].pk).delete()
        else:
            AuditEvent.objects.filter(pk__lte=three[0].pk).delete()

    assert (audit.broken(), called()[0]) == ([], f"The trail is whole: {AuditEvent.objects.count()} events.")
    without_triggers(broken)

    wrong = {"said": three[1].pk, "gone": three[2].pk, "first": three[1].pk}[change]
    assert audit.broken() == [wrong]
    with pytest.raises(CommandError, match=f"broken at 1 events: {wrong}"):
        called()
    reported = [found.id for found in run_checks(tags=["database"], databases=["default"])]
    assert ("catalogue.E004" in reported) == (change != "first")  # the check reads the newest events alone


def called(*arguments):
    out = StringIO()
    call_command("check_audit", *arguments, stdout=out)
    return out.getvalue().splitlines()


def newest():
    event = in_order().last()
    return f"{event.pk}:{event.digest}"


def written_anew(first):
    """As whoever knows how digests are made could."""
    before = first.before
    for event in in_order().filter(pk__gte=first.pk):
        event.before = before
        before = event.digest = audit.digest_of(event)
        event.save()


def add_event(before):
    event = AuditEvent(action=Action.STEP, said="added", before=before)
    event.digest = audit.digest_of(event)
    event.save()


def cut_off(three):
    three[2].delete()


def change_and_write_anew(three):
    three[1].said = "other"
    three[1].save()
    written_anew(three[1])


@pytest.mark.parametrize("change", [cut_off, change_and_write_anew])
def test_what_the_chain_alone_cannot_tell_shows_by_what_an_earlier_check_said(three, change):
    known = newest()
    assert f"The newest is {known}" in called("--known", known)[1]

    without_triggers(lambda: change(three))

    assert called()[0].startswith("The trail is whole")
    with pytest.raises(CommandError, match="cut off or written anew"):
        called("--known", known)


def test_an_event_that_was_added_shows_only_where_it_does_not_fit(three):
    add_event(before=three[2].digest)
    assert audit.broken() == []

    add_event(before=three[0].digest)

    assert audit.broken() == [in_order().last().pk]


def test_a_database_that_guards_the_trail_no_more_is_reported(three):
    for statement in triggers.DROP[connection.vendor]:
        run(statement)

    assert audit.missing_guards() == sorted(audit.GUARDS[connection.vendor])
    with pytest.raises(CommandError, match="does not guard"):
        called()
    assert "catalogue.E005" in [found.id for found in run_checks(tags=["database"], databases=["default"])]


@pytest.mark.parametrize("said", ["x", "1", "1:", "١:" + "0" * 64, "1:" + "0" * 63, "1:" + "G" * 64])
def test_only_what_a_check_could_have_said_is_taken_as_known(three, said):
    with pytest.raises(CommandError, match="NUMBER:DIGEST"):
        called("--known", said)


# --- In the administration ---


def test_coordinators_look_and_change_nothing(client, coordinator, three):
    client.force_login(coordinator)
    one = three[0]

    pages = [
        client.get(reverse(f"admin:catalogue_auditevent_{name}", args=args))
        for name, args in (("changelist", []), ("change", [one.pk]), ("add", []), ("delete", [one.pk]))
    ]

    assert [page.status_code for page in pages] == [200, 200, 403, 403]
    assert client.post(reverse("admin:catalogue_auditevent_change", args=[one.pk]), {"said": "x"}).status_code == 403


def test_nobody_else_looks(client, three, people):
    people.reviewer.is_staff = True
    people.reviewer.save()
    client.force_login(people.reviewer)

    assert client.get(reverse("admin:catalogue_auditevent_changelist")).status_code == 403


@pytest.mark.parametrize("number", [1, 6])
def test_the_list_asks_the_same_number_of_questions(client, admin, trail, number, django_assert_num_queries):
    for _turn in range(number):
        audit.note(Action.STEP, by=make_person(f"oseba{_turn}@example.org", name=f"Oseba {_turn}"))
    client.force_login(admin)

    with django_assert_num_queries(4):
        page = client.get(reverse("admin:catalogue_auditevent_changelist") + "?action__exact=step")

    assert "Oseba 0 (" in page.text


def test_a_table_is_taken_and_that_is_written_down(client, admin, three, trail):
    client.force_login(admin)
    given = {"action": "take", "_selected_action": [event.pk for event in three]}

    answer = client.post(reverse("admin:catalogue_auditevent_changelist"), given)

    assert answer["Content-Type"].startswith("text/csv")
    assert "step 1" in answer.content.decode()
    last = in_order().last()
    assert (last.action, last.actor, last.said) == (Action.EXPORT, admin.pk, "catalogue.AuditEvent, 3 rows")
