"""What was sent may be kept: as long as the catalogue's version stands, asking again costs one query."""

import hashlib

from django.conf import settings
from django.utils.cache import get_conditional_response, patch_cache_control

from catalogue.api.errors import in_json

# Part of every tag: raise it with every change of what answers or feeds look like.
FORM = 3
SECONDS = 60


def tag(request, version):
    """The same for the same question to the same version of the catalogue; the language is part of the question."""
    asked = f"{FORM} {settings.SITE_URL} {request.get_full_path()}"
    return f'W/"{version}-{hashlib.sha256(asked.encode()).hexdigest()[:20]}"'


def kept(request, version, make):
    """The answer as JSON, or that the one the reader has is still right."""
    etag = tag(request, version)
    response = get_conditional_response(request, etag=etag) or in_json(make())
    return keepable(response, etag)


def keepable(response, etag):
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=SECONDS)
    return response
