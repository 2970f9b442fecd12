"""How people come into an organisation: invited, renewed, revoked, accepted, and who is told of it."""

import hashlib
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from partners import actions
from partners.models import Invitation, Membership, Partner, User
from publishing.models import Mail, Notice
from publishing.refusals import Refused
from publishing.sentences import said as sentence_of
from tests.factories import make
from tests.partners.in_short import (
    NEW,
    PASSWORD,
    account,
    link,
    page_of,
    signed_in,
    who,
)

pytestmark = pytest.mark.django_db


# --- Inviting ---


def test_only_the_mail_knows_the_token(invite):
    invitation, token = invite()

    assert invitation.token_digest == hashlib.sha256(token.encode()).hexdigest()
    assert [entry.change_message for entry in LogEntry.objects.all() if token in entry.change_message] == []


@pytest.mark.parametrize(
    ("language", "subject"),
    [("sl", "Občina Ščavnica"), ("en", "Municipality of Ščavnica")],
)
def test_the_mail_is_in_the_language_of_the_invitation_and_links_to_the_configured_site(
    invite, settings, language, subject
):
    settings.SITE_URL = "https://portal.example.eu"

    _invitation, token = invite(language=language)

    mail = Mail.objects.get()
    with translation.override(language):
        address = f"https://portal.example.eu{link(token)}"
    assert (mail.to, mail.language, mail.subject.rpartition(": ")[2]) == (NEW, language, subject)
    assert (mail.text.count(address), mail.html.count(f'href="{address}"')) == (1, 1)


def test_the_mail_escapes_names_in_html_alone(partner, representative, invite):
    representative.name = "Ana <b>& Co</b>"
    representative.save()

    invite()

    mail = Mail.objects.get()
    assert (mail.text.count("Ana <b>& Co</b>"), mail.html.count("Ana &lt;b&gt;&amp; Co&lt;/b&gt;")) == (1, 1)


def test_a_long_name_with_a_new_line_makes_no_broken_subject(partner, invite):
    Partner.objects.filter(pk=partner.pk).update(title_sl="Ime\nin " + "x" * 190)
    partner.refresh_from_db()

    invite()

    subject = Mail.objects.get().subject
    assert (len(subject), subject.count("\n")) == (200, 0)


def test_a_second_invitation_renews_the_first(invite, client):
    first, old = invite()

    second, new = invite(email="NOVA@example.org", role="representative")

    assert (first.pk, second.role, second.mails) == (second.pk, "representative", 2)
    assert (Invitation.objects.count(), Mail.objects.count()) == (1, 2)
    assert [client.get(link(token)).status_code for token in (old, new)] == [404, 200]


def test_the_database_keeps_one_pending_invitation_for_an_address(invite):
    first, _token = invite()

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(partner=first.partner, email=first.email, token_digest="x")


def test_a_member_is_not_invited_again(partner, representative, editor):
    with pytest.raises(Refused):
        actions.invite(partner=partner, email=editor.email.upper(), role="editor", language="sl", by=representative)

    assert (Invitation.objects.count(), Mail.objects.count()) == (0, 0)


def test_a_representative_invites_on_the_page(partner, representative):
    response = signed_in(representative).post(
        page_of(partner), {"email": NEW, "role": "representative", "language": "en", "partner": 999, "mails": 7}
    )

    invitation = Invitation.objects.get()
    assert (response.status_code, response["Location"]) == (302, page_of(partner))
    assert (invitation.partner, invitation.email, invitation.role) == (partner, NEW, "representative")
    assert (invitation.invited_by, invitation.language, invitation.mails) == (representative, "en", 1)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"email": ""},
        {"email": "nič"},
        {"email": "a\x00@example.org"},
        {"email": "a@example.org\nBcc: b@example.org"},
        {"email": "a" * 100_000 + "@example.org"},
        {"role": "coordinator"},
        {"role": ""},
        {"language": "de"},
        {"email": "urednica@example.org"},
    ],
)
def test_what_cannot_be_invited_is_said_at_its_field(partner, representative, editor, given):
    data = {"email": NEW, "role": "editor", "language": "sl"} | given if given else {}

    response = signed_in(representative).post(page_of(partner), data)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == (list(given) or ["email", "role", "language"])
    assert (Invitation.objects.count(), Mail.objects.count()) == (0, 0)


def test_an_invitation_is_revoked_once(partner, representative, invite):
    invitation, token = invite()
    client, address = signed_in(representative), reverse("invitation_revoke", args=[partner.pk, invitation.pk])

    answers = [client.post(address).status_code for _press in range(2)]

    assert answers == [302, 302]
    assert Invitation.objects.pending().count() == 0
    assert Client().get(link(token)).status_code == 410


def test_whoever_was_revoked_can_be_invited_anew(representative, invite):
    first, _token = invite()
    actions.revoke(invitation=first, by=representative)

    second, _token = invite()

    assert (first.pk == second.pk, Invitation.objects.pending().get()) == (False, second)


