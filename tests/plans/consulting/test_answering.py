"""Comments at the desk: made public or not, answered, answers published; contributions become rows of the draft."""

import io
from copy import deepcopy

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from plans.consulting import answering, commenting
from plans.consulting.shown import consultation_of
from plans.models import ActionPlan, Contribution
from publishing import versions
from publishing.models import Mail, Notice
from publishing.refusals import Overtaken, Refused
from tests.factories import make
from tests.plans.consulting.talking import answered, ask_for_contributions, open_consultation, said
from tests.plans.planning import begin_plan
from tests.standing import stands_on_people
from workshops.models import Event

pytestmark = pytest.mark.django_db

State = Contribution.State


call_of_module = stands_on_people(open_consultation)


@pytest.fixture
def call(call_of_module, db):
    return deepcopy(call_of_module)


@pytest.fixture
def comment(call):
    return said(call, relation="actions", row_key="a1")


def page_of(comment):
    return reverse("plan_contribution", args=[comment.call.dossier_id, comment.pk])


def state_of(comment):
    return Contribution.objects.get(pk=comment.pk).state


def public_page(client):
    return client.get(reverse("plan_consultation", args=[ActionPlan.objects.get().slug_sl]))


# --- Read ---


def test_an_editor_makes_a_comment_public_and_the_plan_is_filed_anew(client, people, comment):
    before = ActionPlan.objects.get().updated_at
    client.force_login(people.editor)

    client.post(page_of(comment), {"do": "show"})

    assert (state_of(comment), ActionPlan.objects.get().updated_at > before) == (State.SHOWN, True)


def test_what_is_not_public_needs_a_reason(client, people, comment):
    client.force_login(people.editor)

    codes = [client.post(page_of(comment), {"do": "hide", "reason": reason}).status_code for reason in (" ", "Žali.")]

    assert (codes, state_of(comment)) == ([409, 302], State.HIDDEN)


@pytest.mark.parametrize(("who", "status"), [("foreign", 404), ("member", 404), ("editor", 200), ("coordinator", 200)])
def test_only_those_who_work_on_the_plan_read_what_waits(client, people, comment, who, status):
    client.force_login(getattr(people, who))

    assert client.get(page_of(comment)).status_code == status


def test_what_is_not_confirmed_is_not_at_the_desk(client, people, call):
    comment = said(call, State.UNCONFIRMED)
    client.force_login(people.coordinator)

    assert client.get(page_of(comment)).status_code == 404


# --- Answered ---


def test_answers_are_public_with_position_and_version_once_they_are_published(client, people, comment):
    answering.show(comment=comment, by=people.editor)
    opened = versions.open_version(comment.call.dossier, by=people.editor)
    client.force_login(people.editor)
    told = {"do": "answer", "position": "taken", "answer_sl": "Trasa je prestavljena.", "taken_in": opened.pk}
    client.post(page_of(comment), told)
    client.logout()
    before = public_page(client).content.decode()

    answering.publish_answers(call=comment.call, by=people.representative)

    after = public_page(client).content.decode()
    assert ("Trasa je prestavljena." in before, "Trasa je prestavljena." in after) == (False, True)
    assert ("upoštevano" in after, "v različici 2" in after) == (True, True)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"position": "taken", "answer_sl": "Da."}, "taken_in"),
        ({"position": "not"}, "answer_sl"),
        ({"answer_sl": "Ne."}, "position"),
        ({"position": "partly", "answer_sl": "Da.", "taken_in": "0"}, "taken_in"),
    ],
)
def test_what_an_answer_lacks_is_said_at_its_field(client, people, comment, told, field):
    client.force_login(people.editor)

    answer = client.post(page_of(comment), {"do": "answer"} | told)

    assert (answer.status_code, list(answer.context["answer_form"].errors)) == (409, [field])


@pytest.mark.parametrize(("who", "count"), [("editor", 0), ("foreign", 0), ("representative", 1), ("coordinator", 1)])
def test_answers_are_published_by_representatives_and_coordinators(client, people, comment, who, count):
    answering.show(comment=comment, by=people.editor)
    answered(people, comment, public=False)
    client.force_login(getattr(people, who))

    client.post(reverse("plan_answers_publish", args=[comment.call.dossier_id, comment.call_id]))

    assert Contribution.objects.filter(answer_public=True).count() == count


def test_whoever_commented_is_told_of_the_answer_by_mail_or_among_the_notices(people, call):
    guest = said(call, State.SHOWN)
    signed_in = commenting.say(call=call, author=people.member, text="Tudi jaz.", language="sl")
    answering.show(comment=signed_in, by=people.editor)
    for comment in (guest, signed_in):
        answered(people, comment, public=False)

    answering.publish_answers(call=call, by=people.representative)

    mail = Mail.objects.get(to=guest.email, key__endswith=":answered")
    assert f"#comment-{guest.pk}" in mail.text
    assert Notice.objects.filter(person=people.member, sentence="plan_comment_answered").count() == 1


