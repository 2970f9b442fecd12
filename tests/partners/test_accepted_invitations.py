"""Who is told when an invitation is accepted."""

import pytest
from django.urls import reverse

from partners import actions
from partners.models import Invitation
from publishing.models import Notice
from publishing.refusals import Refused
from publishing.sentences import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(partner, representative):
    return actions.invite(partner=partner, email="nova@example.org", role="editor", language="sl", by=representative)


def join(invitation):
    return actions.join(invitation=invitation, name="Nova Članica", password="x" * 20, language="sl")


def test_who_invited_is_told_that_it_was_accepted(invitation, partner, representative, client):
    join(invitation)

    notice = representative.notices.get()
    line = said(notice.sentence, notice.values).line
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
