"""Small middlewares: the language is in the address, some headers never change, private things stay private."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_path

PERMISSIONS = ", ".join(
    f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


def language_of_address(get_response):
    """Activate the language that the address names, else the default: never a cookie or a header.

    So no answer varies with the reader's browser, and pages can be cached whole.
    """

    def middleware(request):
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def fixed_headers(get_response):
    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def no_store_when_signed_in(get_response):
    """What a signed-in person sees is kept by no cache. Public pages never touch the session."""

    def middleware(request):
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            patch_cache_control(response, no_store=True, private=True)
        return response

    return middleware


SIGNED_OUT = "signed-out"  # the cookie that portal.js looks for


def tell_of_signing_out(get_response):
    """The browser learns by which answer its person signed out, and forgets the drafts that it kept for them."""

    def middleware(request):
        was_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        response = get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response.set_cookie(SIGNED_OUT, "1", max_age=3600, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
        return response

    return middleware