def test_a_public_answer_is_changed_only_by_those_who_publish(people, comment):
    answering.show(comment=comment, by=people.editor)
    answered(people, comment)

    with pytest.raises(Refused):
        answering.answer(comment=comment, by=people.editor, position="not", answer_sl="Drugače.")
    answering.answer(comment=comment, by=people.representative, position="not", answer_sl="Popravljeno.")

    assert Contribution.objects.get().answer_sl == "Popravljeno."


# --- As a table and on the plan's page ---


def test_comments_and_answers_come_as_a_workbook_without_addresses(client, people, comment):
    answering.show(comment=comment, by=people.editor)
    answered(people, comment)
    address = reverse("plan_comments_file", args=[ActionPlan.objects.get().slug_sl, comment.call_id, "xlsx"])

    book = load_workbook(io.BytesIO(client.get(address).content))

    heading, row = (list(cells) for cells in book.active.iter_rows(values_only=True))
    told = dict(zip(heading, row, strict=True))
    assert (told["Seznam"], told["Vrstica"], told["Pripomba"]) == ("Ukrepi", "Skupni parovod", comment.text)
    assert (told["Stališče"], told["Odgovor"], told["Ime"]) == ("ni upoštevano", "Cesta je preozka.", None)
    assert not any("@" in str(cell) for cell in row)


def test_the_plans_page_learns_how_many_public_comments_each_row_has(people, call, django_assert_num_queries):
    for number, state in enumerate((State.SHOWN, State.SHOWN, State.WAITING)):
        said(call, state, text=f"Pripomba {number}", relation="actions", row_key="a1")
    said(call, State.SHOWN, text="K celoti.")

    with django_assert_num_queries(2):
        found = consultation_of(call.dossier)
        counts = [found.count("actions", "a1"), found.count("actions", "a2"), found.on_the_whole, found.total]

    assert (counts, found.is_open, found.days_left) == ([2, 0, 1, 3], True, 19)


# --- Rows made of contributions ---


@pytest.fixture
def contribution(people):
    link = ask_for_contributions(people, begin_plan(people).dossier)
    told = {"text": "Skupna elektrarna.\nNa strehah cone.", "name": "Ana", "language": "sl", "relation": "actions"}
    return commenting.say(call=link.call, link=link, **told)


@pytest.mark.parametrize(
    ("relation", "column", "text"),
    [("findings", "finding_id", "text_sl"), ("goals", "goal_id", "text_sl"), ("actions", "action_id", "summary_sl")],
)
def test_one_press_makes_a_row_that_cites_the_contribution(client, people, contribution, relation, column, text):
    client.force_login(people.editor)

    client.post(page_of(contribution), {"do": relation})

    content = contribution.call.dossier.versions.get().content
    row, evidence = content[relation][-1], content["evidence"][-1]
    assert (row["title_sl"], row[text]) == ("Skupna elektrarna.", contribution.text)
    assert (evidence[column], evidence["says_sl"]) == (row["uid"], contribution.text)
    assert evidence["label_sl"].startswith(f"Prispevek {contribution.pk}, ")


def test_a_row_may_cite_the_workshop(client, people, contribution):
    event = make(Event)
    client.force_login(people.editor)

    client.post(page_of(contribution), {"do": "goals", "event": event.title_sl})

    assert contribution.call.dossier.versions.get().content["evidence"][-1]["event_id"] == event.pk


def test_a_second_press_makes_no_second_row(people, contribution):
    answering.make_row(comment=contribution, by=people.editor, relation="goals")

    with pytest.raises(Overtaken):
        answering.make_row(comment=contribution, by=people.editor, relation="goals")

    assert len(contribution.call.dossier.versions.get().content["goals"]) == 3


def test_without_an_open_draft_no_row_is_made(people, contribution):
    contribution.call.dossier.versions.update(state="submitted")

    with pytest.raises(Refused):
        answering.make_row(comment=contribution, by=people.editor, relation="goals")


def test_whoever_answers_second_keeps_what_they_typed_and_may_save_it_again(client, people):
    comment = said(open_consultation(people), State.SHOWN)
    client.force_login(people.editor)
    address = reverse("plan_contribution", args=[comment.call.dossier_id, comment.pk])
    seen = client.get(address).context["answer_form"]["seen"].value()
    answered(people, comment, public=False, answer_sl="Prvi.")
    sent = {"do": "answer", "position": "not", "answer_sl": "Drugi."}

    told = client.post(address, sent | {"seen": seen})
    form = told.context["answer_form"]
    again = client.post(address, sent | {"seen": form["seen"].value()})

    comment.refresh_from_db()
    assert (told.status_code, "Prvi." in told.context["refusal"], form["answer_sl"].value()) == (409, True, "Drugi.")
    assert (again.status_code, comment.answer_sl) == (302, "Drugi.")
