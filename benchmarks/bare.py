"""The portal, and beside it a bare Django view that returns 20 kB with no middleware: the unit of `page_cost.py`."""

import setup

setup.start()

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path

from mer_portal import urls


def bare(request):
    return HttpResponse("x" * 20_000)


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
settings.ROOT_URLCONF = __name__
portal = WSGIHandler()
settings.MIDDLEWARE = []
alone = WSGIHandler()


def application(environ, start_response):
    handler = alone if environ["PATH_INFO"] == "/bare/" else portal
    return handler(environ, start_response)