def test_an_invitation_of_another_organisation_is_not_revoked(partner, representative, member):
    foreign = make(Partner)
    other = actions.invite(partner=foreign, email=NEW, role="editor", language="sl", by=representative)

    answer = signed_in(representative).post(reverse("invitation_revoke", args=[partner.pk, other.pk]))

    assert answer.status_code == 404
    assert Invitation.objects.pending().get() == other


# --- Coming in ---


def test_looking_at_an_invitation_changes_nothing(client, invite):
    _invitation, token = invite()

    answers = [client.get(link(token)).status_code, client.head(link(token)).status_code]

    assert answers == [200, 200]
    assert (User.objects.filter(email=NEW).count(), Invitation.objects.pending().count()) == (0, 1)


def test_the_page_is_kept_by_no_cache_and_found_by_no_search_engine(client, invite):
    _invitation, token = invite()

    response = client.get(link(token))

    assert {"no-store", "private"} - set(response["Cache-Control"].replace(",", " ").split()) == set()
    assert response.content.decode().count('<meta name="robots" content="noindex">') == 1
    assert response["Referrer-Policy"] == "same-origin"


def test_somebody_new_makes_an_account_and_is_led_to_the_desk(client, partner, invite):
    _invitation, token = invite(role="representative")
    client.get(link(token))
    before = client.session.session_key

    response = client.post(link(token), account(is_staff="1", email="druga@example.org", role="editor"))

    user = User.objects.get(email=NEW)
    assert (response.status_code, response["Location"]) == (302, reverse("desk"))
    assert (user.name, user.language, user.is_staff, user.check_password(PASSWORD)) == (
        "Nova Članica", "sl", False, True,
    )  # fmt: skip
    assert user.organisations == {partner.pk: "representative"}
    assert EmailAddress.objects.get(user=user, email=NEW, primary=True).verified is True
    assert (who(client), client.session.session_key == before) == (str(user.pk), False)


def test_the_new_account_signs_in_with_its_password(client, invite):
    _invitation, token = invite()
    client.post(link(token), account())
    client.logout()

    client.post("/sl/racun/login/", {"login": NEW, "password": PASSWORD})

    assert who(client) == str(User.objects.get(email=NEW).pk)


def test_the_account_writes_in_the_language_of_the_page(client, invite):
    _invitation, token = invite(language="sl")
    with translation.override("en"):
        address = link(token)

    client.post(address, account())

    assert User.objects.get(email=NEW).language == "en"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "x" * 151}, ["name"]),
        ({"name": "a\x00"}, ["name"]),
        ({"password2": "drugačno-geslo-8"}, ["password2"]),
        ({"password1": "kratko", "password2": "kratko"}, ["password2"]),
        ({"password1": "a\x00" + PASSWORD}, ["password1"]),
        ({"password1": NEW, "password2": NEW}, ["password2"]),
    ],
)
def test_a_mistake_is_named_and_makes_no_account(client, invite, given, named):
    _invitation, token = invite()

    response = client.post(link(token), account(**given))

    assert (response.status_code, list(response.context["form"].errors)) == (200, named)
    assert (User.objects.filter(email=NEW).count(), who(client)) == (0, None)


def test_a_second_press_leads_on_and_makes_no_second_account(client, invite):
    _invitation, token = invite()
    client.post(link(token), account())

    response = client.post(link(token), account())

    assert (response.status_code, response["Location"]) == (302, reverse("desk"))
    assert (User.objects.filter(email=NEW).count(), Membership.objects.filter(user__email=NEW).count()) == (1, 1)


def test_an_account_that_stands_must_sign_in(client, make_user, invite):
    make_user(NEW)
    _invitation, token = invite()

    page, sent = client.get(link(token)), client.post(link(token), account())

    assert page.content.decode().count(f"{reverse('account_login')}?next={link(token).replace('/', '%2F')}") == 1
    assert (sent.status_code, who(client), Membership.objects.filter(user__email=NEW).count()) == (200, None, 0)
    assert User.objects.get(email=NEW).check_password(PASSWORD) is False


def test_signed_in_one_accepts_by_a_button(partner, make_user, invite):
    user = make_user(NEW)
    _invitation, token = invite()
    client = signed_in(user)

    client.get(link(token))
    looked = user.memberships.count()
    responses = [client.post(link(token)) for _press in range(2)]

    assert looked == 0
    assert [response["Location"] for response in responses] == [reverse("desk")] * 2
    assert list(user.memberships.values_list("partner", "role")) == [(partner.pk, "editor")]


def test_a_confirmed_second_address_accepts_too_and_an_unconfirmed_one_does_not(make_user, invite):
    sure, unsure = make_user("prva@example.org"), make_user("druga@example.org")
    EmailAddress.objects.create(user=sure, email=NEW, verified=True)
    EmailAddress.objects.create(user=unsure, email=NEW, verified=False)
    invitation, _token = invite()

    with pytest.raises(Refused):
        actions.accept(invitation=invitation, user=unsure)
    actions.accept(invitation=invitation, user=sure)

    assert (sure.memberships.count(), unsure.memberships.count()) == (1, 0)


