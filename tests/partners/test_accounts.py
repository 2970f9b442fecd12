"""Who gets in, by what, and what the two groups of staff may do."""

import re
import time
from io import StringIO
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from library.models import Practice
from partners.models import Membership, Partner, User
from tests.factories import make

pytestmark = pytest.mark.django_db
PASSWORD = "geslo-za-preizkus"
LOGIN = {"sl": "/sl/racun/login/", "en": "/en/account/login/"}
RESET = {"sl": "/sl/racun/password/reset/", "en": "/en/account/password/reset/"}


@pytest.fixture
def person(make_user):
    """Somebody on the staff whose e-mail address is confirmed."""

    def make_person(email="oseba@example.org", **fields):
        user = make_user(email, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    return make_person


def sign_in(client, email, password=PASSWORD, language="sl", **more):
    return client.post(LOGIN[language], {"login": email, "password": password, **more})


def who(client):
    """The primary key of the person who is signed in."""
    key = client.session.get("_auth_user_id")
    return key and int(key)


def errors(response):
    return [str(error) for found in response.context["form"].errors.values() for error in found]


# --- Signing in ---


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("typed", ["oseba@example.org", "OSEBA@EXAMPLE.ORG", " Oseba@Example.org "])
def test_people_sign_in_by_e_mail_however_they_write_it(client, person, language, typed):
    user = person("oseba@example.org")

    response = sign_in(client, typed, language=language)

    with translation.override(language):
        assert (response.status_code, response["Location"]) == (302, reverse("desk"))
    assert who(client) == user.pk


def test_people_whose_address_was_stored_with_capital_letters_sign_in_too(client, person):
    user = person("Oseba@Example.org")

    sign_in(client, "Oseba@Example.org")

    assert who(client) == user.pk


@pytest.mark.parametrize("language", ["sl", "en"])
def test_a_wrong_password_stays_on_the_page_with_a_message(client, person, language):
    user = person()

    response = sign_in(client, user.email, "napačno geslo", language)

    assert (response.status_code, who(client)) == (200, None)
    assert len(errors(response)) == 1
    assert response.content.decode().count(f'<html lang="{language}">') == 1


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(client, person):
    user = person()

    known, unknown = sign_in(client, user.email, "napačno"), sign_in(client, "nihce@example.org", "napačno")

    assert (known.status_code, errors(known)) == (unknown.status_code, errors(unknown))


def test_a_locked_account_does_not_get_in(client, person):
    user = person(is_active=False)

    sign_in(client, user.email)

    assert who(client) is None


def test_after_ten_wrong_passwords_even_the_right_one_must_wait(client, person):
    user = person()

    wrong = [sign_in(client, user.email, "napačno").status_code for _ in range(10)]
    eleventh = sign_in(client, user.email)

    assert wrong == [200] * 10
    assert (eleventh.status_code, who(client)) == (429, None)


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_page_that_asks_to_wait_is_in_the_readers_language(client, language):
    answers = [client.post(RESET[language], {"email": f"a{number}@example.org"}) for number in range(21)]

    page = answers[-1].content.decode()
    assert answers[-1].status_code == 429
    assert re.findall(r'<html lang="(\w+)">', page) == [language]
    assert len(re.findall(r"<h1>", page)) == 1


def test_a_forged_forwarding_header_does_not_lift_the_limit(client, person):
    user = person()
    for number in range(10):
        client.post(
            LOGIN["sl"],
            {"login": user.email, "password": "napačno"},
            headers={"x-forwarded-for": f"10.0.0.{number}"},
        )

    response = client.post(
        LOGIN["sl"], {"login": user.email, "password": PASSWORD}, headers={"x-forwarded-for": "10.9.9.9"}
    )

    assert (response.status_code, who(client)) == (429, None)


@pytest.mark.parametrize("address", ["/sl/racun/signup/", "/en/account/signup/"])
def test_nobody_signs_up_by_themselves(client, address):
    page = client.get(address)
    client.post(address, {"email": "novo@example.org", "password1": PASSWORD, "password2": PASSWORD})

    assert page.status_code == 200
    assert page.content.decode().count('name="password1"') == 0
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "https:evil.example",
        "///evil.example",
        "http://testserver@evil.example/",
    ],
)
def test_after_signing_in_nobody_is_led_to_a_foreign_place(client, person, wanted):
    user = person()

    response = sign_in(client, user.email, next=wanted)

    assert (response.status_code, response["Location"]) == (302, reverse("desk"))


def test_after_signing_in_people_go_on_where_they_wanted_to(client, person):
    user = person(group="Coordinators")

    response = sign_in(client, user.email, next="/sl/admin/library/practice/")

    assert response["Location"] == "/sl/admin/library/practice/"


