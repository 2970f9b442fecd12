"""What every page needs: the addresses of the same page in other languages and a few settings."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_from_path

from catalogue.languages import LANGUAGES


def portal(request):
    return {
        "SITE_URL": settings.SITE_URL,
        "CONTACT_EMAIL": settings.CONTACT_EMAIL,
        "INSTITUTION": settings.OIDC and settings.OIDC["name"],  # through which people may sign in
        "LANGUAGES": settings.LANGUAGES,
        "LANGUAGE_CODE": get_language(),  # the request may have been refused before it had one
        "frozen": getattr(request, "frozen", None),  # the day of the archive that the page is for
        "alternates": SimpleLazyObject(lambda: alternates(request.path)),
    }


def alternates(path):
    """The address of the page in each language; a page that does not exist leads to the language's home."""
    here = get_language_from_path(path)
    found = {code: translate_url(path, code) for code in LANGUAGES}
    return {code: address if address != path or code == here else f"/{code}/" for code, address in found.items()}
