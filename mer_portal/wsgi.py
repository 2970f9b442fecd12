"""The portal for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mer_portal.settings")

application = get_wsgi_application()

from mer_portal.backup.exchanging import SENTENCE, unfinished  # noqa: E402  settings first

if unfinished():
    raise SystemExit(SENTENCE)

from catalogue.analysis import query_terms  # noqa: E402  settings first

# The lemmatisers load their dictionaries with the first word: before the workers part, not with a reader waiting.
query_terms("ogrevanje")

from django.conf import settings  # noqa: E402  settings first

from mer_portal.nodes import release  # noqa: E402  settings first

if not settings.DEBUG:  # who develops sees each change of a template at once
    release.read_all()
