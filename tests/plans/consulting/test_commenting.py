"""Comments: sent, confirmed, read, only then public; too late is refused with what was typed; mail stays private."""

import datetime as dt
import re
from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.personal.erasing import forget as erase
from plans.consulting import answering, calls, commenting
from plans.figures.calendar_dates import first_refused_moment
from plans.models import ActionPlan, Contribution
from publishing.daily_round import daily_round
from publishing.models import Mail, Notice
from tests.factories import make_person
from tests.plans.consulting.talking import SENT, ask_for_contributions, day, open_consultation, over, said
from tests.plans.planning import begin_plan
from tests.standing import stands_on_people

pytestmark = pytest.mark.django_db

State = Contribution.State


call_of_module = stands_on_people(open_consultation)


@pytest.fixture
def call(call_of_module, db):
    return deepcopy(call_of_module)


def address(name, *args):
    return reverse(name, args=[ActionPlan.objects.get().slug_sl, *args])


def post(client, *about, **told):
    return client.post(address("plan_comment", *about), SENT | told)


def link_in(mail):
    return "/" + re.search(r"http://testserver/(\S+)", mail.text)[1]


def mails():
    """What went to the guest, the newest first."""
    return Mail.objects.filter(to=SENT["email"]).order_by("-pk")


def states():
    return list(Contribution.objects.values_list("state", flat=True))


# --- Saying something ---


def test_the_page_of_the_consultation_leads_to_a_form_at_each_row(client, call):
    page = client.get(address("plan_consultation")).content.decode()

    rows = [("goals", "g1"), ("goals", "g2"), ("actions", "a1"), ("actions", "a2")]
    assert [address("plan_comment", *row) in page for row in rows] == [True] * 4
    assert (address("plan_comment") in page, page.count("Dajte pripombo<"), "{%" in page) == (True, 4, False)


def test_a_guest_confirms_with_the_button_and_never_by_opening_the_link(client, call):
    post(client, "actions", "a1")
    link, found = link_in(mails().get()), [states()]

    for method in (client.get, client.head, client.post, client.post):
        method(link)
        found.append(states())

    assert found == [["unconfirmed"]] * 3 + [["waiting"]] * 2
    assert (Contribution.objects.get().relation, Contribution.objects.get().row_key) == ("actions", "a1")
    assert Notice.objects.filter(sentence="plan_comment").count() == 2


def test_whoever_is_signed_in_confirms_nothing(client, people, call):
    client.force_login(people.member)

    post(client)

    found = Contribution.objects.get()
    assert (found.state, found.author, found.email, mails().count()) == (
        State.WAITING,
        people.member,
        "",
        0,
    )


def test_the_same_comment_sent_twice_is_one_and_its_mail_is_sent_anew(client, call):
    links = []
    for _time in range(2):
        post(client)
        links.append(link_in(mails().first()))

    assert (Contribution.objects.count(), mails().count()) == (1, 2)
    assert [client.get(link).status_code for link in links] == [404, 200]


