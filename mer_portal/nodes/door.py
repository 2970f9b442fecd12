"""What is particular to one node of several, before anybody is known and before any form is looked at."""

from urllib.parse import urlsplit

from django.conf import settings

from mer_portal.nodes import own_writes, reading
from mer_portal.nodes.readiness import PROBES

OWN_HOST = urlsplit(settings.SITE_URL).netloc


def door(get_response):
    def middleware(request):
        if request.path_info in PROBES:
            request.META["HTTP_HOST"] = OWN_HOST  # proxies and machines ask by numbers, and nothing of it comes back
        elif settings.READ_ONLY and (refused := reading.refusal(request)):
            return refused
        response = get_response(request)
        own_writes.tell(request, response)
        return response

    return middleware
