"""Whose account it is: one that the provider opened before, else one with the address that both sides confirmed."""

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import Provider
from django.conf import settings
from django.contrib.auth.signals import user_login_failed

from partners.institution import answers

INSTITUTION = "institution"
LONGEST = 191  # of what a provider calls a person
LONGEST_PLACE = 200  # of its address, as much as is kept


class Institution(Provider):
    """The provider as allauth wants it. Of what it says of a person nothing is kept but by what it knows them."""

    id = INSTITUTION
    uses_apps = False

    def __init__(self, request, app=None):
        super().__init__(request, app)
        self.name = settings.OIDC["name"] if settings.OIDC else INSTITUTION

    @property
    def sub_id(self):
        """Stands at the account: where a portal changes its provider, the new one may call another person the same."""
        return settings.OIDC["server"][:LONGEST_PLACE] if settings.OIDC else INSTITUTION

    def extract_uid(self, data):
        return data["sub"]

    def extract_extra_data(self, data):
        return {}

    def extract_common_fields(self, data):
        return {"email": address_of(data)}

    def extract_email_addresses(self, data):
        confirmed = data.get("email_verified") in (True, "true")
        address = address_of(data)
        return [EmailAddress(email=address, verified=confirmed, primary=True)] if address else []


class InstitutionAdapter(DefaultSocialAccountAdapter):
    """Accounts are by invitation: the provider opens those that are here, and makes none."""

    def get_provider(self, request, provider, client_id=None):
        known = Institution(request)
        if provider not in (known.id, known.sub_id):
            raise SocialApp.DoesNotExist
        return known

    def pre_social_login(self, request, sociallogin):
        if not sociallogin.is_existing:
            address = next((told.email for told in sociallogin.email_addresses), "")
            user_login_failed.send(__name__, credentials={"email": address}, request=request)
            raise ImmediateHttpResponse(answers.unknown(request))

    def is_open_for_signup(self, request, sociallogin):
        return False

    def authenticate_by_email(self, sociallogin):
        for told in sociallogin.email_addresses:
            like = EmailAddress.objects.filter(email__iexact=told.email, verified=True).select_related("user")
            # To a database more letters are alike than to mail.
            known = next((one for one in like if one.email.lower() == told.email), None)
            if told.verified and known:
                return known.user, known.email
        return None


def address_of(data):
    address = data.get("email")
    return address if isinstance(address, str) else ""
