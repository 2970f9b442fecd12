"""Sign-in through an institution: whose account it opens, what is not believed, and what is said where it fails."""

import base64
import hashlib
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache

from partners.institution import provider as asking
from partners.institution import views
from partners.models import User
from tests.partners.institution.institution import CLIENT, KEYS, SECRET, Provider

pytestmark = pytest.mark.django_db

WAY = {"sl": "/sl/racun/ustanova/", "en": "/en/account/institution/"}
BACK = {"sl": "/sl/racun/ustanova/nazaj/", "en": "/en/account/institution/back/"}
NAME = "Inštitut"


@pytest.fixture(scope="module")
def serving():
    provider = Provider()
    yield provider
    provider.server.shutdown()
    provider.server.server_close()


@pytest.fixture
def provider(serving, settings):
    serving.claims, serving.told, serving.broken, serving.asked = {}, {}, {}, []
    serving.signed_by, serving.headers, serving.algorithm = KEYS[0], {"kid": "one"}, "RS256"
    serving.methods, serving.pause = ["client_secret_basic"], 0
    settings.OIDC = {"name": NAME, "server": serving.address, "client": CLIENT, "secret": SECRET}
    cache.clear()
    return serving


@pytest.fixture
def person(make_user):
    user = make_user("oseba@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def begin(client, provider, language="sl", **asked):
    """What the browser is sent to the provider with."""
    answer = client.get(WAY[language], asked)
    assert answer.status_code == 302, answer.content.decode()
    sent = {name: value for name, [value] in parse_qs(urlsplit(answer.url).query).items()}
    provider.nonce = sent["nonce"]
    return sent


def come_back(client, sent, language="sl", **changed):
    return client.get(BACK[language], {"state": sent["state"], "code": "a-code"} | changed)


def whole_way(client, provider, language="sl", **asked):
    return come_back(client, begin(client, provider, language, **asked), language)


def who(client):
    key = client.session.get("_auth_user_id")
    return key and int(key)


# --- Whose account it opens ---


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_account_with_the_address_that_both_confirmed_is_opened_and_tied(client, provider, person, language):
    answer = whole_way(client, provider, language)

    assert (answer.status_code, who(client)) == (302, person.pk)
    assert answer.url.startswith(f"/{language}/")
    [tied] = SocialAccount.objects.all()
    assert (tied.user, tied.uid, tied.extra_data, SocialToken.objects.count()) == (person, "person-1", {}, 0)


def test_the_next_time_it_is_known_by_what_the_provider_calls_the_person(client, provider, person):
    whole_way(client, provider)
    client.logout()
    provider.claims = {"email": "drugacna@example.org", "email_verified": False}

    whole_way(client, provider)

    assert (who(client), SocialAccount.objects.count()) == (person.pk, 1)


def test_what_another_provider_calls_the_same_is_another_person(client, provider, person, make_user, settings):
    whole_way(client, provider)
    client.logout()
    successor, other = Provider(), make_user("druga@example.org")
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    successor.claims = {"email": other.email}
    settings.OIDC = settings.OIDC | {"server": successor.address}

    whole_way(client, successor)

    successor.server.shutdown()
    successor.server.server_close()
    assert who(client) == other.pk


@pytest.mark.parametrize(
    "told",
    [{"email": "oseba@example.org", "email_verified": True}, {"email": "OSEBA@example.org", "email_verified": "true"}],
)
def test_an_address_that_is_not_in_the_token_is_asked_for(client, provider, person, told):
    provider.claims, provider.told = {"email": None, "email_verified": None}, told

    whole_way(client, provider)

    assert who(client) == person.pk


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "yes"},
        {"email": "nihce@example.org"},
        {"email": "nepotrjena@example.org"},
        {"email": "ni naslov"},
        {"email": ""},
    ],
)
@pytest.mark.parametrize("language", ["sl", "en"])
def test_without_an_account_with_a_confirmed_address_none_is_opened_and_none_is_made(
    client, provider, person, make_user, claims, language
):
    unconfirmed = make_user("nepotrjena@example.org")
    EmailAddress.objects.create(user=unconfirmed, email=unconfirmed.email, verified=False, primary=True)
    provider.claims = claims

    answer = whole_way(client, provider, language)

    assert (answer.status_code, who(client)) == (403, None)
    assert NAME in answer.content.decode()
    assert (User.objects.count(), SocialAccount.objects.count()) == (2, 0)


