#!/usr/bin/env python
"""Django's command-line utility for administrative tasks."""

import os
import secrets
import sys
from pathlib import Path

# Commands that only read code, and those that bring a key to a machine that has none.
START_WITHOUT_KEY = ("makemigrations", "makemessages", "compilemessages", "collectstatic", "restore", "check_backup")
STORED_KEY = Path(__file__).resolve().parent / "var" / "secret_key"


def main():
    """Run administrative tasks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mer_portal.settings")
    if sys.argv[1:2] and sys.argv[1] in START_WITHOUT_KEY and not STORED_KEY.exists():
        only_now = f"only-for-this-command-{secrets.token_urlsafe(50)}"  # as mer_portal/backup/keys.py knows it
        os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY") or only_now
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError as exc:
        raise ImportError(
            "Couldn't import Django. Are you sure it's installed and "
            "available on your PYTHONPATH environment variable? Did you "
            "forget to activate a virtual environment?"
        ) from exc
    try:
        settings.INSTALLED_APPS  # noqa: B018  read first, else Django runs its own commands without
    except ImproperlyConfigured as error:
        sys.exit(f"manage.py: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
