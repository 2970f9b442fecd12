"""Telling people: notices, mails as each wishes them, reading, unsubscribing."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partners.models import Partner
from publishing import notices, versions
from publishing.models import Mail, Notice, Wish
from publishing.sentences import GENERAL, SENTENCES, said
from publishing.steps import STEPS
from tests.factories import make

pytestmark = pytest.mark.django_db

COMMENT = Notice.Kind.COMMENT
QUERIES = 8  # session, person, what the person is, number of unread, page
OTHERS = [
    *("review_assigned", "review_reminder", "review_handed_in", "review_refused", "third_needed", "comment"),
    *("still_true", "still_true_again", "lapsed", "translation_checked"),
]


@pytest.fixture
def ana(make_user):
    return make_user("ana@example.org", name="Ana")


@pytest.fixture
def dossier(ana):
    return versions.begin(kind="practice", owner=make(Partner), by=ana, language="sl", title="Para 100 %").dossier


def tell(*people, kind=COMMENT, sentence="comment", **given):
    notices.tell(people=people, kind=kind, sentence=sentence, **given)


def wish(person, how, kind=COMMENT):
    Wish.objects.update_or_create(person=person, kind=kind, defaults={"how": how})


def keys():
    return list(Mail.objects.order_by("pk").values_list("key", flat=True))


# --- Sentences ---


@pytest.mark.parametrize("name", [*(step.name for step in STEPS.values() if step.tells), *OTHERS])
@pytest.mark.parametrize("language", ["sl", "en"])
def test_every_event_has_a_sentence_in_every_language(name, language):
    with translation.override(language):
        subject, line = said(name, {"title_sl": "Para", "title_en": "Para", "by": "Ana", "organisation_sl": "Občina"})

    assert (name in SENTENCES, "Para" in subject, "Para" in line, "%(" in subject + line) == (True, True, True, False)


@pytest.mark.parametrize("values", [{}, {"title": None, "by": 7, "due": "x"}, {"title": "50 % (s)\x00\n"}])
def test_an_unknown_event_is_told_in_general_words(values):
    subject, line = said("nonsense", values)

    title = " ".join((values.get("title") or _("Untitled")).split())
    assert subject == GENERAL[0] % {"title": title}
    assert line.startswith(str(GENERAL[1])[:3])


def test_a_day_until_when_is_told_in_the_reader_s_way():
    with translation.override("en"):
        line = said("review_reminder", {"title": "Steam", "due": "2026-11-23"}).line

    assert line == "Your review of “Steam” has not been handed in yet. Due: 23 November 2026."


# --- Who is told, and how ---


def test_people_are_told_but_not_the_one_who_did_it_nor_the_inactive(ana, make_user, dossier):
    bor, away = make_user("bor@example.org"), make_user("away@example.org", is_active=False)

    tell(ana, bor, away, dossier=dossier, but=ana.pk)

    assert [notice.person for notice in Notice.objects.all()] == [bor]
    assert [mail.to for mail in Mail.objects.all()] == ["bor@example.org"]


@pytest.mark.parametrize(
    ("how", "mails", "daily"), [(None, 1, False), ("at_once", 1, False), ("daily", 0, True), ("never", 0, False)]
)
def test_the_wish_says_how_a_notice_comes(ana, dossier, how, mails, daily):
    if how:
        wish(ana, how)
    wish(ana, Wish.How.NEVER, kind=Notice.Kind.REVIEW)

    tell(ana, dossier=dossier)

    assert (Mail.objects.count(), Notice.objects.get().daily) == (mails, daily)


def test_telling_more_people_reads_their_wishes_at_once(make_user, dossier, django_assert_max_num_queries):
    people = [make_user(f"p{number}@example.org") for number in range(3)]
    for person in people:
        wish(person, Wish.How.NEVER)

    with django_assert_max_num_queries(2 + 2 + 3):
        tell(*people, dossier=dossier)


def test_a_path_given_is_led_to_in_the_language_of_the_reader(settings, make_user, dossier):
    reader = make_user("eve@example.org", language="en")

    tell(reader, dossier=dossier, address=reverse("reviews", args=[dossier.pk]))

    with translation.override("en"):
        address = reverse("reviews", args=[dossier.pk])
    assert Mail.objects.get().text.splitlines()[3] == settings.SITE_URL + address


def test_a_later_title_is_not_told_to_who_knew_the_older_one(ana, dossier, client):
    tell(ana, dossier=dossier)
    dossier.title_sl = "Skrivnost"
    dossier.save()
    client.force_login(ana)

    page = client.get(reverse("notices")).content.decode()

    assert ("Para 100 %" in page, "Skrivnost" in page) == (True, False)


# --- The list ---


def test_the_list_shows_unread_notices_first(client, ana, make_user):
    for number in range(3):
        tell(ana, values={"title": f"N{number}"})
    tell(make_user("bor@example.org"), values={"title": "Tuje"})
    newest = Notice.objects.filter(person=ana).first()
    notices.read(Notice.objects.filter(pk=newest.pk))
    client.force_login(ana)

    response = client.get(reverse("notices"))

    assert [row["notice"].values["title"] for row in response.context["rows"]] == ["N1", "N0", "N2"]


@pytest.mark.parametrize("page", ["1", "abc", "-1", "9" * 30, "\x00"])
def test_an_empty_list_and_a_strange_page_are_answered(client, ana, page):
    client.force_login(ana)

    assert client.get(reverse("notices"), {"page": page}).status_code == 200


def test_the_list_has_pages_of_25(client, ana):
    wish(ana, Wish.How.NEVER)
    for _number in range(27):
        tell(ana)
    client.force_login(ana)

    assert [len(client.get(reverse("notices"), {"page": page}).context["rows"]) for page in (1, 2)] == [25, 2]


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_asks_the_database_as_often_whatever_it_holds(client, ana, dossier, django_assert_num_queries, items):
    for _number in range(items):
        tell(ana, dossier=dossier)
    client.force_login(ana)

    with django_assert_num_queries(QUERIES):
        client.get(reverse("notices"))


def test_following_a_notice_marks_it_read_and_leads_to_its_place(client, ana, dossier):
    tell(ana, dossier=dossier)
    tell(ana, dossier=dossier)
    followed = Notice.objects.first()
    client.force_login(ana)

    response = client.post(reverse("notices"), {"do": "follow", "notice": followed.pk})

    assert response.url == reverse("dossier", args=[dossier.pk])
    assert [notice.pk for notice in Notice.objects.exclude(read_at=None)] == [followed.pk]


def test_reading_twice_keeps_the_first_time(client, ana):
    tell(ana)
    client.force_login(ana)
    client.post(reverse("notices"), {"do": "read", "notice": Notice.objects.get().pk})
    first = Notice.objects.get().read_at

    response = client.post(reverse("notices"), {"do": "read", "notice": Notice.objects.get().pk})

    assert (response.url, Notice.objects.get().read_at) == (reverse("notices"), first)


def test_all_are_marked_as_read_and_a_second_press_says_so(client, ana):
    tell(ana)
    tell(ana)
    client.force_login(ana)

    pages = [client.post(reverse("notices"), {"do": "all"}, follow=True) for _number in range(2)]

    said_ = [[str(message) for message in page.context["messages"]] for page in pages]
    assert (Notice.objects.filter(read_at=None).count(), said_[1]) == (0, [_("All notices were read already.")])


@pytest.mark.parametrize("notice", ["abc", "", "\x00", "9" * 30, "-1", "foreign"])
@pytest.mark.parametrize("do", ["read", "follow", "nonsense"])
def test_a_foreign_or_broken_notice_does_not_exist(client, ana, make_user, notice, do):
    tell(make_user("bor@example.org"))
    client.force_login(ana)

    pk = Notice.objects.get().pk if notice == "foreign" else notice
    response = client.post(reverse("notices"), {"do": do, "notice": pk})

    assert (response.status_code, Notice.objects.filter(read_at=None).count()) == (404, 1)


@pytest.mark.parametrize("name", ["notices", "wishes"])
def test_visitors_are_asked_to_sign_in(client, name):
    assert client.get(reverse(name)).status_code == 302


# --- Wishes ---


def answers(**given):
    return {kind.value: "at_once" for kind in Notice.Kind} | {"language": "sl"} | given


def test_wishes_are_saved_with_the_language_of_mails(client, ana):
    client.force_login(ana)

    response = client.post(reverse("wishes"), answers(comment="never", review="daily", language="en"), follow=True)

    ana.refresh_from_db()
    assert [str(message) for message in response.context["messages"]] == [_("Your wishes are saved.")]
    assert (ana.language, ana.wishes.get(kind="comment").how, ana.wishes.get(kind="review").how) == (
        "en",
        "never",
        "daily",
    )
    assert response.context["form"]["comment"].value() == "never"


@pytest.mark.parametrize("wrong", [{"comment": "x"}, {"comment": ""}, {"language": "de"}, {"review": "\x00"}])
def test_a_wrong_wish_saves_nothing(client, ana, wrong):
    client.force_login(ana)

    response = client.post(reverse("wishes"), answers(**wrong))

    assert (response.status_code, list(response.context["form"].errors), Wish.objects.count()) == (200, [*wrong], 0)


# --- Unsubscribing ---


def unsubscribe_address(person, kind=COMMENT):
    return reverse("unsubscribe", args=[notices.token(person, kind)])


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_page_unsubscribes_nobody(client, ana, method):
    response = getattr(client, method)(unsubscribe_address(ana))

    assert (response.status_code, Wish.objects.count()) == (200, 0)


def test_one_click_unsubscribes_without_a_session_and_twice_is_harmless(ana):
    browser = Client(enforce_csrf_checks=True)

    answers_ = [browser.post(unsubscribe_address(ana), {"List-Unsubscribe": "One-Click"}) for _number in range(2)]

    assert [answer.status_code for answer in answers_] == [200, 200]
    assert list(Wish.objects.values_list("person", "kind", "how")) == [(ana.pk, "comment", "never")]


def test_unsubscribing_from_the_mail_of_the_day_ends_all_that_came_with_it(client, ana):
    wish(ana, Wish.How.DAILY)
    wish(ana, Wish.How.AT_ONCE, kind=Notice.Kind.REVIEW)

    client.post(unsubscribe_address(ana, notices.DAY))

    assert dict(ana.wishes.values_list("kind", "how")) == {"comment": "never", "review": "at_once"}


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_wrong_token_leads_nowhere(client, ana, method):
    good = notices.token(ana, COMMENT)
    gone = notices.signing.dumps([0, "comment"], salt=notices.SALT)
    strange = [notices.signing.dumps(value, salt=notices.SALT) for value in ([ana.pk, "x"], 7, [], [[], []])]
    foreign = notices.signing.dumps([ana.pk, "comment"], salt="another")

    tokens = [good[:-1], f"x{good}", gone, *strange, foreign, "x", "%00", "a" * 5000]
    found = [getattr(client, method)(reverse("unsubscribe", args=[token])).status_code for token in tokens]

    assert (set(found), Wish.objects.count()) == ({404}, 0)


# --- The mail of the day ---


def send_day(person):
    return notices.send_day(person=person, today=timezone.localdate())


def test_the_mail_of_the_day_lists_what_waits_once(ana, dossier):
    wish(ana, Wish.How.DAILY)
    tell(ana, dossier=dossier, values={"by": "Bor", "comment": "Prva"})
    tell(ana, dossier=dossier, values={"by": "Eva", "comment": "Druga"})

    sent = [send_day(ana), send_day(ana)]

    mail = Mail.objects.get()
    assert (sent, mail.key) == ([True, False], f"day:{ana.pk}:{timezone.localdate().isoformat()}")
    assert [line for line in mail.text.splitlines() if line.startswith("  > ")] == ["  > Prva", "  > Druga"]
    assert Notice.objects.filter(daily=True).count() == 0


def test_what_comes_after_the_mail_of_the_day_waits_for_the_next(ana):
    wish(ana, Wish.How.DAILY)
    tell(ana)
    send_day(ana)
    tell(ana)

    today, waiting = send_day(ana), list(notices.waiting_for_the_day())
    with patch("django.utils.timezone.now", return_value=timezone.now() + dt.timedelta(days=1)):
        tomorrow, waiting_then = list(notices.waiting_for_the_day()), send_day(ana)

    assert (today, waiting, tomorrow, waiting_then, len(keys())) == (False, [], [ana], True, 2)


def test_what_was_read_or_is_unwanted_by_now_is_left_out_of_the_mail_of_the_day(ana):
    wish(ana, Wish.How.DAILY)
    wish(ana, Wish.How.DAILY, kind=Notice.Kind.REVIEW)
    tell(ana)
    notices.read(ana.notices.all())
    tell(ana, kind=Notice.Kind.REVIEW)
    wish(ana, Wish.How.NEVER, kind=Notice.Kind.REVIEW)

    assert (send_day(ana), keys(), Notice.objects.filter(daily=True).count()) == (False, [], 0)
