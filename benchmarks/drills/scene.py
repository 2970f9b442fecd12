"""What a drill plays on: a primary with its replica, two nodes that write, one that reads, nginx before them."""

import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from benchmarks.drills.cluster import Cluster, free_port, programs
from benchmarks.drills.fleet import ROOT, Node, Proxy, release, settings
from benchmarks.drills.load import Load, ask


class Scene:
    def __init__(self, folder, home=None):
        self.folder, self.port, self.running = folder, free_port(), []
        self.home = home or release(folder / "release")
        self.cluster = Cluster(folder)
        self.running.append(self.cluster.stop)
        self.environment = settings(self.cluster.primary.url, self.port) | {"MEDIA_ROOT": str(folder / "media")}

    def begin(self, fill):
        fill(self)
        self.cluster.follow()
        self.first, self.second, self.reader = (self.node(name) for name in ("first", "second", "reader"))
        for node in self.nodes:
            node.start()
            self.running.append(node.remove)
        self.desk = self.at_the_desk()
        self.running.append(self.leave_the_desk)
        self.session, self.entry, *self.addresses = self.desk.stdout.readline().split()
        self.proxy = Proxy(self.folder / "nginx", self.port)
        self.proxy.write_nodes(*self.nodes)
        for node in self.nodes:
            node.wait()
        self.proxy.start()
        self.running.append(self.proxy.end)
        self.cluster.caught_up()

    @property
    def nodes(self):
        return self.first, self.second, self.reader

    def node(self, name, home=None):
        own = {"DATABASE_URL": self.cluster.replica.url, "READ_ONLY": "on"} if name == "reader" else {}
        return Node(name, home or self.home, self.environment | own, self.folder / f"{name}.log")

    def manage(self, *arguments, home=None, **options):
        command = [sys.executable, "manage.py", *arguments]
        place = home or self.home
        done = subprocess.run(
            command, cwd=place, env=self.environment, capture_output=True, text=True, check=False, **options
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def at_the_desk(self):
        script = (ROOT / "benchmarks/drills/desk.py").read_text()
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, cwd=self.home, env=self.environment, **pipes)

    def leave_the_desk(self):
        self.desk.kill()
        self.desk.communicate()

    def load(self, **options):
        return Load(self.port, self.addresses, session=self.session, **options)

    def ask(self, address, **options):
        return ask(self.port, address, **options)

    def lost(self, names):
        """Of topics that were acknowledged those that are not there."""
        found = self.cluster.primary.ask("SELECT array_agg(slug) FROM catalogue_topic")
        return sorted(set(names) - set(found))

    def publish(self, words):
        """What staff do at the desk: an entry gets another title."""
        self.desk.stdin.write(f"{words}\n")
        self.desk.stdin.flush()
        self.desk.stdout.readline()
        return time.monotonic()

    def end(self):
        for ended in self.running[::-1]:
            ended()


@contextmanager
def scene(fill, **options):
    with tempfile.TemporaryDirectory(prefix="mer-drill-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        folder.chmod(0o755)  # the database runs as another user
        made = Scene(folder, **options)
        try:
            made.begin(fill)
            yield made
        finally:
            made.end()


def empty(scene):
    """Tables alone, as a new portal has them."""
    scene.manage("migrate", "--verbosity=0")
    scene.manage("createcachetable")


def shipped(scene):
    empty(scene)
    scene.manage("load_content")


def like(url):
    """The tables and rows of another database, which is quicker than all migrations."""

    def copied(scene):
        options = ["--no-owner", "--no-privileges", "--dbname", url]
        with subprocess.Popen([programs() / "pg_dump", *options], stdout=subprocess.PIPE) as dump:
            command = [programs() / "psql", "--quiet", "--set=ON_ERROR_STOP=1", scene.cluster.primary.url]
            subprocess.run(command, stdin=dump.stdout, stdout=subprocess.DEVNULL, check=True)
        scene.manage("createcachetable")

    return copied
