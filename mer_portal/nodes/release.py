"""What a release says is read before the workers part: one that is put into the folder meanwhile is for the next start.

Workers are renewed now and then, and each would read templates and translations when it first needs them: those of the
next release, though its code is of this one.
"""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation


def read_all():
    for code, _name in settings.LANGUAGES:
        with translation.override(code):  # reads its texts
            pass
    for folder in map(Path, settings.TEMPLATES[0]["DIRS"]):
        for path in folder.rglob("*"):
            if path.is_file():
                get_template(path.relative_to(folder).as_posix())
