"""Who comes into an organisation, what they are there and how they leave."""

import hashlib
import re
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
from publishing import versions
from publishing.models import Mail
from publishing.refusals import Refused
from publishing.rights import Role, roles_of
from tests.factories import make

pytestmark = pytest.mark.django_db
PASSWORD = "varno-novo-geslo-7"
NEW = "nova@example.org"
HUGE = 10**20


@pytest.fixture
def invite(partner, representative):
    """An invitation as (its row, the token of its mail)."""

    def invited(email=NEW, role="editor", language="sl", by=representative):
        invitation = actions.invite(partner=partner, email=email, role=role, language=language, by=by)
        return invitation, token_of(Mail.objects.get(key=f"invitation:{invitation.pk}:{invitation.mails}"))

    return invited


def token_of(mail):
    [token] = re.findall(r"/([\w-]{43})/$", mail.text, re.MULTILINE)
    return token


def membership(user):
    return Membership.objects.get(user=user)


def page_of(partner):
    return reverse("organisation", args=[partner.pk])


def link(token):
    return reverse("invitation", args=[token])


def account(**fields):
    return {"name": "Nova Članica", "password1": PASSWORD, "password2": PASSWORD, **fields}


def said(response):
    return [str(message) for message in response.context["messages"]]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def who(client):
    return client.session.get("_auth_user_id")


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


# --- Roles and leaving ---


def test_the_last_representative_cannot_go_while_others_remain(representative, editor):
    last = membership(representative)

    with pytest.raises(Refused):
        actions.leave(membership=last, by=representative)
    with pytest.raises(Refused):
        actions.change_role(membership=last, role="editor", by=representative)

    assert membership(representative).role == "representative"


def test_a_locked_account_does_not_count_as_a_representative(representative, member):
    locked = member("zaklenjen@example.org", "representative")
    User.objects.filter(pk=locked.pk).update(is_active=False)

    with pytest.raises(Refused):
        actions.leave(membership=membership(representative), by=representative)


def test_a_coordinator_may_remove_even_the_last_representative(representative, editor, coordinator):
    done = actions.remove(membership=membership(representative), by=coordinator)

    assert (done, Membership.objects.filter(user=representative).count()) == (True, 0)


def test_who_is_alone_or_has_a_second_representative_may_leave(partner, representative, member):
    second = member("druga@example.org", "representative")

    actions.leave(membership=membership(second), by=second)
    actions.leave(membership=membership(representative), by=representative)

    assert partner.memberships.count() == 0


def test_nobody_leaves_for_somebody_else(representative, editor):
    with pytest.raises(Refused):
        actions.leave(membership=membership(editor), by=representative)

    assert membership(editor).role == "editor"


def test_each_change_is_done_once_and_written_down_once(representative, editor):
    standing = membership(editor)

    changed = [
        actions.change_role(membership=standing, role="representative", by=representative) for _press in range(2)
    ]
    removed = [actions.remove(membership=standing, by=representative) for _press in range(2)]

    assert (changed, removed) == ([True, False], [True, False])
    assert list(LogEntry.objects.order_by("pk").values_list("user", "change_message")) == [
        (representative.pk, f"role of user {editor.pk}: editor → representative"),
        (representative.pk, f"user {editor.pk}, representative: removed"),
    ]


def test_a_representative_changes_a_role_on_the_page(partner, representative, editor):
    client, address = signed_in(representative), reverse("member_role", args=[partner.pk, membership(editor).pk])

    sent = [client.post(address, {"role": wanted}).status_code for wanted in ("administrator", "", "representative")]

    assert sent == [302] * 3
    assert membership(editor).role == "representative"


def test_removing_asks_first(partner, representative, editor):
    client, address = signed_in(representative), reverse("member_leave", args=[partner.pk, membership(editor).pk])

    asked = client.get(address)
    still = Membership.objects.filter(user=editor).count()
    sent = [client.post(address).status_code for _press in range(2)]

    assert (asked.status_code, still) == (200, 1)
    assert (sent, Membership.objects.filter(user=editor).count()) == ([302, 302], 0)


