"""Files go out by one door, under a name in any letters."""

import re

import pytest
from django.conf import settings

from catalogue.files.sending import download

ROOMS = ["catalogue", "publishing", "partners", "projects", "library", "workshops", "tools", "plans", "mer_portal"]


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("links.csv", 'attachment; filename="links.csv"'),
        ("čebele.csv", "attachment; filename*=utf-8''%C4%8Debele.csv"),
        ('a"b\\c.csv', r'attachment; filename="a\"b\\c.csv"'),
        ("a\r\nSet-Cookie: x.csv", "attachment; filename*=utf-8''a%0D%0ASet-Cookie%3A%20x.csv"),
    ],
)
def test_a_file_is_kept_under_the_name_it_was_given(name, disposition):
    response = download(name, b"a,b", "text/csv; charset=utf-8")

    assert response["Content-Disposition"] == disposition
    assert (response["Content-Type"], response["X-Content-Type-Options"], response.content) == (
        "text/csv; charset=utf-8",
        "nosniff",
        b"a,b",
    )


def test_no_other_door_names_a_file():
    sources = [path for room in ROOMS for path in (settings.BASE_DIR / room).rglob("*.py")]
    sources = [path for path in sources if "archive" not in path.parts]  # it reads what the doors say

    naming = [path.name for path in sources if re.search("content.disposition", path.read_text(encoding="utf-8"), re.I)]

    assert naming == ["sending.py"]
