"""Who has just sent something shall see it: for some seconds the proxy sends them to a node that writes."""

from django.conf import settings

from catalogue.api.errors import is_for_machines
from catalogue.oai import PATH
from mer_portal.nodes.reading import SAFE

FRESH = "fresh"  # the cookie that the proxy looks for
LASTS = 5  # seconds


def tell(request, response):
    """Whoever is signed in is sent there anyway; what was refused wrote nothing."""
    if request.method in SAFE or response.status_code >= 400 or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return
    if not is_for_machines(request) and request.path_info != PATH:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(FRESH, "1", max_age=LASTS, httponly=True, secure=secure, samesite="Lax")
