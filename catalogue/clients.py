"""Who asks: the address from which a request comes, for limits."""

import ipaddress

from django.conf import settings


def client_address(request):
    """The address as the outermost trusted proxy saw it; what clients say of themselves is not believed.

    Of IPv6 the network, for one client has all the addresses in it.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = request.headers.get("x-forwarded-for", "").split(",")
    seen = forwarded[-proxies].strip() if 0 < proxies <= len(forwarded) else ""
    seen = seen or request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return seen
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else seen