OTHER_MAILBOXES = ["mıska@zip.example.org", "miſka@zip.example.org", "mis\N{KELVIN SIGN}a@zip.example.org"]


@pytest.mark.parametrize("email", [*OTHER_MAILBOXES, "miska@zıp.example.org", ["miska@zip.example.org"], 5])
def test_an_address_that_only_looks_like_that_of_an_account_opens_nothing(client, provider, make_user, email):
    user = make_user("miska@zip.example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    provider.claims = {"email": email}

    answer = whole_way(client, provider)

    assert (answer.status_code, who(client)) == (403, None)


def test_an_account_that_is_closed_stays_so(client, provider, person):
    User.objects.update(is_active=False)

    whole_way(client, provider)

    assert who(client) is None


def test_a_second_step_is_asked_for_all_the_same(client, provider, person):
    TOTP.activate(person, generate_totp_secret())

    answer = whole_way(client, provider)

    assert (who(client), answer.url) == (None, "/sl/racun/2fa/authenticate/")
    assert Authenticator.objects.count() == 1


def test_a_password_stays_what_it_was_and_the_trail_hears_of_it(client, provider, person, monkeypatch):
    heard = []
    monkeypatch.setattr("mer_portal.trail.note", lambda action, **said: heard.append((action.value, said.get("said"))))
    before = person.password

    whole_way(client, provider)

    person.refresh_from_db()
    assert person.password == before
    assert [said for _action, said in heard] == ["institution added", ""]


# --- The way there ---


def test_the_browser_is_sent_there_with_all_that_guards_the_way_back(client, provider, person):
    sent = begin(client, provider)

    assert (sent["response_type"], sent["client_id"], sent["scope"]) == ("code", CLIENT, "openid email")
    assert sent["redirect_uri"] == f"http://testserver{BACK['sl']}"
    assert min(map(len, (sent["state"], sent["nonce"], sent["code_challenge"]))) >= 43
    come_back(client, sent)
    [(_path, posted, authorization)] = [asked for asked in provider.asked if asked[0] == "/token"]
    digest = hashlib.sha256(posted["code_verifier"][0].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == sent["code_challenge"]
    assert base64.b64decode(authorization.removeprefix("Basic ")).decode() == f"{CLIENT}:{SECRET}"


def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(client, provider, person):
    provider.methods = ["client_secret_post"]

    whole_way(client, provider)

    [(_path, posted, authorization)] = [asked for asked in provider.asked if asked[0] == "/token"]
    assert (posted["client_secret"], authorization, who(client)) == ([SECRET], "", person.pk)


@pytest.mark.parametrize(
    ("wanted", "led"),
    [("/sl/racun/email/", "/sl/racun/email/"), ("https://evil.example/", None), ("//evil.example/", None)],
)
def test_one_comes_to_the_page_one_wanted_but_to_no_other_site(client, provider, person, wanted, led):
    answer = whole_way(client, provider, next=wanted)

    assert answer.url == led if led else "evil" not in answer.url


def test_another_site_cannot_begin_it(client, provider):
    answer = client.get(WAY["sl"], HTTP_SEC_FETCH_SITE="cross-site")

    assert (answer.url, provider.asked) == ("/sl/racun/login/", [])


def test_who_is_signed_in_already_stays(client, provider, person):
    client.force_login(person)

    assert client.get(WAY["sl"]).url == "/sl/moja-miza/"


# --- What is not believed ---

FORGED = {
    "another sign-in": {"nonce": "other"},
    "no sign-in": {"nonce": None},
    "another provider": {"iss": "https://evil.example"},
    "another portal": {"aud": "other"},
    "handed over by another portal": {"aud": [CLIENT, "other"], "azp": "other"},
    "over": {"exp": int(time.time()) - 600},
    "without an end": {"exp": None},
    "not begun": {"iat": int(time.time()) + 6000},
    "of nobody": {"sub": None},
    "of an empty name": {"sub": ""},
    "of a long name": {"sub": "x" * 192},
    "of a name that no database keeps": {"sub": "a\0b"},
    "of half a letter": {"sub": "\ud800"},
    "without end": {"exp": float("inf")},
}


@pytest.mark.parametrize("what", FORGED)
def test_a_token_that_is_not_for_this_very_sign_in_opens_nothing(client, provider, person, what):
    provider.claims = FORGED[what]

    answer = whole_way(client, provider)

    assert (answer.status_code, who(client)) == (400, None)


@pytest.mark.parametrize(
    ("signed_by", "algorithm", "headers"),
    [
        (KEYS[1], "RS256", {"kid": "one"}),
        (KEYS[0], "RS256", {"kid": "two"}),
        (None, "none", {"kid": "one"}),
        ("a-secret" * 8, "HS256", {"kid": "one"}),
    ],
)
def test_a_token_that_the_provider_did_not_sign_opens_nothing(client, provider, person, signed_by, algorithm, headers):
    provider.signed_by, provider.algorithm, provider.headers = signed_by, algorithm, headers

    answer = whole_way(client, provider)

    assert (answer.status_code, who(client)) == (400, None)


def test_what_is_told_besides_of_another_person_opens_nothing(client, provider, person):
    provider.claims, provider.told = (
        {"email": None},
        {"sub": "person-2", "email": "oseba@example.org", "email_verified": True},
    )

    answer = whole_way(client, provider)

    assert (answer.status_code, who(client)) == (400, None)


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "other"},
        {"state": ""},
        {"state": "\x00"},
        {"code": ""},
        {"code": "", "error": "access_denied"},
        {"error": "<b>"},
    ],
)
def test_a_way_back_that_nobody_began_here_opens_nothing(client, provider, person, changed):
    sent = begin(client, provider)

    answer = come_back(client, sent, **changed)

    assert answer.status_code == (302 if changed == {"error": "<b>"} else 400)