def test_somebody_else_cannot_accept(make_user, invite):
    stranger = make_user("tujec@example.org")
    _invitation, token = invite()
    client = signed_in(stranger)

    page, sent = client.get(link(token)), client.post(link(token), account())

    assert (page.status_code, sent.status_code, page.context["way"], sent.context["way"]) == (
        200, 200, "foreign", "foreign",
    )  # fmt: skip
    assert (stranger.memberships.count(), User.objects.filter(email=NEW).count()) == (0, 0)


def test_accepting_twice_is_harmless_and_accepting_for_another_is_refused(make_user, invite, editor):
    user = make_user(NEW)
    invitation, _token = invite()

    first = actions.accept(invitation=invitation, user=user)
    second = actions.accept(invitation=invitation, user=user)

    assert (first, user.memberships.count()) == (second, 1)
    with pytest.raises(Refused):
        actions.accept(invitation=invitation, user=editor)


def test_who_was_removed_does_not_come_back_by_the_old_invitation(make_user, invite, representative):
    user = make_user(NEW)
    invitation, token = invite()
    actions.remove(membership=actions.accept(invitation=invitation, user=user), by=representative)

    with pytest.raises(Refused):
        actions.accept(invitation=invitation, user=user)

    assert signed_in(user).post(link(token)).status_code == 410
    assert user.memberships.count() == 0


def test_expired_revoked_and_used_links_are_gone(client, invite, representative, make_user):
    expired, late = invite("pozna@example.org")
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    revoked, withdrawn = invite("preklicana@example.org")
    actions.revoke(invitation=revoked, by=representative)
    accepted, used = invite("sprejeta@example.org")
    actions.accept(invitation=accepted, user=make_user("sprejeta@example.org"))

    pages = [client.get(link(token)) for token in (late, withdrawn, used)]
    sent = [client.post(link(token), account()).status_code for token in (late, withdrawn, used)]

    assert [page.status_code for page in pages] == sent == [410] * 3
    assert len({page.content for page in pages}) == 3
    assert User.objects.filter(name="Nova Članica").count() == 0


def test_an_invitation_is_valid_for_fourteen_days(invite):
    invitation, _token = invite()

    assert invitation.expires_at - invitation.created_at - timedelta(days=14) < timedelta(minutes=1)
    assert invitation.expires_at - invitation.created_at - timedelta(days=14) > -timedelta(minutes=1)


@pytest.mark.parametrize("token", ["x", "ž" * 50, "a" * 5000, "%00", "..", "' OR 1=1"])
@pytest.mark.parametrize("language", ["sl", "en"])
def test_an_unknown_token_is_not_found_in_both_languages(client, token, language):
    with translation.override(language):
        address = link(token)

    page = client.get(address)

    assert (page.status_code, client.post(address, account()).status_code) == (404, 404)
    assert page.content.decode().count(f'<html lang="{language}">') == 1
    assert User.objects.count() == 0


# --- Who is told ---


@pytest.fixture
def invitation(partner, representative):
    return actions.invite(partner=partner, email="nova@example.org", role="editor", language="sl", by=representative)


def join(invitation):
    return actions.join(invitation=invitation, name="Nova Članica", password="x" * 20, language="sl")


def test_who_invited_is_told_that_it_was_accepted(invitation, partner, representative, client):
    join(invitation)

    notice = representative.notices.get()
    line = sentence_of(notice.sentence, notice.values).line
    client.force_login(representative)
    assert (notice.kind, notice.address) == (Notice.Kind.PEOPLE, reverse("organisation", args=[partner.pk]))
    assert [line.count(name) for name in ("Nova Članica", "Občina Ščavnica")] == [1, 1]
    assert client.get(notice.address).status_code == 200


def test_accepting_twice_tells_once(invitation, partner, representative):
    user = join(invitation)

    actions.accept(invitation=invitation, user=user)

    assert representative.notices.count() == 1


def test_who_no_longer_leads_the_organisation_is_not_told(invitation, partner, representative):
    partner.memberships.filter(user=representative).update(role="editor")

    join(Invitation.objects.get(pk=invitation.pk))

    assert representative.notices.count() == 0


def test_an_invitation_that_is_refused_tells_nobody(invitation, make_user):
    with pytest.raises(Refused):
        actions.accept(invitation=invitation, user=make_user("druga@example.org"))

    assert Notice.objects.count() == 0


def test_an_invitation_whose_sender_is_gone_is_accepted_all_the_same(invitation, partner, representative):
    representative.delete()

    join(Invitation.objects.get(pk=invitation.pk))

    assert partner.memberships.filter(user__email="nova@example.org").count() == 1
