"""One person, one spelling: passwords with composed letters, e-mail addresses that hold nothing unseen."""

import unicodedata

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from django.urls import reverse

from partners.models import Invitation, User
from partners.models.invitation import people_with

pytestmark = pytest.mark.django_db

PASSWORD = "Čebelnjak pri Škofji Loki"
LOGIN = "/sl/racun/login/"
FORMS = ["NFC", "NFD", "NFKC", "NFKD"]
UNSEEN = [
    "ana@example.si\u200b",
    "\u200bana@example.si",
    "ana@exam\u00adple.si",
    "ana\u2060@example.si",
    "ana@example.si\ufeff",
    "\u202eana@example.si",
    "ana@exa\u200dmple.si",
    "ana@example\ufe0f.si",
    "ana@example.\u180esi",
]


def sign_in(client, password, email="oseba@example.org"):
    client.logout()
    client.post(LOGIN, {"login": email, "password": password})
    return "_auth_user_id" in client.session


@pytest.fixture
def person(make_user):
    user = make_user()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def stored(person, password):
    """As portals stored passwords before: just as they were typed."""
    User.objects.filter(pk=person.pk).update(password=make_password(password))


@pytest.mark.parametrize("given", FORMS)
@pytest.mark.parametrize("typed", FORMS)
def test_a_password_is_the_same_however_its_letters_are_composed(client, person, given, typed):
    person.set_password(unicodedata.normalize(given, PASSWORD))
    person.save()

    assert sign_in(client, unicodedata.normalize(typed, PASSWORD))


@pytest.mark.parametrize(("old", "typed"), [("NFC", "NFC"), ("NFC", "NFD"), ("NFD", "NFD")])
def test_a_password_stored_before_is_accepted_and_stored_anew(client, person, old, typed):
    stored(person, unicodedata.normalize(old, PASSWORD))

    assert sign_in(client, unicodedata.normalize(typed, PASSWORD))

    person.refresh_from_db()
    assert check_password(unicodedata.normalize("NFKC", PASSWORD), person.password)
    assert all(sign_in(client, unicodedata.normalize(form, PASSWORD)) for form in FORMS)


@pytest.mark.parametrize("wrong", ["", "Cebelnjak pri Skofji Loki", PASSWORD.lower(), PASSWORD + " ", "Čebelnjak"])
def test_another_password_is_refused(client, person, wrong):
    person.set_password(PASSWORD)
    person.save()

    assert not sign_in(client, wrong)


def test_a_password_of_the_administration_and_of_the_command_line_is_the_same(client, admin, monkeypatch):
    client.force_login(admin)
    decomposed = unicodedata.normalize("NFD", PASSWORD)

    typed = {"email": "nova@example.org", "usable_password": "true", "password1": decomposed, "password2": decomposed}
    formset = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    client.post(reverse("admin:partners_user_add"), typed | formset)
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", decomposed)
    call_command("createsuperuser", interactive=False, email="skrbnik@example.org", verbosity=0)

    people = User.objects.filter(email__in=["nova@example.org", "skrbnik@example.org"])
    assert [person.check_password(PASSWORD) for person in people] == [True, True]


@pytest.mark.parametrize("address", UNSEEN)
def test_an_address_that_holds_what_nobody_sees_is_refused_with_what_to_do(address):
    with pytest.raises(ValidationError) as caught:
        validate_email(address)

    assert caught.value.messages == [
        "E-poštni naslov vsebuje neviden znak. Prepišite ga na roko, namesto da ga prilepite."
    ]


@pytest.mark.parametrize("address", UNSEEN)
def test_no_door_takes_such_an_address(client, editor, representative, admin, address):
    client.force_login(representative)
    organisation = reverse("organisation", args=[representative.memberships.get().partner_id])
    invited = client.post(organisation, {"email": address, "role": "editor", "language": "sl"})
    added = client.post(reverse("account_email"), {"action_add": "", "email": address})
    client.force_login(admin)
    made = client.post(reverse("admin:partners_user_add"), {"email": address})
    client.logout()
    tried = client.post(LOGIN, {"login": address, "password": PASSWORD})
    reset = client.post(reverse("account_reset_password"), {"email": address})

    answers = [invited.context["form"], added.context["form"], made.context["adminform"].form]
    answers += [tried.context["form"], reset.context["form"]]
    assert ["neviden znak" in str(form.errors) for form in answers] == [True] * 5
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("letter", ["\u0130", "\u0131", "\u017f", "\N{KELVIN SIGN}"])
@pytest.mark.parametrize("address", ["an{}@example.si", "ana@ex{}mple.si"])
def test_a_letter_that_a_database_takes_for_another_one_stands_in_no_address(letter, address):
    with pytest.raises(ValidationError):
        validate_email(address.format(letter))


def test_a_wide_sign_is_refused_with_what_to_do():
    with pytest.raises(ValidationError) as caught:
        validate_email("ana＠example.si")

    assert caught.value.messages == [
        "V e-poštnem naslovu stoji namesto »@« široki znak. Prepišite naslov na roko, namesto da ga prilepite."
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "ana@žalec.si",
        "ana@z\u030calec.si",
        "ANA@ŽALEC.SI",
        "ana@xn--alec-kbb.si",
        "ANA@XN--alec-kbb.si",
        " ana@žalec。si ",
    ],
)
def test_an_address_of_a_domain_with_letters_beyond_ascii_has_one_spelling(client, representative, typed):
    client.force_login(representative)
    organisation = reverse("organisation", args=[representative.memberships.get().partner_id])

    client.post(organisation, {"email": typed, "role": "editor", "language": "sl"})

    invitation = Invitation.objects.get()
    assert invitation.email == "ana@žalec.si"
    User.objects.create_user(typed.strip(), PASSWORD)
    assert people_with(invitation.email).count() == 1
