"""The signing day on one screen: the line, one press each, undone, printed, read in the hall."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.ceremony import line as lines
from plans.models import Signature
from publishing.refusals import Overtaken, Refused
from tests.factories import make
from tests.plans.signing.signing import draft, opened, publish_commitment, signatory, signed
from workshops.models import Event

pytestmark = pytest.mark.django_db


def prepared(text, name, **fields):
    """Ready to be signed; the paper comes with the day."""
    signature = draft(text, signatory(name, f"{name[-3:].lower()}@example.org")[0], **{"signed_on": None} | fields)
    Signature.objects.filter(pk=signature.pk).update(signed_document="")
    return Signature.objects.get(pk=signature.pk)


@pytest.fixture
def text(people):
    return opened(people)


@pytest.fixture
def three(text, people):
    """In the line, in this order."""
    found = [prepared(text, name) for name in ("Občina Ena", "Občina Dve", "Občina Tri")]
    for signature in found:
        lines.put_in(text=text, pks=[signature.pk], event=None, by=people.coordinator)
    return found


def names(text, event=None):
    return [signature.name[-3:] for signature in lines.line(text, event)]


def press(client, text, do, signature=None, event=None):
    sent = {"do": do, "signature": signature.pk if signature else "", "event": event.pk if event else ""}
    return client.post(reverse("signing_day_deed", args=[text.dossier_id]), sent, follow=True)


def told(page):
    return " ".join(str(message) for message in page.context["messages"])


# --- The line ---


def test_the_line_is_moved_up_and_down_and_ends_where_it_ends(client, three, text, people):
    client.force_login(people.representative)
    found = []
    for do, number in (("up", 2), ("up", 0), ("down", 0), ("out", 1), ("in", 1)):
        press(client, text, do, three[number])
        found.append(names(text))

    assert found == [
        ["Ena", "Tri", "Dve"],
        ["Ena", "Tri", "Dve"],
        ["Tri", "Ena", "Dve"],
        ["Tri", "Ena"],
        ["Tri", "Ena", "Dve"],
    ]


def test_moving_somebody_leaves_what_is_being_written_alone(three, text, people):
    before = Signature.objects.get(pk=three[0].pk).changed_at
    lines.shift(text=text, signature=three[0], event=None, by=people.coordinator, up=False)

    assert Signature.objects.get(pk=three[0].pk).changed_at == before


def test_an_event_has_a_line_of_its_own_and_is_kept_with_the_signature(client, three, text, people):
    event = make(Event, title_sl="Sklepna konferenca")
    fourth = prepared(text, "Občina Štr")
    client.force_login(people.representative)
    chosen = client.get(reverse("signing_day", args=[text.dossier_id]), {"at": "Sklepna konferenca"}, follow=True)
    press(client, text, "all", event=event)
    press(client, text, "sign", fourth, event=event)

    assert (chosen.context["event"], names(text, event), names(text)) == (event, ["Štr"], ["Ena", "Dve", "Tri"])
    assert Signature.objects.get(pk=fourth.pk).event == event


@pytest.mark.parametrize("query", ["?event=999999", "?event=x", "?at=ni+ga"])
def test_an_event_that_is_none_shows_the_line_of_the_text(client, three, text, people, query):
    client.force_login(people.representative)

    page = client.get(reverse("signing_day", args=[text.dossier_id]) + query)

    assert (page.status_code, page.context["event"], len(page.context["rows"])) == (200, None, 3)


# --- Signed ---


def test_one_press_records_the_day_and_awaits_the_sheet(client, three, text, people):
    client.force_login(people.representative)

    page = press(client, text, "sign", three[0])

    signature = Signature.objects.get(pk=three[0].pk)
    assert (signature.state, signature.signed_on, signature.steps.get().by) == (
        "submitted",
        timezone.localdate(),
        people.representative,
    )
    assert [row.awaits_sheet for row in page.context["rows"]] == [True, False, False]


def test_a_second_press_is_told_and_changes_nothing(client, three, text, people):
    client.force_login(people.representative)
    press(client, text, "sign", three[0])

    page = press(client, text, "sign", three[0])

    assert (three[0].steps.count(), three[0].name in told(page)) == (1, True)


def test_a_press_by_mistake_is_undone(client, three, text, people):
    client.force_login(people.coordinator)
    press(client, text, "sign", three[0])
    press(client, text, "undo", three[0])

    signature = Signature.objects.get(pk=three[0].pk)
    assert (signature.state, signature.signed_on, names(text)[0]) == ("draft", None, "Ena")


def test_what_was_submitted_otherwise_is_not_undone_here(text, people):
    signature = signed(text, people)

    with pytest.raises(Overtaken):
        lines.undo(signature=signature, by=people.coordinator)


def test_who_is_not_ready_is_told_what_lacks_and_is_not_signed(client, text, people):
    signature = prepared(text, "Občina Ena", mandate_on=None, person="")
    client.force_login(people.representative)
    press(client, text, "in", signature)
    press(client, text, "sign", signature)

    page = client.get(reverse("signing_day", args=[text.dossier_id]))

    [row] = page.context["rows"]
    assert (len(row.lacks), Signature.objects.get().state, 'value="sign"' in page.text) == (2, "draft", False)


def test_who_has_signed_stays_in_the_line(three, text, people):
    lines.sign_now(signature=three[0], event=None, by=people.coordinator)

    with pytest.raises(Overtaken):
        lines.take_out(text=text, signature=three[0], event=None, by=people.coordinator)


# --- Pages and rights ---


def test_the_large_view_shows_one_after_another(client, three, text, people):
    client.force_login(people.representative)
    found = []
    for number in (1, 2, 3, 4):
        page = client.get(reverse("signing_day_hall", args=[text.dossier_id, number]))
        found.append((page.status_code, 'rel="prev"' in page.text, 'rel="next"' in page.text))

    assert found[:3] == [(200, False, True), (200, True, True), (200, True, False)]
    assert found[3][0] == 404


def test_the_list_to_be_printed_holds_all_in_their_order(client, three, text, people):
    client.force_login(people.representative)

    page = client.get(reverse("signing_day_list", args=[text.dossier_id])).text

    assert page.index("Občina Ena") < page.index("Občina Dve") < page.index("Občina Tri")


@pytest.mark.parametrize(
    ("name", "code"),
    [("representative", 200), ("coordinator", 200), ("editor", 404), ("foreign", 404), ("reviewer", 404)],
)
def test_only_a_representative_of_the_steward_and_coordinators_run_it(client, three, text, people, name, code):
    client.force_login(getattr(people, name))
    pages = [reverse(page, args=[text.dossier_id]) for page in ("signing_day", "signing_day_list")]
    pages.append(reverse("signing_day_hall", args=[text.dossier_id, 1]))

    assert {client.get(page).status_code for page in pages} == {code}
    assert press(client, text, "sign", three[0]).status_code == code


def test_those_who_are_asked_past_the_page_are_refused(three, text, people):
    with pytest.raises(Refused):
        lines.sign_now(signature=three[0], event=None, by=people.editor)


def test_a_foreign_signature_and_nonsense_change_nothing(client, three, text, people):
    other = prepared(opened(people), "Občina Dru")
    client.force_login(people.coordinator)
    for sent in ({"do": "sign", "signature": other.pk}, {"do": "fly", "signature": three[0].pk}, {"do": "sign"}):
        client.post(reverse("signing_day_deed", args=[text.dossier_id]), sent)

    assert set(Signature.objects.values_list("state", flat=True)) == {"draft"}


def test_a_commitment_without_a_text_has_a_page_that_says_so(client, text, people):
    text.delete()
    client.force_login(people.coordinator)

    page = client.get(reverse("signing_day", args=[text.dossier_id]))

    assert (page.status_code, "rows" in page.context and page.context["rows"]) == (200, [])


@pytest.mark.parametrize("number", [1, 3])
def test_the_day_asks_equally_often_for_one_and_three(client, text, people, number, django_assert_num_queries):
    for each in range(number):
        signature = prepared(text, f"Občina P{each}a")
        lines.put_in(text=text, pks=[signature.pk], event=None, by=people.coordinator)
        prepared(text, f"Občina D{each}b", mandate_on=dt.date(2026, 8, 1))
    client.force_login(people.representative)
    client.get(reverse("signing_day", args=[text.dossier_id]))

    with django_assert_num_queries(11):
        client.get(reverse("signing_day", args=[text.dossier_id]))


def test_an_event_that_is_not_public_is_not_named_where_no_text_was_opened(client, people):
    dossier = publish_commitment(people).dossier
    event = make(Event, title_sl="Skrivni dogodek", published=False)
    client.force_login(people.representative)

    answer = client.get(reverse("signing_day", args=[dossier.pk]), {"event": event.pk})

    assert (answer.status_code, "Skrivni" in answer.text) == (200, False)
