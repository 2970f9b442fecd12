"""Wrong passwords of others do not lock an owner out: a code by mail opens the door, and guesses stay few."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

pytestmark = pytest.mark.django_db

EMAIL, PASSWORD = "oseba@example.org", "geslo-za-preizkus"
REQUEST, CONFIRM, LOGIN = "/sl/racun/login/code/", "/sl/racun/login/code/confirm/", "/sl/racun/login/"


@pytest.fixture
def person(make_user):
    user = make_user(EMAIL)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def attack(client, tries=10):
    """Wrong passwords from as many addresses."""
    for number in range(tries):
        client.post(LOGIN, {"login": EMAIL, "password": "ni-pravo-geslo"}, REMOTE_ADDR=f"203.0.113.{number + 1}")


def code():
    return re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[-1].body, re.MULTILINE)[1]


def is_in(client):
    return "_auth_user_id" in client.session


def test_the_addresses_of_this_door_are_these():
    with translation.override("sl"):
        assert (reverse("account_request_login_code"), reverse("account_confirm_login_code")) == (REQUEST, CONFIRM)


def test_an_owner_comes_in_by_a_code_while_the_password_waits(client, person):
    attack(client)

    locked = client.post(LOGIN, {"login": EMAIL, "password": PASSWORD})
    client.post(REQUEST, {"email": EMAIL})
    client.post(CONFIRM, {"code": code()})

    assert (locked.status_code, is_in(client)) == (429, True)
    assert f'href="{REQUEST}"' in locked.content.decode()


def test_the_door_of_the_password_leads_to_the_code(client):
    assert f'href="{REQUEST}"' in client.get(LOGIN).content.decode()


def test_a_second_step_is_asked_all_the_same(client, person):
    TOTP.activate(person, generate_totp_secret())

    client.post(REQUEST, {"email": EMAIL})
    response = client.post(CONFIRM, {"code": code()})

    assert (response["Location"], is_in(client)) == (reverse("mfa_authenticate"), False)


def test_a_code_may_be_guessed_three_times(client, person):
    client.post(REQUEST, {"email": EMAIL})
    given = code()

    for _try in range(3):
        client.post(CONFIRM, {"code": "ZZZZZZ"})
    client.post(CONFIRM, {"code": given})

    assert not is_in(client)


def test_a_code_opens_only_where_it_was_asked_for(client, person, django_user_model):
    client.post(REQUEST, {"email": EMAIL})
    given, other = code(), type(client)()

    other.post(CONFIRM, {"code": given})

    assert not is_in(other)


def test_three_codes_are_sent_in_ten_minutes(client, person):
    from_anywhere = [Client(REMOTE_ADDR=f"203.0.113.{number}") for number in range(1, 6)]

    answers = [one.post(REQUEST, {"email": EMAIL}).status_code for one in from_anywhere]

    assert answers == [302, 302, 302, 200, 200]
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("language", ["sl", "en"])
def test_nobody_learns_whether_an_address_has_an_account(client, person, language):
    with translation.override(language):
        way = reverse("account_request_login_code")
    pages = []
    for email in (EMAIL, "ni-racuna@example.org"):
        response = client.post(way, {"email": email}, follow=True)
        pages.append(re.sub(r'value="[^"]{40,}"', "", response.content.decode().replace(email, "")))
        client.cookies.clear()

    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[EMAIL]]


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("sl", "[MER] Koda za vpis", "Velja 15 minut."),
        ("en", "[MER] Code to sign in", "It is valid for 15 minutes."),
    ],
)
def test_the_mail_speaks_the_language_of_the_page(client, person, language, subject, line):
    with translation.override(language):
        client.post(reverse("account_request_login_code"), {"email": EMAIL})

    assert (mail.outbox[0].subject, line in mail.outbox[0].body) == (subject, True)


def test_who_is_not_active_gets_no_code(client, person):
    person.is_active = False
    person.save()

    client.post(REQUEST, {"email": EMAIL})

    assert mail.outbox == []


# --- Where one comes to ---


@pytest.mark.parametrize(
    ("way", "after", "greeting"),
    [
        (LOGIN, "/sl/moja-miza/", "Vpisani ste kot Ana."),
        (LOGIN, "/en/desk/", "Successfully signed in as Ana."),
        ("/en/account/login/", "/sl/", "Vpisani ste kot Ana."),
    ],
)
def test_one_is_greeted_in_the_language_of_the_page_one_comes_to(client, person, way, after, greeting):
    person.name = "Ana"
    person.save()
    answer = client.post(way, {"login": EMAIL, "password": PASSWORD, "next": after})

    greeted = [str(message) for message in get_messages(answer.wsgi_request)]

    assert answer["Location"] == after
    assert greeted == [greeting]


@pytest.mark.parametrize(
    ("door", "desk"), [("/sl/admin/", "/sl/moja-miza/"), ("/en/admin/library/practice/", "/en/desk/")]
)
def test_who_may_not_enter_the_administration_comes_to_the_desk_with_a_sentence(client, person, door, desk):
    login = client.get(door, follow=True)
    answer = client.post(login.redirect_chain[-1][0], {"login": EMAIL, "password": PASSWORD, "next": door})

    page = client.get(answer["Location"])

    sentence = {"sl": "Vaš račun ne odpira administracije", "en": "Your account does not open the administration"}
    assert (answer["Location"], page.status_code) == (desk, 200)
    assert sentence[desk[1:3]] in page.content.decode()


def test_who_may_enter_the_administration_comes_to_it(client, person):
    person.is_staff = True
    person.save()

    answer = client.post(LOGIN, {"login": EMAIL, "password": PASSWORD, "next": "/en/admin/"})

    assert answer["Location"] == "/en/admin/"
