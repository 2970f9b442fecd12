"""A node goes on with the release that it was started with, whatever is put into its folder meanwhile."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.template.loader import get_template

from mer_portal.nodes import release

KNOWN = """
import json
import mer_portal.wsgi
from django.conf import settings
from django.template import engines
from django.utils.translation import trans_real
[loader] = engines["django"].engine.template_loaders
pages = settings.BASE_DIR / "templates"
names = {str(path.relative_to(pages)) for path in pages.rglob("*")} & {*loader.get_template_cache}
print(json.dumps({"templates": len(names), "languages": sorted(trans_real._translations)}))
"""


@pytest.mark.parametrize(("is_read", "shown"), [(True, "before"), (False, "after")])
def test_a_template_is_that_of_the_release_that_was_read(settings, tmp_path, is_read, shown):
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    page = tmp_path / "rooms" / "page.html"
    page.parent.mkdir()
    page.write_text("before")
    if is_read:
        release.read_all()

    page.write_text("after")

    assert get_template("rooms/page.html").render() == shown


def test_all_of_it_is_read_before_the_workers_part():
    environment = os.environ | {"DATABASE_URL": "sqlite://:memory:", "DEBUG": "off"}
    done = subprocess.run(
        [sys.executable, "-c", KNOWN],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    pages = [path for path in (settings.BASE_DIR / "templates").rglob("*") if path.is_file()]
    assert json.loads(done.stdout) == {"templates": len(pages), "languages": ["en", "sl"]}
