"""A PostgreSQL server of the distribution with a streaming replica, in a folder that goes when the drill ends."""

import os
import secrets
import socket
import subprocess
import time
from pathlib import Path

import psycopg2

QUICK = "-F -c synchronous_commit=off -c full_page_writes=off -c jit=off -c max_connections=60"
SAFE = "-F -c jit=off -c max_connections=60"  # an acknowledged write is there: only the machine may not fail


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def programs():
    """The folder of the newest one that is installed."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not found:
        raise SystemExit("PostgreSQL is not here; on Debian: apt-get install postgresql")
    return max(found, key=lambda folder: [int(part) for part in folder.parent.name.split(".")])


class Server:
    """One PostgreSQL server; it refuses to run as root, so then it runs as its own user."""

    def __init__(self, folder, password):
        self.folder, self.password, self.port = folder, password, free_port()
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def run(self, program, *arguments):
        command = [*self.user, str(programs() / program), *map(str, arguments)]
        environment = os.environ | {"PGPASSWORD": self.password}
        done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{program}: {done.stderr or done.stdout}")

    def start(self):
        log = self.folder.with_suffix(".log")
        options = f"-h 127.0.0.1 -p {self.port} -k {self.folder.parent} {SAFE}"
        command = [*self.user, str(programs() / "pg_ctl"), "start", "-s", "-w", "-D", str(self.folder), "-l", str(log)]
        # It hands its output on to the server, so no pipe may wait for its end.
        done = subprocess.run([*command, "-o", options], cwd="/", stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise SystemExit(log.read_text())

    def kill(self):
        """Nothing is said to anybody, nothing is written at the end."""
        self.run("pg_ctl", "stop", "-s", "-D", self.folder, "-m", "immediate")

    @property
    def url(self):
        return f"postgres://portal:{self.password}@127.0.0.1:{self.port}/portal"

    def ask(self, statement, database="portal"):
        connection = psycopg2.connect(self.url.rpartition("/")[0] + f"/{database}")
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchone()[0] if cursor.description else None
        finally:
            connection.close()


class Cluster:
    def __init__(self, folder):
        password = secrets.token_hex(16)
        place = folder / "pg"
        place.mkdir(mode=0o700)
        (place / "password").write_text(password)
        self.primary, self.replica = (Server(place / name, password) for name in ("primary", "replica"))
        if os.geteuid() == 0:
            subprocess.run(["/bin/chown", "-R", "postgres", str(place)], check=True)
        locale = ("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--auth=scram-sha-256")
        secret = ("--username=portal", f"--pwfile={place / 'password'}")
        self.primary.run("initdb", "-D", self.primary.folder, *secret, *locale)
        self.primary.start()
        self.primary.ask("CREATE DATABASE portal", "postgres")

    def follow(self):
        """Make the replica, of what there is by now."""
        source = f"host=127.0.0.1 port={self.primary.port} user=portal password={self.primary.password}"
        self.primary.run("pg_basebackup", "-D", self.replica.folder, "-R", "-c", "fast", "--no-sync", "-d", source)
        self.replica.start()

    def delay(self, seconds):
        """How long the replica waits before it repeats what the primary did."""
        self.replica.ask(f"ALTER SYSTEM SET recovery_min_apply_delay = '{seconds}s'")
        self.replica.ask("SELECT pg_reload_conf()")

    def caught_up(self):
        place = self.primary.ask("SELECT pg_current_wal_lsn()")
        until = time.monotonic() + 60
        while not self.replica.ask(f"SELECT pg_last_wal_replay_lsn() >= '{place}'"):
            if time.monotonic() > until:
                raise SystemExit("The replica does not catch up.")
            time.sleep(0.1)

    def stop(self):
        for server in (self.replica, self.primary):
            if (server.folder / "postmaster.pid").exists():
                server.kill()
