"""Networks for the browser: one of the organisation, another one in it, and a third that shares members."""

from django.urls import reverse
from django.utils import timezone, translation

from catalogue.languages import LANGUAGES
from partners.models import Network, NetworkLink, NetworkMembership, Partner
from projects.models import Participation, Project
from tests.factories import make

PAGES = ["full_network", "network_members", "network_shared", "network_overlap", "network_of_networks"]


def add_networks(own):
    """(number of the network, its pages by name and language)."""
    others = list(Partner.objects.published().exclude(pk=own.pk).order_by("pk")[:6])
    first = network("Zelenika: mreža con", "Zelenika: network of zones", "ZEL", coordinator=own, joinable=True)
    first.terms_sl, first.website, first.founded = "Članica pove, kaj zna.", "https://example.org/zelenika", 2019
    first.save()
    second, third = network("Mesta ob vodi", "Towns by the water"), network("Krožna mreža", "Circular network", "KM")
    join(first, own, "coordinator")
    for number, partner in enumerate(others):
        join((first, second, third)[number % 3], partner, "observer" if number == 3 else "member")
    join(second, own)
    join(third, own)
    asks = make(Partner, title_sl="Občina, ki prosi", title_en="Municipality that asks")
    NetworkMembership.objects.create(network=first, partner=asks, state="asked", reason="Radi bi se učili.")
    NetworkLink.objects.create(network=first, member=second, state="active", since=timezone.localdate())
    project = Project.objects.published().order_by("pk").first()
    project.network = first
    project.save()
    Participation.objects.get_or_create(project=project, partner=own)
    return first.pk, pages_of(first, second)


def network(title_sl, title_en, acronym="", **fields):
    return make(Network, title_sl=title_sl, title_en=title_en, acronym=acronym, **fields)


def join(network, partner, role="member"):
    NetworkMembership.objects.create(
        network=network, partner=partner, role=role, state="active", since=timezone.localdate()
    )


def pages_of(first, second):
    found = {name: {} for name in PAGES}
    for code in LANGUAGES:
        with translation.override(code):
            found["full_network"][code] = first.get_absolute_url()
            found["network_members"][code] = reverse("network_members", args=[getattr(first, f"slug_{code}")])
            found["network_shared"][code] = reverse("network_shared", args=[first.pk, second.pk])
            for name in PAGES[3:]:
                found[name][code] = reverse(name)
    return found
