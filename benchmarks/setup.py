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

    django.setup()
