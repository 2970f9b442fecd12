"""Django for the benchmarks: the database that DATABASE_URL names, with production settings."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def start():
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mer_portal.settings")
    os.environ.setdefault("SECRET_KEY", "benchmark-" + "x" * 40)
    import django
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # no files need be collected
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    django.setup()


def prepare():
    """Tables and the shipped content, in a throw-away database only."""
    from django.core.management import call_command

    from partners.models import User

    call_command("migrate", verbosity=0)
    if User.objects.exists():
        raise SystemExit("This database holds users. Use a throw-away one.")
    call_command("load_content", verbosity=0)