def test_the_session_gets_a_new_key_at_signing_in(client, person):
    user = person()
    client.get(LOGIN["sl"])
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    sign_in(client, user.email)

    assert client.session.session_key != before
    assert who(client) == user.pk


def test_signing_out_takes_a_form_and_ends_the_session(client, person):
    user = person()
    sign_in(client, user.email)
    stolen = client.cookies["sessionid"].value

    asked = client.get("/sl/racun/logout/")
    still_in = who(client)
    client.post("/sl/racun/logout/")

    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert (asked.status_code, still_in) == (200, user.pk)
    assert (who(client), who(thief)) == (None, None)


def test_a_changed_password_ends_the_other_sessions(client, person):
    user = person()
    other = Client()
    sign_in(client, user.email)
    sign_in(other, user.email)

    client.post(
        "/sl/racun/password/change/",
        {"oldpassword": PASSWORD, "password1": "povsem-novo-geslo-7", "password2": "povsem-novo-geslo-7"},
    )

    user.refresh_from_db()
    assert user.check_password("povsem-novo-geslo-7")
    assert other.get("/sl/racun/email/").status_code == 302
    assert client.get("/sl/racun/email/").status_code == 200


@pytest.mark.parametrize("password", ["kratko1", "password1234", "oseba@example.org", ""])
def test_a_weak_password_is_refused_with_a_sentence(client, person, password):
    user = person("oseba@example.org")
    sign_in(client, user.email)

    response = client.post(
        "/sl/racun/password/change/", {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )

    assert response.status_code == 200
    assert len(errors(response)) >= 1


# --- A forgotten password ---


@pytest.mark.parametrize(("language", "start"), [("sl", "/sl/racun/"), ("en", "/en/account/")])
def test_the_mail_for_a_new_password_leads_to_the_portal_in_the_readers_language(
    client, person, mailoutbox, settings, language, start
):
    user = person()

    client.post(RESET[language], {"email": user.email})

    [mail] = mailoutbox
    [link] = re.findall(r"https?://\S+", mail.body)
    assert mail.to == [user.email]
    assert mail.subject.startswith("[MER] ")
    assert link.startswith(settings.SITE_URL + start)


def test_the_link_in_a_mail_never_names_the_host_that_a_request_names(client, person, mailoutbox, settings):
    user = person()
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    settings.SITE_URL = "https://portal.example.eu"

    client.post(RESET["sl"], {"email": user.email}, headers={"host": "other.example"})

    hosts = {urlsplit(link).netloc for link in re.findall(r"https?://\S+", mailoutbox[0].body)}
    assert hosts == {"portal.example.eu"}


def test_the_mails_in_both_languages_are_not_the_same(client, person, mailoutbox):
    user = person()

    for language in ("sl", "en"):
        client.post(RESET[language], {"email": user.email})

    sl, en = (re.sub(r"https?://\S+", "", mail.body) for mail in mailoutbox)
    assert sl != en
    assert mailoutbox[0].subject != mailoutbox[1].subject


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(client, person):
    user = person()

    known = client.post(RESET["sl"], {"email": user.email})
    unknown = client.post(RESET["sl"], {"email": "nihce@example.org"})

    assert (known.status_code, known["Location"]) == (302, "/sl/racun/password/reset/done/")
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])


def test_no_mail_goes_to_people_who_have_no_account(client, mailoutbox):
    client.post(RESET["sl"], {"email": "nihce@example.org"})

    assert mailoutbox == []


def test_the_link_of_the_mail_sets_a_new_password_once(client, person, mailoutbox):
    user = person()
    client.post(RESET["sl"], {"email": user.email})
    [link] = re.findall(r"https?://testserver(\S+)", mailoutbox[0].body)
    new = {"password1": "povsem-novo-geslo-7", "password2": "povsem-novo-geslo-7"}

    form = client.get(link)
    client.post(form["Location"], new)
    again = Client().get(link)

    user.refresh_from_db()
    assert user.check_password("povsem-novo-geslo-7")
    assert again.status_code == 200
    assert again.content.decode().count('name="password1"') == 0


# --- The administration and the second step ---


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_administration_sends_people_to_the_portals_own_sign_in(client, language):
    first = client.get(f"/{language}/admin/")
    second = client.get(first["Location"])

    assert first["Location"] == f"/{language}/admin/login/?next=/{language}/admin/"
    assert second["Location"] == f"{LOGIN[language]}?next=%2F{language}%2Fadmin%2F"


def test_the_sign_in_of_the_stock_administration_takes_no_password(client, person):
    user = person(group="Coordinators")

    client.post("/sl/admin/login/", {"username": user.email, "password": PASSWORD})

    assert who(client) is None


@pytest.fixture
def guarded(person):
    """A coordinator with an activated second step, and its secret."""
    user = person(group="Coordinators")
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return user, secret


