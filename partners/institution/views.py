"""The way to the institution's provider and back. What fails is said in a sentence, and the password is there still."""

import logging
import time

from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.core.ratelimit import respond_429
from allauth.socialaccount.helpers import complete_social_login
from django.conf import settings
from django.db import IntegrityError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.missing import NoSuchPage
from partners.institution import answers, provider
from partners.institution.joining import LONGEST, Institution

logger = logging.getLogger(__name__)

REMEMBERED = "institution"  # in the session: sign-ins that were begun, by their state
MOST, LASTS = 5, 600  # windows at once; seconds


def callback_address():
    return settings.SITE_URL + reverse("institution_callback")


@never_cache
@require_safe
def sign_in(request):
    """A link, not a form: the policy for pages lets no form lead to another site. No other site may begin it."""
    wanted = get_next_redirect_url(request)
    if settings.OIDC is None:
        raise NoSuchPage
    if request.user.is_authenticated:
        return redirect(wanted or "desk")
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return redirect("account_login")
    if not ratelimit.consume(request, action="institution"):
        return respond_429(request)
    try:
        address, state, asked = provider.begin(callback_address())
    except provider.Failed as failure:
        return failed(request, failure)
    remember(request, state, asked | {"next": wanted, "at": time.time()})
    return redirect(address)


def remember(request, state, asked):
    begun = list(request.session.get(REMEMBERED, {}).items())[1 - MOST :]
    request.session[REMEMBERED] = {**dict(begun), state: asked}


def remembered(request):
    """What was remembered of this sign-in, once; None where nobody began it here, or too long ago."""
    begun = request.session.get(REMEMBERED, {})
    asked = begun.pop(request.GET.get("state", ""), None)
    if asked is None:
        return None
    request.session[REMEMBERED] = begun
    return asked if time.time() - asked["at"] < LASTS else None


@never_cache
@require_safe
def callback(request):
    if settings.OIDC is None:
        raise NoSuchPage
    asked = remembered(request)
    if asked is None or not request.GET.get("code"):
        return failed(request, provider.Failed("unknown state" if asked is None else "no code"))
    try:
        claims = provider.claims_for(request.GET["code"], asked, callback_address())
        if not may_be_kept(claims["sub"]):
            raise provider.Failed("no name of a person")
        return come_in(request, claims, asked)
    except (provider.Failed, IntegrityError) as failure:  # of two windows at once one is the first
        return failed(request, failure)


def may_be_kept(subject):
    return isinstance(subject, str) and 0 < len(subject) <= LONGEST and subject.isprintable()


def come_in(request, claims, asked):
    signing_in = Institution(request).sociallogin_from_response(request, claims)
    signing_in.state = {"process": "login", "next": asked["next"]}
    return complete_social_login(request, signing_in)


def failed(request, failure):
    logger.warning("A sign-in through the institution failed: %s %s", type(failure).__name__, failure)
    return answers.silent(request) if isinstance(failure, provider.Silent) else answers.failed(request)
