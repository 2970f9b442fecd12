"""The pages of duties: of one signatory and of all, what is handed in, who may move a day."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.duties.meeting import fulfil, take_back
from plans.models import ActionPlan, DutyState, Signature
from plans.taking.example import FOLDER
from publishing.daily_round import daily_round
from tests.factories import make
from tests.plans.duties.test_rounds import group_of_three
from tests.plans.signing.signing import signatory, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def signature(text, people):
    partner, _mayor = signatory()
    return signed(text, people, partner)


def mayor_of(signature):
    return signature.partner.memberships.get().user


def at(page, signature, key="d1", turn=1):
    return reverse(page, args=[signature.pk, key, turn])


def of(signature):
    return reverse("signature_duties", args=[signature.pk])


# --- Met ---


def test_a_signatory_hands_in_an_address_and_the_page_says_by_what_it_is_met(client, signature, on):
    on("2028-08-31")
    client.force_login(mayor_of(signature))
    client.get(at("duty_fulfil", signature))

    client.post(at("duty_fulfil", signature), {"fulfilled_on": "30. 8. 2028", "url": "https://www.example.org/nacrt"})

    state = DutyState.objects.get()
    told = (state.duty_key, state.turn, state.fulfilled_on, state.fulfilled_by, state.signature)
    assert told == ("d1", 1, dt.date(2028, 8, 30), mayor_of(signature), signature)
    assert "https://www.example.org/nacrt" in client.get(of(signature)).text


def test_a_signatory_chooses_a_public_plan_of_its_own_and_of_nobody_else(client, signature, on):
    own = make(ActionPlan, title_sl="Naš načrt", organisation=signature.partner)
    make(ActionPlan, title_sl="Tuj načrt")
    client.force_login(mayor_of(signature))
    page = client.get(at("duty_fulfil", signature)).text

    client.post(at("duty_fulfil", signature), {"fulfilled_on": "2026-09-20", "plan": own.pk})

    assert ("Naš načrt" in page, "Tuj načrt" in page, DutyState.objects.get().plan) == (True, False, own)
    assert own.get_absolute_url() in client.get(of(signature)).text


def test_a_document_is_a_pdf_that_only_those_concerned_read(client, signature, people):
    client.force_login(mayor_of(signature))
    plan = SimpleUploadedFile("nacrt.pdf", (FOLDER / "example-decision.pdf").read_bytes())
    client.post(at("duty_fulfil", signature), {"fulfilled_on": "2026-09-20", "document": plan})
    found = []
    for person in (mayor_of(signature), people.editor, people.coordinator, people.foreign):
        client.force_login(person)
        sent = client.get(at("duty_document", signature))
        if sent.streaming:
            sent.getvalue()  # closes the file, and nothing else
        found.append(sent.status_code)

    assert found == [200, 200, 200, 404]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"fulfilled_on": "21. 9. 2026", "url": "https://www.example.org/"}, "še ni minil"),
        ({"fulfilled_on": "20. 9. 2026"}, "Povejte, kaj oddajate"),
        ({"fulfilled_on": "kmalu", "url": "https://www.example.org/"}, "kmalu"),
        ({"fulfilled_on": "20. 9. 2026", "plan": "999999"}, "id_fulfilled_on"),
        ({"fulfilled_on": "20. 9. 2026", "url": "javascript:alert(1)"}, "javascript:alert(1)"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field_and_nothing_is_recorded(client, signature, given, told):
    client.force_login(mayor_of(signature))

    page = client.post(at("duty_fulfil", signature), given)

    assert (page.status_code, told in page.text, DutyState.objects.count()) == (200, True, 0)


def test_a_form_sent_twice_records_once_and_who_comes_second_is_told(client, signature, people):
    client.force_login(mayor_of(signature))
    given = {"fulfilled_on": "2026-09-20", "url": "https://www.example.org/", "once": "a"}
    found = [client.post(at("duty_fulfil", signature), given).status_code for _time in range(2)]
    client.force_login(people.coordinator)
    second = client.post(at("duty_fulfil", signature), given)

    assert (found, second.status_code, DutyState.objects.get().fulfilled_by) == ([302, 302], 409, mayor_of(signature))


@pytest.mark.parametrize(("key", "turn"), [("d1", 2), ("d9", 1), ("d2", 7)])
def test_an_unknown_duty_or_turn_is_not_found(client, signature, key, turn):
    client.force_login(mayor_of(signature))

    assert client.get(at("duty_fulfil", signature, key, turn)).status_code == 404


def test_any_member_of_a_shared_group_meets_a_duty_for_all(client, text, people):
    _group, signatures = group_of_three(text, people)
    client.force_login(mayor_of(signatures[2]))
    client.post(at("duty_fulfil", signatures[0]), {"fulfilled_on": "2026-09-20", "url": "https://www.example.org/"})

    assert (DutyState.objects.get().group.name, client.get(of(signatures[1])).status_code) == ("Skupaj", 200)


# --- Taken back ---


@pytest.fixture
def met(client, signature, on):
    client.force_login(mayor_of(signature))
    client.post(at("duty_fulfil", signature), {"fulfilled_on": "2026-09-20", "url": "https://www.example.org/"})
    return signature


@pytest.mark.parametrize("name", ["mayor", "representative"])
def test_what_was_recorded_by_mistake_is_taken_back_and_the_history_keeps_it(client, met, people, name):
    person = mayor_of(met) if name == "mayor" else getattr(people, name)
    client.force_login(person)
    page = client.get(of(met)).text
    given = {"reason": "Napačen naslov.", "once": "a"}
    sent = [client.post(at("duty_take_back", met), given).status_code for _time in range(2)]

    state, step = DutyState.objects.get(), met.steps.get(step="duty_taken_back")
    assert (at("duty_take_back", met) in page, sent) == (True, [302, 302])
    assert (state.fulfilled_on, state.fulfilled_by, state.url) == (None, None, "")
    assert (step.by, step.reason.endswith(": 20. 9. 2026, https://www.example.org/. Napačen naslov.")) == (person, True)
    assert met.steps.filter(step="duty_met").count() == 1
    assert at("duty_fulfil", met) in client.get(of(met)).text or name != "mayor"


@pytest.mark.parametrize(("name", "code"), [("editor", 404), ("foreign", 404), ("reviewer", 404)])
def test_nobody_else_takes_a_met_duty_back(client, met, people, name, code):
    client.force_login(getattr(people, name))
    answer = client.post(at("duty_take_back", met), {"reason": "Kar tako."})

    assert (answer.status_code, DutyState.objects.get().fulfilled_on) == (code, dt.date(2026, 9, 20))


def test_without_a_reason_nothing_is_taken_back_and_what_is_open_cannot_be(client, met):
    empty = client.post(at("duty_take_back", met), {"reason": " "})
    other = client.post(at("duty_take_back", met, "d2"), {"reason": "Pomota."})

    assert (empty.status_code, other.status_code) == (200, 409)
    assert DutyState.objects.get().fulfilled_on == dt.date(2026, 9, 20)


def test_a_duty_taken_back_after_its_day_gets_a_new_notice_before_the_hold(text, people, on):
    partner, mayor = signatory()
    signature = signed(text, people, partner, mandate_on=dt.date(2024, 9, 1))
    daily_round()
    on("2026-09-25")
    told = {"signature": signature, "key": "d1", "turn": 1}
    fulfil(**told, by=mayor, on=dt.date(2026, 9, 25), handed_in={"url": "https://www.example.org/"})
    on("2026-11-20")
    take_back(**told, by=people.representative, reason="Pomota.")
    daily_round()

    assert (Signature.objects.get().state, DutyState.objects.get().noticed_on) == ("active", dt.date(2026, 11, 20))
    assert mayor.notices.filter(sentence="duty_overdue").count() == 2
    assert mayor.notices.get(sentence="duty_taken_back").values["comment"] == "Pomota."


# --- Moved ---


def test_the_steward_moves_a_day_with_a_reason(client, signature, people):
    client.force_login(people.representative)
    client.post(at("duty_extend", signature), {"to": "31. 12. 2028", "reason": "Volitve"})

    state = DutyState.objects.get()
    step = signature.steps.get(step="duty_extended")
    told = (state.due, state.extended_to, state.reason, state.extended_by, step.by)
    assert told == (
        dt.date(2028, 8, 31),
        dt.date(2028, 12, 31),
        "Volitve",
        people.representative,
        people.representative,
    )


@pytest.mark.parametrize(
    "given",
    [
        {"to": "31. 8. 2028", "reason": "Volitve"},
        {"to": "1. 1. 2020", "reason": "Volitve"},
        {"to": "31. 12. 2028", "reason": " "},
        {"to": "", "reason": "Volitve"},
    ],
)
def test_a_day_is_moved_to_a_later_one_for_a_reason_only(client, signature, people, given):
    client.force_login(people.representative)

    page = client.post(at("duty_extend", signature), given)

    assert (page.status_code, "errorlist" in page.text, DutyState.objects.count()) == (200, True, 0)


# --- Rights ---


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("mayor", (200, 200, 404, 404, 404)),
        ("editor", (200, 404, 404, 200, 409)),
        ("representative", (200, 404, 200, 200, 200)),
        ("coordinator", (200, 200, 200, 200, 200)),
        ("foreign", (404, 404, 404, 404, 404)),
        ("reviewer", (404, 404, 404, 404, 404)),
    ],
)
def test_each_opens_what_is_theirs(client, signature, people, name, codes):
    client.force_login(mayor_of(signature) if name == "mayor" else getattr(people, name))
    dossier = signature.text.dossier_id
    pages = [of(signature), at("duty_fulfil", signature), at("duty_extend", signature)]
    pages += [reverse(page, args=[dossier]) for page in ("commitment_duties", "commitment_end")]

    assert tuple(client.get(page).status_code for page in pages) == codes


def test_the_steward_records_for_an_organisation_without_an_account(client, text, people):
    signature = signed(text, people)
    client.force_login(people.representative)

    client.post(at("duty_fulfil", signature), {"fulfilled_on": "2026-09-20", "url": "https://www.example.org/"})

    assert DutyState.objects.get().fulfilled_by == people.representative


# --- Of all ---


def all_duties(signature):
    return reverse("commitment_duties", args=[signature.text.dossier_id])


def names(page):
    return [(row.owed.bearer.name, row.owed.standing.value) for row in page.context["rows"]]


@pytest.fixture
def several(text, people):
    """Three signatures whose plan is overdue, ahead, and far ahead."""
    days = {
        "Občina Pozna": dt.date(2024, 8, 1),
        "Občina Kmalu": dt.date(2024, 10, 31),
        "Občina Daleč": dt.date(2026, 8, 1),
    }
    for number, (name, day) in enumerate(days.items()):
        signature = signed(text, people, signatory(name, f"{number}@example.org")[0], mandate_on=day)
    return signature


def test_the_list_of_the_steward_begins_with_what_is_overdue(client, several, people):
    client.force_login(people.representative)

    page = client.get(all_duties(several))

    assert names(page)[:3] == [("Občina Pozna", "overdue"), ("Občina Kmalu", "open"), ("Občina Daleč", "coming")]
    assert (page.context["overdue"], page.context["open"], page.context["bearers"]) == (1, 1, 3)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=overdue", ["Občina Pozna"]),
        ("?q=dalec", ["Občina Daleč", "Občina Daleč"]),
        ("?state=met", []),
        ("?state=nič&page=x", 6),
        ("?q=%00", 6),
    ],
)
def test_the_list_is_narrowed_and_nonsense_narrows_nothing(client, several, people, query, found):
    client.force_login(people.representative)
    page = client.get(all_duties(several) + query)

    assert len(names(page)) == found if isinstance(found, int) else [name for name, _state in names(page)] == found


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_equally_often_for_one_and_three(
    client, text, people, number, django_assert_max_num_queries, django_assert_num_queries
):
    for each in range(number):
        signature = signed(text, people, signatory(f"Občina {each}", f"{each}@example.org")[0])
    client.force_login(people.representative)
    client.get(all_duties(signature))

    with django_assert_num_queries(11):
        client.get(all_duties(signature))


def test_the_page_of_a_signature_on_hold_says_why_and_the_history_keeps_it_at_the_desk(client, signature, on):
    for day in ("2028-09-01", "2028-10-01"):
        on(day)
        daily_round()
    client.force_login(mayor_of(signature))
    page = client.get(of(signature)).text

    assert ("V mirovanju od 1. 10. 2028" in page, Signature.objects.get().state) == (True, "on_hold")
