"""A node that only reads, on a replica of the database: nothing is written, and whoever sends something is told so."""

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.api.errors import is_for_machines
from catalogue.api.errors import refusal as told_machines
from catalogue.oai import PATH
from mer_portal.nodes import lag

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
SOON = {"Retry-After": "5"}
LATER = {"Retry-After": "120"}
# What PostgreSQL says while it ends, starts or was made a replica; without any code the connection is gone.
AWAY = {None, "57P01", "57P02", "57P03", "25006"}


def refusal(request):
    """The answer of a reading node to what it cannot do; None where it can.

    Harvesters may ask by POST, and the door for machines refuses all else itself.
    """
    if request.method not in SAFE and request.path_info != PATH and not is_for_machines(request):
        return only_reading()
    try:
        return away(request) if lag.is_behind() else None
    except Error:
        return away(request)


def only_reading():
    text = _(
        "What you sent was not stored. Go back in your browser, where your form is as you filled it in, "
        "and send it again in a few minutes."
    )
    return page(_("At the moment the portal can only be read"), text, LATER)


def away(request):
    """What the proxy sends to another node, where there is one."""
    title = _("The portal cannot be reached for a moment")
    text = _("Nothing you sent was half saved. Try again in a minute.")
    if is_for_machines(request) or request.path_info == PATH:
        return with_headers(told_machines(503, f"{title}. {text}"), SOON)
    return page(title, text, SOON)


def page(title, text, headers):
    """Without the database, the session or the context processors."""
    context = {"title": title, "text": text, "language": get_language()}
    return with_headers(render(None, "503.html", context, status=503), headers)


def with_headers(response, headers):
    for name, value in {"Cache-Control": "no-store", **headers}.items():
        response.headers[name] = value
    response._has_been_logged = True  # no fault of this node, and there may be very many
    return response


def is_away(error):
    """Whether the fault is that of a database which others may reach: on a reading node any, else a lost connection."""
    if settings.READ_ONLY:
        return isinstance(error, Error)
    if isinstance(error, InterfaceError):
        return True
    cause = error.__cause__ if isinstance(error, OperationalError) else None
    return hasattr(cause, "pgcode") and cause.pgcode in AWAY