def test_a_confirmed_comment_that_is_sent_again_stays_one(client, call):
    post(client)
    client.post(link_in(mails().get()))

    post(client)

    assert (states(), mails().count()) == (["waiting"], 1)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 5_001}, "text"),
        ({"text": "https://a.si " * 10}, "text"),
        ({"name": ""}, "name"),
        ({"email": "ana"}, "email"),
        ({"consent": ""}, "consent"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(client, call, told, field):
    answer = post(client, **told)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize("about", [("actions", "x9"), ("costs", "c1"), ("nonsense", "a1")])
def test_there_is_no_form_for_what_is_no_row_of_the_plan(client, call, about):
    assert [client.get(address("plan_comment", *about)).status_code, post(client, *about).status_code] == [404, 404]


def test_the_twenty_first_comment_of_a_day_stays_typed(client, call):
    codes = [post(client, text=f"Pripomba {n}", email=f"a{n}@b.si").status_code for n in range(21)]

    assert codes == [302] * 20 + [429]


# --- Too late ---


@pytest.mark.parametrize(("seconds", "taken"), [(-1, True), (0, False), (1, False)])
def test_a_comment_after_the_last_day_is_not_kept_and_its_text_is_shown(client, call, monkeypatch, seconds, taken):
    moment = first_refused_moment(call.closes) + dt.timedelta(seconds=seconds)
    monkeypatch.setattr(timezone, "now", lambda: moment)

    answer = post(client, "actions", "a1")

    assert (answer.status_code == 302, Contribution.objects.exists()) == (taken, taken)
    if not taken:
        assert answer.context["text"] == SENT["text"]
        assert f"Obravnava se je končala {call.closes:%-d. %-m. %Y}." == answer.context["reason"]


def test_an_old_page_of_an_earlier_consultation_is_told_that_it_is_over(client, people, call):
    old = call.pk
    calls.end_now(over(call).pk)
    open_consultation(people, call.version)

    answers = [post(client, call=old), post(client, call="x")]

    assert [answer.status_code for answer in answers] == [409, 302]
    assert answers[0].context["text"] == SENT["text"]


def test_a_comment_sent_in_time_may_be_confirmed_later(client, call):
    post(client)
    over(call)

    client.post(link_in(mails().get()))

    assert states() == ["waiting"]


def test_before_the_first_day_nothing_is_taken(client, people, call):
    call.opens = day(2)
    call.save()

    assert post(client).status_code == 409


# --- Public ---


@pytest.mark.parametrize("state", State)
def test_a_comment_is_public_only_once_it_was_confirmed_and_read(client, call, state):
    said(call, state, text="Zelo posebna pripomba.")

    pages = [client.get(address("plan_consultation")), client.get(address("plan_comments_file", call.pk, "csv"))]

    assert ["Zelo posebna pripomba." in page.content.decode() for page in pages] == [state == State.SHOWN] * 2


@pytest.mark.parametrize(("wished", "named"), [(True, True), (False, False)])
def test_the_name_is_public_only_as_wished_and_the_mail_never(client, people, call, wished, named):
    comment = said(call, State.SHOWN, show_name=wished, organisation="Društvo Vič")
    answering.answer(comment=comment, by=people.editor, position="not", answer_sl="Ne.")
    answering.publish_answers(call=call, by=people.representative)
    plan = ActionPlan.objects.get()

    public = [address("plan_consultation"), plan.get_absolute_url(), f"/api/v1/entries/plan/{plan.pk}"]
    public += [address("plan_comments_file", call.pk, "csv")]
    pages = [client.get(path).content.decode() for path in public]
    client.force_login(people.editor)
    desk = [reverse("plan_call", args=[call.dossier_id, call.pk])]
    desk += [reverse("plan_contribution", args=[call.dossier_id, comment.pk])]
    desk += [reverse("plan_call_file", args=[call.dossier_id, call.pk, "csv"])]
    pages += [client.get(path).content.decode() for path in desk]

    assert [page.count(comment.email) for page in pages] == [0] * len(pages)
    assert ["Ana Bralka" in pages[place] and "Društvo Vič" in pages[place] for place in (0, 3)] == [named] * 2


def test_the_page_costs_as_many_queries_with_many_comments_as_with_one(client, call, django_assert_max_num_queries):
    for number in range(12):
        said(call, State.SHOWN, text=f"Pripomba {number}", relation="actions", row_key="a1")

    with django_assert_max_num_queries(16):
        client.get(address("plan_consultation"))


# --- Forgotten ---


def test_what_nobody_confirms_is_erased_after_a_week(client, call):
    post(client)
    link = link_in(mails().get())
    Contribution.objects.update(at=timezone.now() - dt.timedelta(days=8))

    codes = [client.get(link).status_code, client.post(link).status_code]
    done, failed = daily_round()

    assert (codes, done["comments forgotten"], failed) == ([404, 404], 1, 0)


@pytest.mark.parametrize(("days", "kept"), [(180, True), (190, False)])
def test_addresses_are_forgotten_six_months_after_the_answer(call, people, days, kept):
    comment = said(call, State.SHOWN)
    answering.answer(comment=comment, by=people.editor, position="not", answer_sl="Ne.")
    answering.publish_answers(call=call, by=people.representative)
    Contribution.objects.update(answered_at=timezone.now() - dt.timedelta(days=days))

    daily_round()

    comment.refresh_from_db()
    assert bool(comment.email) == bool(comment.token_digest) == kept
    assert comment.name == "Ana Bralka"


def test_the_address_of_an_unanswered_comment_is_kept(call):
    comment = said(call, State.SHOWN)
    Contribution.objects.update(at=timezone.now() - dt.timedelta(days=400))

    daily_round()

    comment.refresh_from_db()
    assert comment.email == SENT["email"]


# --- By private link ---


def test_a_guest_contributes_by_a_private_link_without_any_mail(client, people):
    link = ask_for_contributions(people, begin_plan(people).dossier)
    told = {"text": "Skupna sončna elektrarna.", "relation": "actions", "consent": "on"}

    answers = [client.post(link.path, told) for _time in range(2)]

    found = Contribution.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (found.state, found.link, found.relation, found.name) == (State.WAITING, link, "actions", "")
    assert "Skupna sončna elektrarna." in client.get(link.path).content.decode()


def test_a_private_link_takes_nothing_after_its_day_and_shows_the_text(client, people):
    link = ask_for_contributions(people, begin_plan(people).dossier)
    over(link.call)

    page = client.post(link.path, {"text": "Prepozno.", "consent": "on"}).content.decode()

    assert (Contribution.objects.count(), "Prepozno." in page) == (0, True)


def test_an_unknown_link_opens_nothing(client, db):
    assert client.get(reverse("plan_contribute", args=["x" * 32])).status_code == 404


def test_erasing_somebody_by_their_address_leaves_their_comments_without_name_and_address(call):
    confirmed, lost = said(call, State.SHOWN, show_name=True), said(call, State.UNCONFIRMED, text="Drugo.")

    erase(["ANA@example.org"])

    found = Contribution.objects.get()
    assert (found, found.name, found.email, found.signature) == (confirmed, "", "", "")
    assert not Contribution.objects.filter(pk=lost.pk).exists()


def test_erasing_a_person_leaves_the_comment_without_a_name(client, call):
    person = make_person("bralka@example.org", name="Ana")
    comment = commenting.say(call=call, author=person, text="Da.", language="sl", show_name=True)

    person.delete()

    assert Contribution.objects.get(pk=comment.pk).signature == ""
