from django.urls import include, path
from django.utils.translation import pgettext_lazy

from catalogue.models import Kind
from catalogue.views import kind_list
from partners.contact import desk as contact_desk
from partners.contact import public as contact
from partners.institution.urls import urlpatterns as institution
from partners.leaving.urls import urlpatterns as leaving
from partners.listings import lists
from partners.listings import views as own_listings
from partners.matching import views as matching
from partners.networks.urls import urlpatterns as networks
from partners.networks.views import public
from partners.views import entries, people

urlpatterns = [
    path(pgettext_lazy("address", "places/"), kind_list, {"kind": Kind.PLACE}, name="place_list"),
    path(pgettext_lazy("address", "places/<slug:slug>/"), entries.place, name="place"),
    path(pgettext_lazy("address", "places/<slug:slug>/pdf/"), entries.place_sheet, name="place_sheet"),
    path(pgettext_lazy("address", "partners/"), kind_list, {"kind": Kind.PARTNER}, name="partner_list"),
    path(pgettext_lazy("address", "partners/<slug:slug>/"), entries.partner, name="partner"),
    path(pgettext_lazy("address", "news/"), kind_list, {"kind": Kind.POST}, name="post_list"),
    path(pgettext_lazy("address", "news/<slug:slug>/"), entries.post, name="post"),
    path(pgettext_lazy("address", "networks/"), public.networks, {"kind": Kind.NETWORK}, name="network_list"),
    path(pgettext_lazy("address", "networks/<slug:slug>/"), entries.network, name="network"),
    path(pgettext_lazy("address", "needs-and-offers/"), lists.listings, {"kind": Kind.LISTING}, name="listing_list"),
    path(pgettext_lazy("address", "needs-and-offers/<slug:slug>/"), entries.listing, name="listing"),
    path("", include("partners.ideas.urls")),
    path("", include("partners.opportunities.urls")),
    path(pgettext_lazy("address", "desk/listings/<number:pk>/matches/"), matching.matches, name="listing_matches"),
    path(
        pgettext_lazy("address", "desk/listings/<number:pk>/matches/<number:number>/"),
        matching.dismiss,
        name="listing_match",
    ),
    path(pgettext_lazy("address", "desk/listings/<number:pk>/longer/"), own_listings.extend, name="listing_extend"),
    path(pgettext_lazy("address", "write-to/<slug:kind>/<number:pk>/"), contact.contact, name="contact"),
    path(pgettext_lazy("address", "write-to/<slug:kind>/<number:pk>/sent/"), contact.sent, name="contact_sent"),
    path(pgettext_lazy("address", "write-to/confirm/<str:token>/"), contact.confirm, name="contact_confirm"),
    path(pgettext_lazy("address", "desk/messages/"), contact_desk.received_messages, name="contact_messages"),
    path(pgettext_lazy("address", "desk/messages/<number:pk>/"), contact_desk.message, name="contact_message"),
    path(pgettext_lazy("address", "desk/people/"), people.people, name="people"),
    path(pgettext_lazy("address", "desk/people/<number:pk>/"), people.organisation, name="organisation"),
    path(
        pgettext_lazy("address", "desk/people/<number:pk>/invitations/<number:number>/revoke/"),
        people.revoke,
        name="invitation_revoke",
    ),
    path(
        pgettext_lazy("address", "desk/people/<number:pk>/members/<number:number>/role/"),
        people.role,
        name="member_role",
    ),
    path(
        pgettext_lazy("address", "desk/people/<number:pk>/members/<number:number>/leave/"),
        people.leave,
        name="member_leave",
    ),
    path(pgettext_lazy("address", "invitation/<str:token>/"), people.invitation, name="invitation"),
    *leaving,
    *institution,
    *networks,
]
