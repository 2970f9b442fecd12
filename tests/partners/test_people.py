"""What members of an organisation are, how they leave, and who sees whom."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import translation

from partners import actions
from partners.models import Invitation, Membership, Partner, User
from publishing import versions
from publishing.refusals import Refused
from publishing.rights import Role, roles_of
from tests.factories import make
from tests.partners.in_short import HUGE, NEW, link, membership, page_of, said, signed_in

pytestmark = pytest.mark.django_db


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
