"""What people compute and ask in private is not told by the administration: no title of theirs, and no key."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.urls import reverse
from django.utils import timezone

from partners.models import Partner
from tests.factories import make, make_person, make_run
from tools.models import Run, Survey, Work
from tools.questions.registry import QUESTIONS
from tools.work import actions

pytestmark = pytest.mark.django_db

SECRET = "Tajna primerjava"


@pytest.fixture
def private():
    """Work of nobody and of a person, a run, a survey with a link and an answer to it."""
    author, partner = make_person("avtor@example.org", name="Avtor"), make(Partner)
    question = QUESTIONS["importance"]
    anonymous, own = (actions.begin(analysis=question, author=who, example=None) for who in (None, author))
    Work.objects.update(title=SECRET, place=SECRET, viewpoint=SECRET)
    run = make_run(title=SECRET, author=author, organisation=partner, note=SECRET)
    survey = Survey.objects.create(
        work=own, title=SECRET, asker=SECRET, purpose=SECRET, contact=SECRET, kept_until=timezone.localdate()
    )
    link = survey.links.create(number=1, label=SECRET, token_digest="0" * 64)
    return {
        "anonymous": anonymous,
        "own": own,
        "run": run,
        "survey": survey,
        "link": link,
        "author": author,
        "partner": partner,
    }


def pages(private):
    """Every page of the administration that could show them."""
    for model, record in (("run", private["run"]), ("work", private["anonymous"]), ("work", private["own"])):
        yield reverse(f"admin:tools_{model}_changelist")
        yield reverse(f"admin:tools_{model}_changelist") + "?q=tajna"
        yield from (
            reverse(f"admin:tools_{model}_{page}", args=[record.pk]) for page in ("change", "history", "delete")
        )
    for room, model, record in (("partners", "user", private["author"]), ("partners", "partner", private["partner"])):
        yield from (
            reverse(f"admin:{room}_{model}_{page}", args=[record.pk]) for page in ("change", "history", "delete")
        )
    yield reverse("admin:index")


@pytest.mark.parametrize("staff", ["coordinator", "admin"])
def test_no_page_of_the_administration_tells_a_title_or_a_key(client, request, private, staff):
    client.force_login(request.getfixturevalue(staff))

    shown = {page: client.get(page) for page in pages(private)}

    keys = [private["anonymous"].token, private["own"].token, private["link"].nonce, private["link"].token]
    told = [
        (page, word) for page, answer in shown.items() for word in (SECRET, *keys) if word in answer.content.decode()
    ]
    assert told == []
    assert [page for page, answer in shown.items() if answer.status_code not in (200, 403)] == []


def test_what_is_deleted_in_the_administration_leaves_no_title_behind(client, admin, private):
    client.force_login(admin)

    client.post(reverse("admin:partners_user_delete", args=[private["author"].pk]), {"post": "yes"})

    assert not Work.objects.filter(pk=private["own"].pk).exists()
    assert [
        entry.object_repr for entry in LogEntry.objects.all() if SECRET in entry.object_repr + entry.change_message
    ] == []


def test_work_cannot_be_opened_from_the_administration(client, admin, private):
    client.force_login(admin)

    page = client.get(reverse("admin:tools_work_change", args=[private["anonymous"].pk]))

    assert page.context["has_absolute_url"] is False
    content_type = page.context["content_type_id"]
    assert client.get(reverse("admin:view_on_site", args=[content_type, private["anonymous"].pk])).status_code == 404


@pytest.mark.parametrize("name", ["anonymous", "own", "run", "survey", "link"])
def test_what_is_private_is_called_by_its_number(private, name):
    text = str(private[name])

    assert (SECRET in text, text.rpartition(" ")[2].isdecimal()) == (False, True)


def test_the_run_itself_keeps_its_title(private):
    assert Run.objects.get().title == SECRET


def test_an_organisation_whose_people_changed_does_not_go_on_naming_who_is_erased(client, admin):
    client.force_login(admin)
    gone, partner = make_person("janez@example.org", name="Janez Čuk-Izbrisani"), make(Partner, title_sl="Razvoj")
    other = make_person("ana@example.org", name="Marija Janez Čuk-Izbrisani")
    for person in (gone, other):
        added = partner.memberships.create(user=person, role="editor")
        message = [{"added": {"name": "članstvo", "object": str(added)}}]
        LogEntry.objects.log_actions(admin.pk, [partner], CHANGE, change_message=message)
        LogEntry.objects.log_actions(admin.pk, [added], CHANGE, change_message="")

    client.post(reverse("admin:partners_user_delete", args=[gone.pk]), {"post": "yes"})

    told = [entry.object_repr + entry.get_change_message() for entry in LogEntry.objects.all()]
    named = [sum(text.count(f"{name} – ") for text in told) for name in (gone.name, other.name)]
    assert named == [2, 2]  # the other one's name ends like that
    assert sum(f"removed person {gone.pk} – " in text for text in told) == 2


@pytest.mark.parametrize("way", ["page", "action"])
def test_who_is_erased_is_no_longer_named_in_the_log(client, admin, way):
    client.force_login(admin)
    person = make_person("janez@example.org", name="Janez Izbrisani")
    changed = reverse("admin:partners_user_change", args=[person.pk])
    LogEntry.objects.log_actions(admin.pk, [person], CHANGE, change_message="Janez Izbrisani")

    if way == "page":
        client.post(changed.replace("/change/", "/delete/"), {"post": "yes"})
    else:
        given = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
        client.post(reverse("admin:partners_user_changelist"), given)

    told = [entry.object_repr + entry.change_message for entry in LogEntry.objects.all()]
    assert (len(told), [text for text in told if "Janez" in text]) == (2, [])
