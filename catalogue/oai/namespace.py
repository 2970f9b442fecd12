"""What the identifiers of the portal begin with: once given, it stays, whatever the portal's address becomes."""

import re

from django.conf import settings

NONE = "mer.invalid"
IDENTIFIER = re.compile(r"oai:([^:]+):([a-z]+)/([1-9][0-9]{0,17})")


def namespace_of_host(host):
    return host if settings.OAI_DOMAIN.fullmatch(host) else NONE


def namespace(state):
    """That of the settings, else the one that was stored when the portal was first started."""
    return settings.OAI_NAMESPACE or state.namespace or namespace_of_host(settings.SITE_HOST)


def identifier(state, record):
    return f"oai:{namespace(state)}:{record}"


def place(state, text):
    """(kind, number) of an identifier of this portal, else None."""
    found = IDENTIFIER.fullmatch(text)
    return (found[2], int(found[3])) if found and found[1] == namespace(state) else None
