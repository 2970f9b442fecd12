"""Many press at the same moment: no seat is given twice, no address stands twice, nothing is done twice.

On PostgreSQL the crowd is made of threads of the test. A test's SQLite lies in memory and has one connection, so there
it is copied into a file, and a process of its own presses.
"""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection

from catalogue.models import CatalogueState
from tests.workshops.coming import comes, open_form, wishes
from tests.workshops.registering import crowd
from tests.workshops.registering.coming_by_page import SENT, link_of, page_of, way

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[3]
CAPACITY, CROWD, TIMES = 10, 40, 8


@pytest.fixture(autouse=True)
def standing_rows():
    """Tests with live connections empty all tables, also those that migrations filled."""
    CatalogueState.objects.get_or_create(pk=1)
    for name in ("Coordinators", "Reviewers"):
        Group.objects.get_or_create(name=name)
    cache.clear()


def pressed(folder, asked):
    """[(answers, what stands now)] of each (form, requests)."""
    if connection.vendor == "postgresql":
        return [(crowd.press(requests), crowd.came_of(form)) for form, requests in asked]
    path = folder / "crowd.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    told = {"DATABASE_URL": f"sqlite:///{path}", "SECRET_KEY": settings.SECRET_KEY, "SITE_URL": settings.SITE_URL}
    told |= {"DJANGO_SETTINGS_MODULE": "mer_portal.settings", "PYTHONPATH": str(ROOT), "DATA_DIR": str(folder)}
    command = [sys.executable, crowd.__file__]
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=False, env=os.environ | told, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_a_crowd_gets_the_seats_that_there_are_and_everybody_once(tmp_path):
    race, one_address, leaving = open_form(capacity=CAPACITY), open_form(), open_form(capacity=1)
    links = [(link_of(wishes(race)), {}) for _number in range(CROWD)]
    forms = [(page_of(one_address), SENT | {"name": f"Ana {number}"}) for number in range(TIMES)]
    leaver, _waits, _waits_too = comes(leaving), comes(leaving), comes(leaving)

    (proven, after_race), (sent, after_forms), (left, after_leaving) = pressed(
        tmp_path,
        [[race.pk, links], [one_address.pk, forms], [leaving.pk, [(way("withdraw", leaver), {})] * 2]],
    )

    assert (proven, sent, left) == ({"302": CROWD}, {"302": TIMES}, {"302": 2})
    assert after_race["taken"] == [CAPACITY, CAPACITY]
    assert after_race["states"] == {"confirmed": CAPACITY, "waiting": CROWD - CAPACITY}
    assert after_race["line"] == list(range(1, CROWD - CAPACITY + 1))
    assert after_race["mails"] == 2 * CROWD
    assert after_forms["states"] == {"unverified": 1}
    assert (after_leaving["steps"]["withdraw"], after_leaving["steps"]["offer"]) == (1, 1)
    assert after_leaving["states"] == {"withdrawn": 1, "offered": 1, "waiting": 1}
