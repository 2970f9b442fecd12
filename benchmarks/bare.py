"""The portal with one address more: a bare Django view that returns 20 kB, the unit of `page_cost.py`."""

import setup

setup.start()

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import include, path


def bare(request):
    return HttpResponse("x" * 20_000)


urlpatterns = [path("bare/", bare), path("", include("mer_portal.urls"))]
settings.ROOT_URLCONF = __name__
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
application = get_wsgi_application()
