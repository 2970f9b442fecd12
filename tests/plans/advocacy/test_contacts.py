"""The log of advocacy: private, line by line public where it was published, with next steps that remind."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from plans.advocacy import contacts
from plans.advocacy.contacts import mark_of
from plans.advocacy.views import contacts as views
from plans.models import Contact
from publishing.models import Mail, Notice
from publishing.refusals import Overtaken, Refused
from tests.plans.advocacy.arguing import asked, contact_of, next_version, publish_recommendation, shown

pytestmark = pytest.mark.django_db
SECRETS = ("Skrivni sogovornik", "Skrivno sporočilo", "Skrivni izid", "Skrivni korak")


@pytest.fixture
def dossier(people):
    return publish_recommendation(people).dossier


def told(text):
    return [word in text for word in SECRETS]


def public_pages(client, dossier):
    """All that the public can read of a recommendation, machines included."""
    slug = dossier.entry.slug_sl
    addresses = [
        f"/sl/priporocila/{slug}/",
        reverse("version", args=[dossier.pk, 1]),
        reverse("compare", args=[dossier.pk]),
        reverse("api:entry", args=["recommendation", slug]),
        reverse("api:search") + "?q=skrivni",
        "/sl/katalog/?q=skrivno",
    ]
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    return [answer.text for answer in answers]


def form(**given):
    fields = {"on": "2026-08-03", "method": "meeting", "with_whom": "Ministrstvo", "language": "sl", "message": ""}
    return fields | {"outcome": "", "next_step": "", "next_on": ""} | given


def test_a_contact_is_on_no_public_page_until_it_is_published_and_its_next_step_never(client, people, dossier):
    contact = contact_of(people, dossier)
    private = [told(text) for text in public_pages(client, dossier)]
    shown(contact, people)

    page, *others = [told(text) for text in public_pages(client, dossier)]

    assert private == [[False] * 4] * 6
    assert (page, others) == ([True, True, True, False], [[False] * 4] * 5)


def test_a_published_contact_can_be_taken_back(client, people, dossier):
    contact = shown(contact_of(people, dossier), people)
    client.force_login(people.representative)
    address = reverse("recommendation_contact_hide", args=[dossier.pk, contact.pk])
    client.post(address, {"seen": mark_of(contact)})
    client.logout()

    assert told(public_pages(client, dossier)[0]) == [False] * 4


def test_the_page_before_publishing_shows_exactly_what_becomes_public(client, people, dossier):
    contact = contact_of(people, dossier)
    client.force_login(people.representative)
    address = reverse("recommendation_contact_publish", args=[dossier.pk, contact.pk])

    page = client.get(address).text
    client.post(address, {"seen": mark_of(contact)})

    contact.refresh_from_db()
    assert (told(page), contact.public) == ([True, True, True, False], True)


def test_what_was_changed_after_the_look_is_not_published(client, people, dossier):
    contact = contact_of(people, dossier)
    seen = mark_of(contact)
    contacts.change(contact=contact, by=people.editor, seen=seen, message="Drugo")
    client.force_login(people.representative)

    answer = client.post(reverse("recommendation_contact_publish", args=[dossier.pk, contact.pk]), {"seen": seen})

    contact.refresh_from_db()
    assert (answer.status_code, contact.public, "Drugo" in answer.text) == (409, False, True)


@pytest.mark.parametrize(
    ("who", "log", "publish"),
    [
        ("editor", 200, 404),
        ("representative", 200, 200),
        ("coordinator", 200, 200),
        ("foreign", 404, 404),
        ("reviewer", 404, 404),
    ],
)
def test_editors_write_and_representatives_publish(client, people, dossier, who, log, publish):
    contact = contact_of(people, dossier)
    client.force_login(getattr(people, who))

    pages = [
        client.get(reverse("recommendation_log", args=[dossier.pk])),
        client.get(reverse("recommendation_contact", args=[dossier.pk, contact.pk])),
        client.get(reverse("recommendation_contact_publish", args=[dossier.pk, contact.pk])),
    ]

    assert [page.status_code for page in pages] == [log, log, publish]


def test_a_contact_of_another_recommendation_is_not_there(client, people, dossier):
    contact = contact_of(people, publish_recommendation(people, title_sl="Drugo priporočilo").dossier)
    client.force_login(people.representative)
    names = ("recommendation_contact", "recommendation_contact_publish", "recommendation_contact_remove")

    assert [client.get(reverse(name, args=[dossier.pk, contact.pk])).status_code for name in names] == [404] * 3


def test_an_editor_changes_of_what_is_public_only_the_next_step(people, dossier):
    contact = shown(contact_of(people, dossier), people)

    with pytest.raises(Refused):
        contacts.change(contact=contact, by=people.editor, seen=mark_of(contact), message="Drugo")
    changed = contacts.change(contact=contact, by=people.editor, seen=mark_of(contact), next_step="Drug korak")

    assert (changed.next_step, changed.message) == ("Drug korak", "Skrivno sporočilo")


def test_of_two_who_change_a_contact_the_second_sees_both_texts(client, people, dossier):
    contact = contact_of(people, dossier)
    seen = mark_of(contact)
    contacts.change(contact=contact, by=people.representative, seen=seen, outcome="Prva je zapisala")
    client.force_login(people.editor)
    address = reverse("recommendation_contact", args=[dossier.pk, contact.pk])

    answer = client.post(address, form(outcome="Drugi je zapisal", seen=seen))

    assert (answer.status_code, Contact.objects.get().outcome) == (409, "Prva je zapisala")
    assert ["Prva je zapisala" in answer.text, "Drugi je zapisal" in answer.text] == [True, True]


def test_a_form_that_is_sent_twice_writes_one_contact(client, people, dossier):
    client.force_login(people.editor)
    for _time in range(2):
        answer = client.post(reverse("recommendation_contact_new", args=[dossier.pk]), form(once="a"))

    assert (answer.status_code, Contact.objects.get().by) == (302, people.editor)


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": ""},
        {"on": "2999-01-01"},
        {"on": "30. 2. 2026"},
        {"method": "golob"},
        {"with_whom": ""},
        {"next_on": "2026-09-01"},
        {"next_step": "Klic", "next_on": "2026-08-01"},
        {"next_step": "x" * 301},
        {"language": "xx"},
        {"message": "x" * 5001},
    ],
)
def test_bad_input_is_named_and_what_was_typed_stays(client, people, dossier, wrong):
    client.force_login(people.editor)

    answer = client.post(reverse("recommendation_contact_new", args=[dossier.pk]), form(outcome="Natipkano.") | wrong)

    assert (answer.status_code, "Natipkano." in answer.text, Contact.objects.count()) == (200, True, 0)


@pytest.mark.parametrize(("is_public", "left"), [(True, 1), (False, 0)])
def test_a_contact_is_removed_only_where_it_is_private(client, people, dossier, is_public, left):
    contact = contact_of(people, dossier)
    if is_public:
        shown(contact, people)
    client.force_login(people.editor)

    client.post(reverse("recommendation_contact_remove", args=[dossier.pk, contact.pk]))

    assert Contact.objects.count() == left


def test_a_removed_contact_is_told_to_whoever_changes_it(people, dossier):
    contact = contact_of(people, dossier)
    seen = mark_of(contact)
    contacts.remove(contact=contact, by=people.editor)

    with pytest.raises(Overtaken):
        contacts.change(contact=contact, by=people.editor, seen=seen, message="Drugo")


def test_a_new_version_takes_the_log_along_and_shows_none_of_it(client, people, dossier):
    contact_of(people, dossier)
    version = next_version(people, dossier.versions.get(), body_sl="Drugo.")

    assert told(str(version.content)) == [False] * 4


# --- What is next ---


def test_the_desk_lists_next_steps_of_all_recommendations_the_earliest_first(client, people, dossier):
    other = publish_recommendation(people, title_sl="Drugo priporočilo").dossier
    contact_of(people, dossier, next_step="Brez dne")
    contact_of(people, dossier, next_step="Kasneje", next_on=dt.date(2027, 5, 1))
    contact_of(people, other, next_step="Prej", next_on=dt.date(2026, 9, 1))
    contact_of(people, other, next_step="")
    client.force_login(people.editor)

    rows = client.get(reverse("what_next")).context["rows"]

    assert [row.next_step for row in rows] == ["Prej", "Kasneje", "Brez dne"]
    assert "Prej" in client.get(reverse("desk")).text


@pytest.mark.parametrize("who", ["foreign", "coordinator", "member"])
def test_nobody_else_has_these_steps_on_the_desk(client, people, dossier, who):
    contact_of(people, dossier)
    client.force_login(getattr(people, who))

    assert [told(client.get(reverse(name)).text) for name in ("what_next", "desk")] == [[False] * 4] * 2


def test_a_step_that_was_taken_waits_no_more(client, people, dossier):
    contact = contact_of(people, dossier)
    client.force_login(people.editor)
    address = reverse("recommendation_next_taken", args=[dossier.pk, contact.pk])

    answers = [client.post(address, {"from": "what_next"}) for _time in range(2)]

    contact.refresh_from_db()
    assert ([answer.url for answer in answers], contact.next_done) == ([reverse("what_next")] * 2, True)
    assert not client.get(reverse("what_next")).context["rows"]


@pytest.mark.parametrize("name", ["what_next", "recommendation_log"])
def test_lists_of_contacts_ask_as_often_for_thirty_as_for_two(client, people, dossier, name):
    args = [dossier.pk] if name == "recommendation_log" else []
    client.force_login(people.editor)
    found = []
    for more in (2, 28):
        for number in range(more):
            contact_of(people, dossier, next_step=f"Korak {number}")
        found.append(asked(client, reverse(name, args=args)))

    assert found[0] == found[1]


def go_round(day):
    """The daily round of this day; how many mails it sent."""
    before = Mail.objects.count()
    with patch("django.utils.timezone.localdate", lambda *args: day):
        call_command("daily_round", verbosity=0)
    return Mail.objects.count() - before


def test_a_next_step_is_told_the_day_before_and_once_when_it_is_late_in_one_mail_a_person(people, dossier):
    today = timezone.localdate()
    for number in range(2):
        contact_of(people, dossier, on=today, next_step=f"Korak {number}", next_on=today + dt.timedelta(days=3))
    people.representative.memberships.all().delete()

    days = [go_round(today + dt.timedelta(days=number)) for number in range(7)]

    assert days == [0, 0, 1, 0, 1, 0, 0]
    assert list(Notice.objects.filter(kind="recommendation").order_by("pk").values_list("sentence", flat=True)) == [
        *["contact_next"] * 2,
        *["contact_late"] * 2,
    ]


def test_nobody_is_reminded_of_a_step_that_was_taken(people, dossier):
    contact = contact_of(people, dossier, next_on=timezone.localdate() + dt.timedelta(days=1))
    contacts.take_next_step(contact=contact, by=people.editor)

    assert go_round(timezone.localdate()) == 0


@pytest.mark.parametrize(
    "page", ["recommendation_contact_remove", "recommendation_contact_publish", "recommendation_next_taken"]
)
def test_who_comes_after_a_contact_was_removed_is_told_so(client, people, dossier, monkeypatch, page):
    contact, asked = contact_of(people, dossier), views.own_contact

    def removed_meanwhile(*args):
        found = asked(*args)
        Contact.objects.all().delete()
        return found

    monkeypatch.setattr(views, "own_contact", removed_meanwhile)
    client.force_login(people.coordinator)
    answer = client.post(reverse(page, args=[dossier.pk, contact.pk]), {"seen": mark_of(contact)}, follow=True)

    assert (answer.status_code, "odstranil" in answer.text) == (200, True)