def test_the_last_representative_reads_why_they_cannot_leave(partner, representative, editor):
    client = signed_in(representative)
    own = membership(representative)

    response = client.post(reverse("member_leave", args=[partner.pk, own.pk]), follow=True)

    assert (response.status_code, len(said(response))) == (200, 1)
    assert membership(representative) == own


def test_an_editor_leaves_and_is_led_to_the_desk(partner, representative, editor):
    response = signed_in(editor).post(reverse("member_leave", args=[partner.pk, membership(editor).pk]))

    assert (response.status_code, response["Location"]) == (302, reverse("desk"))
    assert Membership.objects.filter(user=editor).count() == 0


def test_who_is_removed_loses_all_rights_with_the_next_request(partner, representative, editor):
    dossier = versions.begin(kind="practice", owner=partner, by=editor, language="sl", title="Para").dossier
    client = signed_in(editor)
    before = client.get(page_of(partner)).status_code

    actions.remove(membership=membership(editor), by=representative)

    assert (before, client.get(page_of(partner)).status_code, client.get(reverse("people")).status_code) == (
        200, 404, 404,
    )  # fmt: skip
    assert roles_of(User.objects.get(pk=editor.pk), dossier) == {Role.FOREIGN}


def test_even_the_person_at_hand_has_no_rights_left(partner, representative, editor):
    standing = Membership.objects.select_related("user").get(user=editor)
    dossier = versions.begin(kind="practice", owner=partner, by=editor, language="sl", title="Para").dossier
    before = roles_of(standing.user, dossier)

    actions.remove(membership=standing, by=representative)

    assert (before, roles_of(standing.user, dossier)) == ({Role.EDITOR}, {Role.FOREIGN})


# --- Who sees what ---


def addresses(partner, standing, invitation):
    return {
        "page": page_of(partner),
        "role": reverse("member_role", args=[partner.pk, standing.pk]),
        "leave": reverse("member_leave", args=[partner.pk, standing.pk]),
        "revoke": reverse("invitation_revoke", args=[partner.pk, invitation.pk]),
    }


@pytest.mark.parametrize("name", ["page", "role", "leave", "revoke"])
@pytest.mark.parametrize("person", ["editor", "foreign", "reviewer"])
def test_those_who_do_not_lead_change_nothing(partner, representative, editor, member, make_user, invite, person, name):
    invitation, _token = invite()
    people = {
        "editor": editor,
        "foreign": member("tuja@example.org", "representative", of=make(Partner)),
        "reviewer": make_user("ocenjevalec@example.org", group="Reviewers"),
    }
    address = addresses(partner, membership(representative), invitation)[name]
    data = {"email": "x@example.org", "role": "editor", "language": "sl"}

    response = signed_in(people[person]).post(address, data)

    assert response.status_code == 404
    assert (Invitation.objects.pending().get(), membership(representative).role) == (invitation, "representative")


@pytest.mark.parametrize(("person", "status"), [("tuja@example.org", 404), ("nihce@example.org", 404)])
def test_an_organisation_is_not_there_for_others(partner, make_user, person, status):
    client = signed_in(make_user(person))

    assert (client.get(page_of(partner)).status_code, client.get(reverse("people")).status_code) == (status, status)


def test_who_is_not_signed_in_is_asked_to(client, partner):
    answers = [client.get(page_of(partner)), client.get(reverse("people"))]

    assert [answer["Location"].partition("?")[0] for answer in answers] == [reverse("account_login")] * 2


def test_editors_see_names_without_buttons_addresses_and_invitations(partner, representative, editor, invite):
    invite()

    page = signed_in(editor).get(page_of(partner)).content.decode()

    assert [page.count(text) for text in ("Zastopnik", "zastopnik@example.org", NEW, 'method="post"')] == [1, 0, 0, 0]


def test_representatives_see_members_and_open_invitations(partner, representative, editor, invite):
    invite()

    response = signed_in(representative).get(page_of(partner))

    page = response.content.decode()
    assert [member.user for member in response.context["members"]] == [representative, editor]
    assert (page.count("urednica@example.org"), page.count("<h1")) == (1, 1)
    assert [invitation.email for invitation in response.context["invitations"]] == [NEW]


