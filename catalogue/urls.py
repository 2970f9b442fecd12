from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue import feeds, views

urlpatterns = [
    path(pgettext_lazy("address", "catalogue/"), views.catalogue, name="catalogue"),
    path(pgettext_lazy("address", "catalogue/suggestions/"), views.suggest, name="suggest"),
    path(pgettext_lazy("address", "feeds/"), feeds.feed, name="feed"),
    path(pgettext_lazy("address", "feeds/kinds/<slug:kind>/"), feeds.feed, name="feed"),
    path(pgettext_lazy("address", "feeds/topics/<slug:topic>/"), feeds.feed, name="feed"),
    path(pgettext_lazy("address", "feeds/kinds/<slug:kind>/topics/<slug:topic>/"), feeds.feed, name="feed"),
    path(pgettext_lazy("address", "map/"), views.map_of_europe, name="map"),
    path(pgettext_lazy("address", "pages/<slug:key>/"), views.page, name="page"),
]