def test_a_way_back_is_gone_once(client, provider, person):
    sent = begin(client, provider)
    come_back(client, sent)
    client.logout()

    assert (come_back(client, sent).status_code, who(client)) == (400, None)


def test_a_way_back_from_another_browser_opens_nothing(client, provider, person, django_user_model):
    sent = begin(client, provider)

    assert come_back(type(client)(), sent).status_code == 400


def test_who_stays_away_too_long_begins_again(client, provider, person, monkeypatch):
    sent = begin(client, provider)
    monkeypatch.setattr(views, "LASTS", -1)

    assert come_back(client, sent).status_code == 400


# --- A provider that is out of order ---

BROKEN = [(500, b""), (404, b"{}"), (302, b""), (200, b"<html>"), (200, b"[]"), (200, b"{}"), (200, b"null")]
BROKEN += [(200, b"\xff"), (200, b'{"x":' * 5000)]


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys", "/person"])
@pytest.mark.parametrize(("status", "text"), BROKEN)
def test_whatever_it_answers_is_a_sentence_and_never_a_fault(client, provider, person, path, status, text):
    provider.claims = {"email": None} if path == "/person" else {}
    provider.broken = {path: (status, text)}

    answer = client.get(WAY["en"]) if path.startswith("/.well") else whole_way(client, provider, "en")

    assert (answer.status_code, who(client)) == (504 if status == 500 else 400, None)
    assert NAME in answer.content.decode()


@pytest.mark.parametrize("language", ["sl", "en"])
def test_a_provider_that_is_down_is_said_and_the_other_ways_are_shown(client, provider, settings, language):
    settings.OIDC = settings.OIDC | {"server": "http://127.0.0.1:9"}

    answer = client.get(WAY[language])

    text = answer.content.decode()
    assert (answer.status_code, NAME in text, 'role="alert"' in text) == (504, True, True)
    assert f"/{language}/" in text


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys"])
def test_an_answer_that_does_not_end_is_not_read_to_its_end(client, provider, person, path):
    provider.broken = {path: (200, provider.answer(path, {})[1] | {"more": "x" * 1_000_000})}

    answer = client.get(WAY["en"]) if path.startswith("/.well") else whole_way(client, provider, "en")

    assert (answer.status_code, who(client)) == (400, None)