def current_code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_with_a_second_step_the_password_alone_opens_nothing(client, guarded):
    user, _secret = guarded

    response = sign_in(client, user.email)

    assert response["Location"].startswith("/sl/racun/2fa/authenticate/")
    assert who(client) is None
    assert client.get("/sl/admin/").status_code == 302


def test_the_code_of_the_second_step_opens_the_administration(client, guarded):
    user, secret = guarded
    sign_in(client, user.email)

    client.post("/sl/racun/2fa/authenticate/", {"code": current_code(secret)})

    assert who(client) == user.pk
    assert client.get("/sl/admin/").status_code == 200


def test_a_wrong_code_opens_nothing(client, guarded):
    user, secret = guarded
    sign_in(client, user.email)
    code = current_code(secret)
    wrong = f"{(int(code) + 500_000) % 1_000_000:06}"

    response = client.post("/sl/racun/2fa/authenticate/", {"code": wrong})

    assert (response.status_code, who(client), len(errors(response))) == (200, None, 1)


def test_a_code_opens_only_once(client, guarded):
    user, secret = guarded
    code = current_code(secret)
    other = Client()
    for browser in (client, other):
        sign_in(browser, user.email)
        browser.post("/sl/racun/2fa/authenticate/", {"code": code})

    assert (who(client), who(other)) == (user.pk, None)


def test_a_recovery_code_works_once(client, guarded):
    user, _secret = guarded
    code = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    other = Client()

    for browser in (client, other):
        sign_in(browser, user.email)
        browser.post("/sl/racun/2fa/authenticate/", {"code": code})

    assert (who(client), who(other)) == (user.pk, None)


def test_somebody_who_is_signed_in_switches_the_second_step_on(client, person):
    user = person(group="Coordinators")
    sign_in(client, user.email)
    client.post("/sl/racun/reauthenticate/", {"password": PASSWORD})
    form = client.get("/sl/racun/2fa/totp/activate/")

    done = client.post("/sl/racun/2fa/totp/activate/", {"code": current_code(form.context["form"].secret)})
    shown = client.get("/sl/racun/2fa/recovery-codes/").content.decode()

    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    assert done.status_code == 302
    assert set(user.authenticator_set.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert [code for code in codes if code not in shown] == []


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize(
    "path", ["email/", "password/change/", "logout/", "2fa/", "2fa/totp/activate/", "reauthenticate/"]
)
def test_every_page_of_an_account_opens_in_both_languages(client, person, language, path):
    user = person(group="Coordinators")
    sign_in(client, user.email, language=language)
    client.post(LOGIN[language].replace("login/", "reauthenticate/"), {"password": PASSWORD})

    response = client.get(LOGIN[language].replace("login/", path))

    page = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r'<html lang="(\w+)">', page) == [language]
    assert len(re.findall(r"<h1\b", page)) == 1


# --- The first administrator ---


def test_the_first_administrator_is_made_once_and_its_password_is_shown_once(client, settings):
    settings.ADMIN_EMAIL = "prvi@example.org"
    first, second = StringIO(), StringIO()

    call_command("first_admin", stdout=first)
    call_command("first_admin", stdout=second)

    [user] = User.objects.all()
    [password] = re.findall(r"password  (\S+)", first.getvalue())
    assert (user.email, user.is_staff, user.is_superuser) == ("prvi@example.org", True, True)
    assert user.check_password(password)
    assert len(password) >= 20
    assert second.getvalue() == ""
    assert list(user.emailaddress_set.values_list("email", "verified", "primary")) == [("prvi@example.org", True, True)]


def test_the_first_administrator_gets_in_with_that_password(client, settings):
    settings.ADMIN_EMAIL = "Prvi@Example.org"
    said = StringIO()
    call_command("first_admin", stdout=said)
    [password] = re.findall(r"password  (\S+)", said.getvalue())

    sign_in(client, "prvi@example.org", password)

    assert client.get("/sl/admin/").status_code == 200


