"""Accounts for trying out every role: made anew as often as one likes, never on a public portal by mistake."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from catalogue.models import Card, Kind
from partners.models import Membership, Partner, User
from publishing.models import Mail
from workshops.models import Event, RegistrationForm, RegistrationState

pytestmark = pytest.mark.django_db


def run(**options):
    out = StringIO()
    call_command("demo_accounts", stdout=out, **options)
    return dict(line.split() for line in out.getvalue().splitlines() if "@" in line)


@pytest.fixture
def developing(settings):
    settings.DEBUG = True


def test_there_is_one_account_for_each_role_with_a_password_of_its_own(developing, client):
    shown = run()

    assert len(set(shown.values())) == len(shown) == 8
    assert [email for email, word in shown.items() if not User.objects.get(email=email).check_password(word)] == []
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == 8


def test_one_signs_in_with_what_was_shown(developing, client):
    shown = run()

    response = client.post(
        "/sl/racun/login/", {"login": "editor@demo.example", "password": shown["editor@demo.example"]}
    )

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(email="editor@demo.example").pk)


def test_each_has_the_rights_of_the_role_and_no_others(developing):
    run()

    rights = {
        user.email.partition("@")[0]: (*sorted(user.organisations.values()), *sorted(user.group_names))
        for user in User.objects.all()
    }
    assert rights == {
        "administrator": (),
        "coordinator": ("Coordinators",),
        "editor": ("editor",),
        "other-editor": ("editor",),
        "representative": ("representative",),
        "reviewer1": ("Reviewers",),
        "reviewer2": ("Reviewers",),
        "reviewer3": ("Reviewers",),
    }
    assert [user.email for user in User.objects.filter(is_superuser=True)] == ["administrator@demo.example"]
    assert User.objects.filter(is_staff=True).count() == 2


def test_their_organisations_are_not_public(developing):
    run()

    assert sorted(Partner.objects.values_list("title_en", "title_sl")) == [
        ("Demo organisation", "Vzorčna organizacija"),
        ("Second demo organisation", "Druga vzorčna organizacija"),
    ]
    assert Partner.objects.published().count() == 0


def test_the_one_public_thing_is_an_event_that_says_it_is_invented(developing):
    run()
    run()

    [card] = Card.objects.live()
    event = Event.objects.get()
    assert (card.kind, event.host.title_en) == (Kind.EVENT, "Demo organisation")
    assert ("izmišljena" in event.title_sl, "invented" in event.title_en) == (True, True)


def test_the_demo_event_has_registrations_in_every_state_and_sends_no_mail(developing):
    run()

    form = RegistrationForm.objects.get()
    assert set(form.registrations.values_list("state", flat=True)) == set(RegistrationState.values)
    assert form.taken == sum(form.registrations.values_list("held", flat=True)) <= form.capacity
    assert {question.stage for question in form.questions.all()} == {"register", "feedback"}
    assert not Mail.objects.exists()


def test_a_second_run_renews_them_and_takes_back_what_was_added(developing):
    first = run()
    User.objects.filter(email="editor@demo.example").update(is_superuser=True, is_active=False)
    Membership.objects.filter(user__email="editor@demo.example").update(role="representative")

    second = run()

    editor = User.objects.get(email="editor@demo.example")
    assert (User.objects.count(), Partner.objects.count(), EmailAddress.objects.count()) == (8, 2, 8)
    assert (editor.is_superuser, editor.is_active, list(editor.organisations.values())) == (False, True, ["editor"])
    assert [email for email in first if first[email] == second[email]] == []


def test_one_password_can_be_set_for_all(developing):
    shown = run(password="dolgo geslo za vse".replace(" ", "-"))

    assert set(shown.values()) == {"dolgo-geslo-za-vse"}


def test_a_weak_password_is_refused(developing):
    with pytest.raises(CommandError):
        run(password="geslo")

    assert User.objects.count() == 0


def test_a_public_portal_gets_none_unless_forced(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError):
        run()

    assert User.objects.count() == 0
    assert len(run(force=True)) == 8


def test_all_can_be_removed_again_and_nothing_else(developing, make_user):
    other = make_user("nekdo@example.org")
    run()

    run(remove=True)
    run(remove=True)

    assert list(User.objects.all()) == [other]
    assert (Partner.objects.count(), Event.objects.count()) == (0, 0)


def test_an_organisation_that_became_public_stays(developing):
    run()
    Partner.objects.get(title_en="Demo organisation").publish()

    with pytest.raises(CommandError):
        run(remove=True)

    assert (User.objects.count(), Partner.objects.count()) == (8, 2)
