"""Addresses of networks: who is in them, what they share, the picture of them all, and their desk."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from partners.networks.views import desk, public

urlpatterns = [
    path(pgettext_lazy("address", "network/"), public.network_of_networks, name="network_of_networks"),
    path(pgettext_lazy("address", "network/overlap/"), public.overlap, name="network_overlap"),
    path(pgettext_lazy("address", "network/overlap/table/<slug:which>/"), public.matrix, name="network_matrix"),
    path(
        pgettext_lazy("address", "network/overlap/<number:one>/<number:other>/"), public.shared, name="network_shared"
    ),
    path(pgettext_lazy("address", "networks/<slug:slug>/members/"), public.members, name="network_members"),
    path(pgettext_lazy("address", "networks/<slug:slug>/join/"), public.join, name="network_join"),
    path(pgettext_lazy("address", "desk/networks/"), desk.mine, name="my_networks"),
    path(pgettext_lazy("address", "desk/networks/<number:pk>/"), desk.network, name="network_desk"),
    path(pgettext_lazy("address", "desk/networks/<number:pk>/invite/"), desk.invite, name="network_invite"),
    path(pgettext_lazy("address", "desk/networks/<number:pk>/networks/"), desk.tie, name="network_tie"),
    path(pgettext_lazy("address", "desk/networks/<number:pk>/table/"), desk.export, name="network_table"),
    path(
        pgettext_lazy("address", "desk/networks/<number:pk>/members/<number:number>/role/"),
        desk.role,
        name="network_role",
    ),
    path(
        pgettext_lazy("address", "desk/networks/<number:pk>/members/<number:number>/hand-over/"),
        desk.hand_over,
        name="network_hand_over",
    ),
    path(
        pgettext_lazy("address", "desk/network-memberships/<number:pk>/<slug:name>/"),
        desk.membership_step,
        name="membership_step",
    ),
    path(
        pgettext_lazy("address", "desk/network-links/<number:pk>/<slug:name>/"),
        desk.link_step,
        name="network_link_step",
    ),
]
