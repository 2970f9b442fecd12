"""The portal with one address more: a bare Django view that returns 20 kB, the unit of `page_cost.py`."""

import setup

setup.start()

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

from mer_portal import urls


def bare(request):
    return HttpResponse("x" * 20_000)


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
settings.ROOT_URLCONF = __name__
application = get_wsgi_application()