def test_who_signs_in_does_not_wait_for_an_answer_that_comes_drop_by_drop(client, provider, monkeypatch):
    monkeypatch.setattr(asking, "PATIENCE", 0.2)
    provider.pause = 0.05

    assert client.get(WAY["en"]).status_code == 504


@pytest.mark.parametrize("said", [None, 5, [], "", "/here", "javascript:alert(1)", "ftp://example.org/"])
@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_what_is_no_address_of_the_provider_is_not_asked(client, provider, person, name, said):
    path = "/.well-known/openid-configuration"
    provider.broken = {path: (200, provider.answer(path, {})[1] | {name: said})}

    answer = client.get(WAY["en"]) if name.startswith("auth") else whole_way(client, provider, "en")

    assert (answer.status_code, who(client)) == (400, None)


def test_a_provider_with_https_is_asked_nothing_without(client, provider, monkeypatch):
    server = "https://login.example.org"
    known = {"issuer": server, "authorization_endpoint": provider.address + "/authorize"}
    monkeypatch.setattr(asking, "ask", lambda *asked, **more: known)
    monkeypatch.setitem(asking.settings.OIDC, "server", server)

    assert client.get(WAY["en"]).status_code == 400


def test_a_provider_that_does_not_say_how_it_takes_the_secret_is_no_fault(client, provider, person):
    provider.methods = None

    whole_way(client, provider)

    assert who(client) == person.pk


def test_nobody_waits_for_a_provider_that_has_just_said_nothing(client, provider):
    provider.broken = {"/.well-known/openid-configuration": (500, b"")}

    statuses = [client.get(WAY[language]).status_code for language in ("sl", "en", "sl")]

    assert (statuses, len(provider.asked)) == ([504] * 3, 1)


def test_a_provider_that_calls_itself_otherwise_is_not_asked(client, provider):
    provider.broken = {"/.well-known/openid-configuration": (200, {"issuer": "https://evil.example"})}

    assert client.get(WAY["sl"]).status_code == 400


# --- Where it is shown ---


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_sign_in_page_shows_one_link_only_where_there_is_a_provider(client, provider, settings, language):
    login = {"sl": "/sl/racun/login/", "en": "/en/account/login/"}[language]
    with_it = client.get(login, {"next": "/sl/racun/email/?x=1&y"}).content.decode()
    settings.OIDC = None
    without = client.get(login).content.decode()

    assert with_it.count(f'href="{WAY[language]}?next=%2Fsl%2Fracun%2Femail%2F%3Fx%3D1%26y"') == 1
    assert (WAY[language] in without, NAME in without) == (False, False)


@pytest.mark.parametrize("address", [*WAY.values(), *BACK.values()])
def test_without_a_provider_there_is_no_such_page(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rest", ["", "signup/", "login/error/", "login/cancelled/"])
@pytest.mark.parametrize("account", ["/sl/racun/", "/en/account/"])
def test_the_pages_of_the_package_for_other_providers_are_not_there(client, provider, person, account, rest):
    client.force_login(person)

    assert client.get(f"{account}3rdparty/{rest}").status_code == 404


# --- People without a password ---


def test_who_has_no_password_signs_in_by_the_institution_and_is_led_to_a_password_before_leaving(
    client, provider, person
):
    person.set_unusable_password()
    person.save()
    whole_way(client, provider)

    page = client.get("/sl/racun/vasi-podatki/izbris/")
    change = client.get("/sl/racun/password/change/")

    assert (who(client), page.status_code) == (person.pk, 200)
    assert "/sl/racun/password/reset/" in page.content.decode()
    assert (change.status_code, change.url) == (302, "/sl/racun/password/set/")
