"""The portal as its server starts it, but static files need not be collected: for drills that look at pages alone."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mer_portal.settings")

from django.conf import settings

settings.STORAGES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}

from mer_portal.wsgi import application

__all__ = ["application"]
