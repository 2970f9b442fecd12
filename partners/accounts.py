from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from partners.models.invitation import people_with
from partners.models.user import spellings


class PortalAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; nobody signs themselves up."""

    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        """Too many wrong passwords are answered as such (429), before the password is even looked at."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ImmediateHttpResponse(respond_429(request)) from error

    def post_login(self, request, user, *, redirect_url, **more):
        """Greeted in the language of the page one comes to: the desk, for who asked for the administration in vain."""
        path = urlsplit(redirect_url or get_next_redirect_url(request) or "").path
        with translation.override(translation.get_language_from_path(path) or translation.get_language()):
            if path.startswith(reverse("admin:index")) and not user.is_staff:
                redirect_url = reverse("desk")
                messages.warning(request, _("Your account does not open the administration; this is your desk."))
            return super().post_login(request, user, redirect_url=redirect_url, **more)

    def authentication_failed(self, request, **credentials):
        """An unknown address takes as long as a known one, whose password is tried in each of its spellings."""
        if not people_with(credentials.get("email") or "").exists():
            for spelling in spellings(credentials["password"])[1:]:
                make_password(spelling)

    def get_email_confirmation_url(self, request, emailconfirmation):
        return on_this_site(super().get_email_confirmation_url(request, emailconfirmation))

    def get_reset_password_from_key_url(self, key):
        return on_this_site(super().get_reset_password_from_key_url(key))

    def send_mail(self, template_prefix, email, context):
        """Links in mails lead to the configured address, never to the host a request happened to name."""
        links = {name: on_this_site(value) for name, value in context.items() if name.endswith("_url") and value}
        super().send_mail(template_prefix, email, context | links)


def on_this_site(address):
    parts = urlsplit(address)
    return settings.SITE_URL + parts._replace(scheme="", netloc="").geturl()
