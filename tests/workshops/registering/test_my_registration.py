"""The private page of a registration: where it stands, what is next, and what its owner does there."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.models import Partner
from publishing.refusals import Refused
from tests.factories import make
from tests.workshops.attending.there import past_form, was_there
from tests.workshops.coming import comes, now_of, open_form, states, wishes
from tests.workshops.registering.coming_by_page import answers_of, ask, link_of, mails_to, way, words
from workshops.attending.certificates import issue, revoke
from workshops.attending.guests import Guest
from workshops.models import HOLDING, Event, Registration
from workshops.registering.changing import change_details
from workshops.registering.steps import is_in_time, lapse, reject, withdraw

pytestmark = pytest.mark.django_db


def offered(form, people=1, **told):
    """One who waited and is offered what another left."""
    holder = comes(form)
    registration = comes(form, people, **told)
    withdraw(registration=holder)
    assert states(registration) == ["offered"]
    return now_of(registration)


def slept_over(registration):
    """The offer is over, and no round and no worker came by."""
    past = timezone.now() - dt.timedelta(minutes=1)
    Registration.objects.filter(pk=registration.pk).update(offer_until=past)
    return now_of(registration)


# --- What it says ---


def test_the_page_is_kept_by_nobody_and_found_by_nobody(client):
    response = client.get(link_of(comes(open_form())))

    assert "no-store" in response["Cache-Control"]
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")


@pytest.mark.parametrize(
    ("fields", "people", "sentence"),
    [
        ({}, 2, "Vaša prijava je potrjena: 2 mesti."),
        ({"approval": True}, 1, "Vaša prijava je v presoji."),
        ({"capacity": 1}, 2, "Ste 1. na čakalni listi."),
    ],
)
def test_the_state_is_said_in_a_sentence(client, fields, people, sentence):
    registration = comes(open_form(**fields), people)

    assert sentence in words(client.get(link_of(registration)))


def test_under_consideration_is_never_called_waiting(client):
    page = words(client.get(link_of(comes(open_form(approval=True)))))

    assert ("v presoji" in page, "na čakalni listi" in page) == (True, False)


def test_a_refusal_says_why(client):
    registration = comes(open_form(approval=True))
    reject(registration=registration, by=None, reason="Samo za partnerje.")

    assert "Samo za partnerje." in words(client.get(link_of(registration)))


@pytest.mark.parametrize(("approval", "shown"), [(True, False), (False, True)])
def test_practical_information_is_for_those_who_come(client, approval, shown):
    registration = comes(open_form(approval=approval, practical_sl="Avtobus čaka ob 8.00."))

    assert ("Avtobus čaka" in words(client.get(link_of(registration)))) == shown


@pytest.mark.parametrize("registrations", [1, 12])
def test_the_page_asks_the_database_as_often_however_many_wait(client, registrations, django_assert_max_num_queries):
    form = open_form(capacity=1)
    found = [comes(form) for _number in range(registrations + 1)]
    client.get(link_of(found[-1]))

    with django_assert_max_num_queries(14):
        client.get(link_of(found[-1]))


def test_a_foreign_or_broken_token_opens_nothing(client):
    token = comes(open_form()).token
    address = reverse("my_registration", args=[token[::-1]])

    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]


# --- An offer ---


def test_the_first_button_of_an_offer_accepts_it(client):
    registration = offered(open_form(capacity=1))
    page = client.get(link_of(registration)).content.decode()

    main = page[page.index("<main") :]
    assert main.index("<button") < main.index("Sprejmem mesto") < main.index("Mesta ne sprejmem")

    client.post(way("offer", registration), {"do": "accept"})
    assert states(registration) == ["confirmed"]


def test_opening_an_offer_accepts_nothing(client):
    registration = offered(open_form(capacity=1))

    client.get(way("offer", registration)), client.head(way("offer", registration))

    assert states(registration) == ["offered"]


def test_a_declined_offer_goes_to_the_next(client):
    form = open_form(capacity=1)
    registration = offered(form)
    following = comes(form)

    client.post(way("offer", registration), {"do": "decline"})

    assert states(registration, following) == ["withdrawn", "offered"]


def test_a_party_that_gets_fewer_places_says_who_comes(client):
    form = open_form(capacity=2)
    keeps, leaves = comes(form), comes(form)
    registration = comes(form, 3, least=1)
    withdraw(registration=leaves), withdraw(registration=keeps)
    registration = now_of(registration)
    assert (registration.state, registration.held) == ("offered", 1)
    first, second = registration.companions.all()

    too_many = client.post(way("offer", registration), {"do": "accept", "coming": [first.pk]})
    client.post(way("offer", registration), {"do": "accept"})

    assert too_many.context["taking"].errors
    assert (states(registration), registration.companions.count()) == (["confirmed"], 0)
    assert second.pk


def test_a_lapsed_offer_is_refused_though_the_worker_slept(client):
    form = open_form(capacity=1)
    registration = slept_over(offered(form))

    response = client.post(way("offer", registration), {"do": "accept"})

    assert (response.status_code, states(registration)) == (409, ["offered"])
    assert "Ponudba je potekla" in words(response)
    assert "Znova na čakalno listo?" in words(client.get(link_of(registration)))


def test_whoever_lets_an_offer_lapse_can_queue_again_at_the_end(client):
    form = open_form(capacity=1)
    registration = slept_over(offered(form))
    following = comes(form)

    client.post(way("queue", registration)), client.post(way("queue", registration))

    assert states(registration, following) == ["waiting", "offered"]
    assert [step.step for step in registration.steps.order_by("pk")][-2:] == ["lapse", "queue_again"]


def test_whoever_withdrew_does_not_queue_again_by_the_link(client):
    registration = comes(open_form())
    withdraw(registration=registration)

    response = client.post(way("queue", registration))

    assert (response.status_code, states(registration)) == (409, ["withdrawn"])


# --- Leaving ---


def test_withdrawing_is_asked_first_and_done_once(client):
    form = open_form(capacity=1)
    registration, following = comes(form), comes(form)

    client.get(way("withdraw", registration)), client.head(way("withdraw", registration))
    assert states(registration) == ["confirmed"]
    codes = [client.post(way("withdraw", registration)).status_code for _time in range(2)]

    assert (codes, states(registration, following)) == ([302, 302], ["withdrawn", "offered"])
    assert registration.steps.filter(step="withdraw").count() == 1
    assert following.steps.filter(step="offer").count() == 1


@pytest.mark.parametrize("name", ["change", "withdraw"])
def test_who_has_left_changes_nothing_any_more(client, name):
    registration = comes(open_form())
    withdraw(registration=registration)

    assert client.get(way(name, registration)).url == link_of(registration)


# --- Questions that follow ---


def test_questions_that_follow_are_no_page_before_the_place_is_confirmed(client):
    form = open_form(approval=True)
    ask(form, "Prihod", stage="follow_up")
    registration = comes(form)

    codes = [method(way("follow_up", registration)).status_code for method in (client.get, client.post)]

    assert codes == [404, 404]


def test_questions_that_follow_are_counted_as_they_are_answered(client):
    form = open_form()
    arrival = ask(form, "Prihod", stage="follow_up")
    ask(form, "Soba", stage="follow_up", each_person=True)
    registration = comes(form, 2)

    before = words(client.get(link_of(registration)))
    client.post(way("follow_up", registration), {f"question-{arrival.pk}-0": "ob 9.00"})
    after = words(client.get(link_of(registration)))

    assert ("Odgovorjeno: 0 od 2" in before, "Odgovorjeno: 1 od 2" in after) == (True, True)
    assert answers_of(registration) == [("Prihod", "", "ob 9.00")]


def test_the_pages_of_an_unproven_registration_do_nothing(client):
    registration = wishes(open_form())

    codes = [client.post(way(name, registration)).status_code for name in ("change", "withdraw", "offer", "queue")]

    assert (set(codes) <= {302, 409}, states(registration)) == (True, ["unverified"])
    assert len(mails_to(registration.email)) == 1


@pytest.mark.parametrize("key", ["9" * 40, "\x00", "x", "-1"])
def test_a_key_that_no_companion_has_is_told_and_the_offer_stays(client, key):
    registration = offered(open_form(capacity=1), 3, least=1)

    answer = client.post(way("offer", registration), {"coming": [key]})

    assert (answer.status_code, states(registration)) == (200, ["offered"])
    assert answer.context["taking"].errors


def closed_since(form, minutes, sent=10):
    """Registration closed so many minutes ago; who had sent the form so many minutes before."""
    now = timezone.now()
    form.closes_at = now - dt.timedelta(minutes=minutes)
    form.save()
    form.registrations.update(created_at=form.closes_at - dt.timedelta(minutes=sent))


@pytest.mark.parametrize(("minutes", "state"), [(49, "confirmed"), (59, "confirmed"), (61, "unverified")])
def test_who_sent_the_form_in_time_proves_the_address_within_an_hour_after_closing(client, minutes, state):
    form = open_form()
    registration = wishes(form)
    closed_since(form, minutes)

    page = client.get(link_of(registration))
    answer = client.post(link_of(registration))

    assert (state == "confirmed") == ("Da, potrjujem prijavo" in words(page))
    assert (states(registration), answer.status_code) == ([state], 302 if state == "confirmed" else 409)
    if answer.status_code == 409:
        assert "bilo mogoče potrditi do" in words(answer)


@pytest.mark.parametrize(("sent", "proven", "in_time"), [
    (-1, 3600, True), (-1, 3601, False), (0, 1, False), (-7200, 3600, True),
])  # fmt: skip
def test_the_hour_of_grace_has_sharp_ends(monkeypatch, sent, proven, in_time):
    form = open_form()
    monkeypatch.setattr(timezone, "now", lambda: form.closes_at + dt.timedelta(seconds=proven))

    assert is_in_time(form, form.closes_at + dt.timedelta(seconds=sent)) == in_time


def test_the_sending_counts_in_line_for_who_proves_soon_after_closing(client):
    form = open_form()
    registration = wishes(form)
    closed_since(form, 40)

    client.post(link_of(registration))

    assert now_of(registration).queued_at == now_of(registration).created_at


def test_who_sent_the_form_after_closing_is_not_in_time(client):
    form = open_form()
    registration = wishes(form)
    closed_since(form, 20, sent=-5)  # the hour of closing was set back meanwhile

    assert client.post(link_of(registration)).status_code == 409
    assert states(registration) == ["unverified"]


def test_an_old_link_proves_nothing_while_the_day_of_the_event_is_not_known(client):
    registration = wishes(open_form())
    Event.objects.filter(pk=registration.form.event_id).update(start="2090-05", end="2090-05")

    answers = [getattr(client, method)(link_of(registration)) for method in ("get", "post")]

    assert ([answer.status_code for answer in answers], states(registration)) == ([200, 409], ["unverified"])
    assert all("Dan dogodka trenutno ni znan" in words(answer) for answer in answers)


# --- The own details ---

DETAILS = {"name": "Ana Žagar", "organisation": "Občina Vič", "country": "IT", "language": "en"}


def told_of(registration):
    found = now_of(registration)
    return {name: str(getattr(found, name)) for name in DETAILS}


@pytest.mark.parametrize("state", ["pending", "waiting", "confirmed", "attended", "absent"])
def test_one_corrects_the_own_details_as_long_as_the_registration_stands(client, state):
    registration = comes(open_form())
    held = 1 if state in HOLDING else 0
    Registration.objects.filter(pk=registration.pk).update(state=state, held=held)

    answer = client.post(way("details", registration), DETAILS, follow=True)

    assert told_of(registration) == DETAILS
    assert "Vaše spremembe so shranjene." in words(answer)


def test_who_has_withdrawn_corrects_nothing(client):
    registration = comes(open_form())
    withdraw(registration=registration)

    client.post(way("details", registration), DETAILS)

    assert told_of(registration) != DETAILS


def test_the_address_stays_and_the_page_says_how_one_comes_under_another(client):
    registration = comes(open_form())

    page = words(client.get(way("details", registration)))
    client.post(way("details", registration), DETAILS | {"email": "druga@example.org"})

    assert "se prijavite z njim" in page
    assert now_of(registration).email == registration.email


@pytest.mark.parametrize(("name", "value"), [("name", "王伟"), ("name", ""), ("country", "XX"), ("language", "xx")])
def test_details_that_cannot_be_are_explained_and_nothing_is_kept(client, name, value):
    registration = comes(open_form())

    answer = client.post(way("details", registration), DETAILS | {name: value})

    assert list(answer.context["form"].errors) == [name]
    assert told_of(registration) != DETAILS


def test_the_name_stays_once_a_certificate_bears_it_and_is_free_again_once_that_is_revoked(client):
    registration = was_there(past_form())
    certificate, _is_new = issue(guest=Guest(registration))

    page = words(client.get(way("details", registration)))
    client.post(way("details", registration), DETAILS)
    kept, organisation = now_of(registration).name, now_of(registration).organisation
    with pytest.raises(Refused):
        change_details(registration=registration, name="Drugo ime")
    revoke(certificate=certificate, reason="Napaka v imenu.")
    client.post(way("details", registration), DETAILS)

    assert "je na izdanem potrdilu" in page
    assert (kept, organisation, now_of(registration).name) == (registration.name, "Občina Vič", "Ana Žagar")


def test_nobody_comes_in_once_the_event_was_moved_and_is_over(client):
    form = open_form()
    registration = wishes(form)
    day = (timezone.localdate() - dt.timedelta(1)).isoformat()
    Event.objects.filter(pk=form.event_id).update(start=day, end=day)

    answer = client.post(link_of(registration))

    assert (answer.status_code, states(registration)) == (409, ["unverified"])
    assert answer.context["refusal"] == "Prijave so zaprte."


def test_who_stands_in_line_again_takes_no_more_than_the_share_of_the_partner(client):
    form, partner = open_form(capacity=1, most_per_partner=1), make(Partner)
    registration = slept_over(offered(form, partner=partner))
    lapse(registration.pk)
    comes(form, partner=partner)

    answer = client.post(way("queue", registration))

    assert (answer.status_code, states(registration)) == (409, ["withdrawn"])
