"""Small middlewares: the language is in the address, some headers never change, private pages stay private, and no
database is asked for a null character, which PostgreSQL keeps in no text."""

from urllib.parse import unquote

from django.conf import settings
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import DataError
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_path

from catalogue.addresses import SECRETS
from catalogue.api.errors import is_for_machines
from catalogue.missing import NoSuchPage

PERMISSIONS = ", ".join(
    f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)

NO_LETTER = "\x01"  # what takes the place of a null character: no database minds it, and no form keeps it
SECRET_PAGES = {"account_confirm_email"}  # whose part is called otherwise


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


def without_null_characters(get_response):
    """No address holds one, in a query string it is no letter, and a cookie with one is none of ours.

    In a form and by the API it is refused at its field.
    """

    def middleware(request):
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\0" not in name + value}
        if is_for_machines(request):
            return get_response(request)
        if "\0" in request.path_info:
            raise NoSuchPage
        if "\0" in unquote(request.META.get("QUERY_STRING", "")):
            request.GET = clean_query(request.GET)
        return get_response(request)

    return middleware


def clean_query(query):
    found = query.copy()
    found.clear()
    for name, values in query.lists():
        found.setlist(name.replace("\0", NO_LETTER), [value.replace("\0", NO_LETTER) for value in values])
    found._mutable = False
    return found


class NoSuchAddress:
    """Django's administration asks the database for what an address names, a number or not: there is no such page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Only for what a database says of a key or of a lookup; all else is a fault and is told as one."""
        no_number = isinstance(exception, ValueError) and "expected a number but got" in str(exception)
        if no_number or isinstance(exception, IncorrectLookupParameters):
            raise NoSuchPage from exception
        if isinstance(exception, DataError) and request.method in ("GET", "HEAD"):
            raise NoSuchPage from exception


def fixed_headers(get_response):
    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.status_code == 404 and request.path_info.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"  # another node may have it: during an upgrade, for one
        return response

    return middleware


def private_pages_stay_private(get_response):
    """What a signed-in person sees is kept by no cache. Public pages never touch the session.

    Nor is what a secret address opens, whoever holds it; and no search engine shows it.
    """

    def middleware(request):
        response = get_response(request)
        secret = is_secret(request.resolver_match)
        if secret or settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            patch_cache_control(response, no_store=True, private=True)
        if secret:
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
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


def is_secret(match):
    """Whether a part of the address is a key that opens the page."""
    return match is not None and (match.view_name in SECRET_PAGES or not SECRETS.isdisjoint(match.kwargs))
