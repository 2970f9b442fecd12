"""The README draws the workflow and the rights from the tables of the code."""

import pytest
from django.conf import settings

from publishing import diagram


@pytest.mark.parametrize("drawn", [diagram.workflow, diagram.steps, diagram.rights])
def test_the_readme_says_what_the_tables_say(drawn):
    readme = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")

    assert readme.count(drawn()) == 1