def test_two_people_cannot_have_the_same_address_in_different_letters(admin, client):
    User.objects.create_user("oseba@example.org", PASSWORD)
    client.force_login(admin)
    form = {"email": "Oseba@Example.org", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    form |= {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}

    response = client.post(reverse("admin:partners_user_add"), form)

    assert response.status_code == 200
    assert sum(len(found) for found in response.context["adminform"].form.errors.values()) == 1


def test_passwords_in_the_administration_are_never_shown(admin, client):
    client.force_login(admin)

    page = client.get(reverse("admin:partners_user_change", args=[admin.pk])).content.decode()

    assert page.count(admin.password) == 0


# --- The two groups ---


def rights(name):
    found = Permission.objects.filter(group__name=name).select_related("content_type")
    return {(permission.content_type.model, permission.codename.partition("_")[0]) for permission in found}


ENTRIES = ["practice", "publication", "book", "chapter", "term", "partner", "place", "post", "project", "event", "tool"]
ENTRIES += ["actionplan", "commitment", "transfer"]


@pytest.mark.parametrize("model", ENTRIES)
def test_coordinators_run_the_content_and_reviewers_read_it(model):
    steps = {"add", "change", "delete", "publish", "view"}

    coordinator = {step for found, step in rights("Coordinators") if found == model}
    reviewer = {step for found, step in rights("Reviewers") if found == model}

    assert coordinator == steps
    assert reviewer == ({"view", "change"} if model == "practice" else {"view"})


def test_nobody_in_a_group_may_rewrite_history_or_derived_rows():
    touched = {
        (model, step) for name in ("Coordinators", "Reviewers") for model, step in rights(name) if step != "view"
    }

    derived = {"card", "cardfacet", "cataloguestate", "loadedrecord"}
    assert {pair for pair in touched if pair[0].startswith("historical") or pair[0] in derived} == set()


def test_no_group_changes_people_groups_or_permissions():
    both = rights("Coordinators") | rights("Reviewers")

    touched = {
        (model, step)
        for model, step in both
        if model in {"user", "group", "permission", "authenticator", "emailaddress"}
    }
    assert {pair for pair in touched if pair[1] != "view"} <= {("user", "add")}


def test_a_reviewer_sees_no_people(client, make_user):
    client.force_login(make_user(group="Reviewers"))

    assert client.get(reverse("admin:partners_user_changelist")).status_code == 403


def user_form(**fields):
    form = {"email": "nova@example.org", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    return form | {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0} | fields


POWERS = {"is_staff": "on", "is_superuser": "on", "is_active": "on"}


def test_a_coordinator_cannot_make_an_administrator(client, coordinator):
    client.force_login(coordinator)

    client.post(reverse("admin:partners_user_add"), user_form(**POWERS))

    assert list(User.objects.filter(is_superuser=True)) == []
    assert list(User.objects.filter(is_staff=True)) == [coordinator]


def test_a_coordinator_makes_no_accounts(client, coordinator):
    client.force_login(coordinator)

    response = client.post(reverse("admin:partners_user_add"), user_form(**POWERS))

    assert response.status_code == 403
    assert list(User.objects.filter(email="nova@example.org")) == []


@pytest.mark.parametrize("listing", ["admin:partners_user_changelist", "admin:index"])
def test_what_a_coordinator_is_offered_for_people_also_opens(client, coordinator, listing):
    client.force_login(coordinator)
    add = reverse("admin:partners_user_add")
    listed = client.get(reverse(listing))

    offered = f'href="{add}"' in listed.content.decode()

    assert (offered, client.get(add).status_code) in [(True, 200), (False, 403)]


@pytest.mark.parametrize("group", ["Coordinators", "Reviewers"])
def test_nobody_raises_their_own_rights(client, make_user, group):
    user = make_user(group=group)
    client.force_login(user)

    form = user_form(email=user.email, groups=[found.pk for found in Group.objects.all()], **POWERS)
    response = client.post(reverse("admin:partners_user_change", args=[user.pk]), form)

    user.refresh_from_db()
    assert response.status_code == 403
    assert (user.is_superuser, list(user.groups.values_list("name", flat=True))) == (False, [group])


def test_nobody_in_a_group_sets_the_password_of_an_administrator(client, coordinator, admin):
    client.force_login(coordinator)

    response = client.post(
        reverse("admin:auth_user_password_change", args=[admin.pk]),
        {"usable_password": "true", "password1": "povsem-novo-geslo-7", "password2": "povsem-novo-geslo-7"},
    )

    admin.refresh_from_db()
    assert response.status_code == 403
    assert admin.check_password(PASSWORD)


def test_a_person_made_in_the_administration_can_sign_in(client, admin, mailoutbox):
    client.force_login(admin)
    client.post(reverse("admin:partners_user_add"), user_form())
    new = Client()

    response = sign_in(new, "nova@example.org")

    assert response["Location"] == "/sl/racun/confirm-email/"
    assert [mail.to for mail in mailoutbox] == [["nova@example.org"]]


def test_a_membership_alone_opens_no_administration(client, make_user):
    user = make_user()
    Membership.objects.create(user=user, partner=make(Partner))
    client.force_login(user)

    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_drafts_are_for_staff_only(client, make_user):
    draft = make(Practice, published=False)
    client.force_login(make_user())

    assert client.get(draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("name", "told"), [("account_logout", "1"), ("admin:logout", "1"), ("home", None)])
def test_the_browser_is_told_of_signing_out_and_of_nothing_else(client, coordinator, name, told):
    client.force_login(coordinator)

    answer = client.post(reverse(name)) if told else client.get(reverse(name))

    cookie = answer.cookies.get("signed-out")
    assert (cookie and cookie.value) == told
