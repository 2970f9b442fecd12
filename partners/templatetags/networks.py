from django import template

from catalogue.views import reader
from partners.networks.rights import led_by, speaks_for_network

register = template.Library()


@register.inclusion_tag("partners/networks/way_in.html")
def way_into_network(network, request):
    """For whoever may ask to join, or invite; of the public nobody's session is looked at."""
    person = reader(request)
    if network.pk is None or not network.is_published:
        return {}
    led = led_by(person)
    free = bool(led) and network.memberships.open().filter(partner__in=led).count() < len(led)
    return {
        "network": network,
        "may_ask": network.joinable and free,
        "may_invite": person.is_authenticated and speaks_for_network(person, network),
    }