@pytest.mark.parametrize("who_leads", ["coordinator", "admin"])
def test_coordinators_and_administrators_lead_every_organisation(request, partner, who_leads):
    client = signed_in(request.getfixturevalue(who_leads))

    client.post(page_of(partner), {"email": NEW, "role": "editor", "language": "sl"})

    assert Invitation.objects.get().invited_by == request.getfixturevalue(who_leads)


def test_with_one_organisation_its_people_are_shown_at_once(partner, editor):
    response = signed_in(editor).get(reverse("people"))

    assert (response.status_code, response.context["partner"]) == (200, partner)


def test_with_several_organisations_one_chooses(partner, editor):
    second = make(Partner, title_sl="Žaga", title_en="Sawmill")
    second.memberships.create(user=editor)

    response = signed_in(editor).get(reverse("people"))

    assert response.context["own"] == [partner, second]


@pytest.mark.parametrize("typed", ["scavnica", "ŠČAVNICA", "municipality of"])
def test_coordinators_find_any_organisation_by_its_name(partner, coordinator, typed):
    make(Partner)
    hidden = make(Partner, published=False, title_sl="Osnutek Ščavnica", title_en="Draft municipality of Ščavnica")

    response = signed_in(coordinator).get(reverse("people"), {"q": typed})

    assert response.context["found"] == [partner, hidden]


@pytest.mark.parametrize("typed", ["", "ni je", "\x00", "x" * 100_000, "%", "_"])
def test_a_search_without_result_finds_nothing(partner, coordinator, typed):
    response = signed_in(coordinator).get(reverse("people"), {"q": typed})

    assert (response.status_code, response.context["found"]) == (200, [])


def test_who_is_no_coordinator_cannot_search(partner, editor):
    make(Partner, title_sl="Tuja").memberships.create(user=editor)

    response = signed_in(editor).get(reverse("people"), {"q": "Občina"})

    assert (response.context["search"], response.context["found"]) == (None, [])


def test_unknown_numbers_are_not_found(partner, representative, coordinator):
    client = signed_in(coordinator)

    answers = [
        client.get(reverse("organisation", args=[HUGE])),
        client.post(reverse("member_role", args=[partner.pk, HUGE]), {"role": "editor"}),
        client.post(reverse("invitation_revoke", args=[partner.pk, HUGE])),
        client.get(f"{reverse('people')}abc/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_database_the_same_number_of_times(
    partner, representative, member, number, invite, django_assert_num_queries
):
    for count in range(number):
        member(f"clan{count}@example.org")
        invite(f"vabljena{count}@example.org")
    client = signed_in(representative)

    with django_assert_num_queries(8):
        client.get(page_of(partner))


def test_every_page_stands_in_both_languages(partner, representative, invite):
    _invitation, token = invite()
    client = signed_in(representative)
    pages = []
    for language in ("sl", "en"):
        with translation.override(language):
            member_page = reverse("member_leave", args=[partner.pk, membership(representative).pk])
            pages += [client.get(address) for address in (page_of(partner), reverse("people"), member_page)]
            pages.append(Client().get(link(token)))

    assert [page.status_code for page in pages] == [200] * 8
    assert [page.content.decode().count("<h1") for page in pages] == [1] * 8


def test_the_account_pages_lead_to_the_desk(client, editor):
    page = signed_in(editor).get(reverse("account_change_password")).content.decode()

    assert page.count(f'<a href="{reverse("desk")}">') == 1


def test_coordinators_do_not_change_invitations_in_the_administration(admin, invite):
    invitation, _token = invite()
    client = signed_in(admin)

    listed = client.get(reverse("admin:partners_invitation_changelist"))
    shown = client.get(reverse("admin:partners_invitation_change", args=[invitation.pk]))
    client.post(reverse("admin:partners_invitation_change", args=[invitation.pk]), {"email": "x@example.org"})

    assert (listed.status_code, shown.status_code) == (200, 200)
    assert client.get(reverse("admin:partners_invitation_add")).status_code == 403
    assert shown.content.decode().count(invitation.token_digest) == 0
    assert Invitation.objects.get().email == NEW
