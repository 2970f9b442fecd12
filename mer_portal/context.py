"""What every page needs: the addresses of the same page in other languages and a few settings."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject

from catalogue.languages import LANGUAGES


def portal(request):
    return {
        "SITE_URL": settings.SITE_URL,
        "CONTACT_EMAIL": settings.CONTACT_EMAIL,
        "LANGUAGES": settings.LANGUAGES,
        "LANGUAGE_CODE": request.LANGUAGE_CODE,
        "alternates": SimpleLazyObject(lambda: {code: translate_url(request.path, code) for code in LANGUAGES}),
    }
