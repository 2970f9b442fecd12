from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path
from django.utils.translation import pgettext_lazy
from django.views.generic import RedirectView
from taggit.models import Tag

from catalogue.api import api
from catalogue.bulk import admin as bulk
from catalogue.oai.views import oai
from catalogue.previews.views import preview
from library.views import figure
from mer_portal import views
from mer_portal.nodes import readiness
from mer_portal.sitemaps import SITEMAPS
from projects.press import views as press

admin.site.login = secure_admin_login(admin.site.login)
# The vocabulary is Topic, not taggit's free tags; and people keep the secrets of their second step to themselves.
admin.site.unregister([Tag, Authenticator, SocialAccount, SocialApp, SocialToken])

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home")),
    path("admin/", RedirectView.as_view(pattern_name="admin:index")),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", readiness.health, name="health"),
    path("readyz", readiness.ready, name="ready"),
    path("opensearch-<slug:language>.xml", views.opensearch, name="opensearch"),
    path("predogled/<slug:kind>/<number:pk>-<slug:language>-<slug:digest>.png", preview, name="preview"),
    path("oai", oai, name="oai"),
    path("oai/", RedirectView.as_view(pattern_name="oai", query_string=True)),
    path("api/", RedirectView.as_view(pattern_name="api:openapi-view")),
    path("api/v1/", RedirectView.as_view(pattern_name="api:openapi-view")),
    path("api/v1/", api.urls),
    path("files/figures/<number:pk>", figure, name="figure"),
    path("files/figures/<number:pk>/<number:width>", figure, name="figure_width"),
    path("files/press/<number:pk>", press.file, name="press_file"),
    path("files/<slug:kind>/<number:pk>/<slug:field>", views.file, name="file"),
    path("files/<slug:kind>/<number:pk>/<slug:field>/<number:width>", views.file, name="file_width"),
]

urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("admin/import-entries/", admin.site.admin_view(bulk.import_entries), name="import_entries"),
    path("admin/import-entries/template/", admin.site.admin_view(bulk.template), name="import_template"),
    path("admin/", admin.site.urls),
    # What allauth has for providers of its own: the portal knows one, by its settings.
    path(pgettext_lazy("address", "account/"), include([re_path("^3rdparty/", views.nothing)])),
    path(pgettext_lazy("address", "account/"), include("allauth.urls")),
    path("components/", views.components, name="components"),
    path("", include("catalogue.urls")),
    # Looked through one after the other for every page: those that are read most come first.
    path("", include("library.urls")),
    path("", include("projects.urls")),
    path("", include("workshops.urls")),
    path("", include("partners.urls")),
    path("", include("plans.urls")),
    path("", include("tools.urls")),
    path("", include("publishing.urls")),
)

handler400 = "mer_portal.views.bad_request"
handler403 = "mer_portal.views.forbidden"
handler404 = "mer_portal.views.not_found"
handler429 = "mer_portal.views.too_many"
handler500 = "mer_portal.views.server_error"
