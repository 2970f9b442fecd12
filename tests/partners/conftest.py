"""An organisation and its members."""

import pytest
from allauth.account.models import EmailAddress

from partners import actions
from partners.models import Partner
from publishing.models import Mail
from tests.factories import make
from tests.partners.in_short import NEW, token_of


@pytest.fixture
def partner():
    return make(Partner, title_sl="Občina Ščavnica", title_en="Municipality of Ščavnica")


@pytest.fixture
def member(make_user, partner):
    """A member of the organisation, whose address is confirmed."""

    def make_member(email, role="editor", of=partner):
        user = make_user(email, name=email.partition("@")[0].title())
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        of.memberships.create(user=user, role=role)
        return user

    return make_member


@pytest.fixture
def editor(member):
    return member("urednica@example.org")


@pytest.fixture
def representative(member):
    return member("zastopnik@example.org", "representative")


@pytest.fixture
def invite(partner, representative):
    """An invitation as (its row, the token of its mail)."""

    def invited(email=NEW, role="editor", language="sl", by=representative):
        invitation = actions.invite(partner=partner, email=email, role=role, language=language, by=by)
        return invitation, token_of(Mail.objects.get(key=f"invitation:{invitation.pk}:{invitation.mails}"))

    return invited
