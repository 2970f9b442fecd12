"""Addresses that the rooms of signing name for each other."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from catalogue.languages import LANGUAGES

VERIFY = "verify"  # takes the code of a certificate
HOME = LANGUAGES[0]


def verify_address(code):
    """In full, for the paper; in Slovenian, whatever the page is in."""
    with translation.override(HOME):
        return settings.SITE_URL + reverse(VERIFY, args=[code])
