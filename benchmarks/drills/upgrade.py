"""A release is put in, node by node, under load: its migration, its style sheet, and nobody notices.

The next release is a copy of this portal with a column, an index and a style sheet more; of the one before it is this
portal, or what `--from REVISION` was.
"""

import re
import subprocess
import sys
import time

from benchmarks.drills.acts import read
from benchmarks.drills.fleet import ROOT, release
from benchmarks.drills.load import ask

STYLE = re.compile(r'<link [^>]*rel="stylesheet"[^>]*href="(/static/[^"]+)"')
COLUMN = """from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "{last}")]
    operations = [
        migrations.AddField("card", "drilled", models.IntegerField(db_default=0, default=0, editable=False)),
    ]
"""
INDEX = """from django.db import migrations, models

from catalogue.indexing_beside import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("catalogue", "{last}")]
    operations = [AddIndexBeside("card", models.Index(fields=["drilled"], name="card_drilled"))]
"""


def before(folder, revision=""):
    """This portal, or what it was at a revision, with its static files."""
    if not revision:
        return release(folder / "before")
    (folder / "taken").mkdir()
    archive = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder / "taken")], input=archive, check=True)
    subprocess.run([sys.executable, "bin/compile_messages"], cwd=folder / "taken", check=True)
    return release(folder / "before", folder / "taken")


def after(folder):
    """The next release: each file that differs from this one is written here."""
    home = release(folder / "after")
    migrations = home / "catalogue/migrations"
    last = max(path.stem for path in migrations.glob("0*.py"))
    (migrations / "8000_drilled.py").write_text(COLUMN.format(last=last))
    (migrations / "8001_drilled_index.py").write_text(INDEX.format(last="8000_drilled"))
    card = home / "catalogue/models/card.py"
    field = "    drilled = models.IntegerField(db_default=0, default=0, editable=False)\n\n    class Meta:"
    head, _class, rest = card.read_text().partition("class Card(")
    card.write_text(f"{head}class Card({rest.replace('    class Meta:', field, 1)}")
    for sheet in (home / "static/css").glob("*.css"):
        sheet.write_text(sheet.read_text() + "\n.drilled { color: inherit; }\n")
    return home


def collect(scene, home):
    scene.manage("collectstatic", "--no-input", "--verbosity=0", "--ignore=redoc*", "--ignore=flags", home=home)


def rolling_upgrade(scene, home, pause=2.0):
    """As the guide has it: migrate, then each node is left out, exchanged and let in again."""
    old, bare = ask(scene.port, "/en/").body, []

    def look(port, answer):
        """The style sheets of a page, at once and by another connection, as a browser asks."""
        bare.extend(sheet for sheet in styles(answer.body) if ask(port, sheet).status != 200)

    with scene.load(readers=4, writers=1, look=look) as load:
        time.sleep(pause)
        scene.manage("migrate", "--verbosity=0", home=home)
        migrated = time.monotonic()
        time.sleep(pause)
        beside = len([answer for answer in load.read if answer.at > migrated])
        for node in scene.nodes:
            scene.proxy.write_nodes(*scene.nodes, down=[node])
            scene.proxy.reload()
            node.end()
            node.home = home
            node.start().wait()
            scene.proxy.write_nodes(*scene.nodes)
            scene.proxy.reload()
            time.sleep(pause / 2)
        time.sleep(pause)
    now = ask(scene.port, "/en/").body
    missing = [sheet for sheet in styles(old) if ask(scene.port, sheet).status != 200]
    return read(load) | {
        "of them by the code of before, on the new tables": (beside, None),
        "style sheets not there": (len(bare), 0),
        "style sheets of a page that was left open, gone": (len(missing), 0),
        "nothing was upgraded": (int(styles(now) == styles(old)), 0),
        "writers not served": (len(load.written) - len(load.acknowledged()), 0),
        "acknowledged and lost": (len(scene.lost(load.acknowledged())), 0),
    }


def styles(body):
    return STYLE.findall(body)
