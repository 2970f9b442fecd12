"""Nodes of the portal, and nginx before them as `deploy/nginx` has it."""

import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.drills.cluster import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "only-for-drills-0123456789-0123456789-0123456789-0123456789"
NOT_OF_A_RELEASE = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", "tests", ".*_cache")
FIRST, SECOND, READER = "127.0.0.1:8001", "127.0.0.1:8002", "127.0.0.1:8003"  # as nodes.conf has them


def settings(url, proxy):
    """Of all nodes; a reader has its own database and READ_ONLY."""
    return os.environ | {
        "SECRET_KEY": KEY,
        "SITE_URL": f"https://127.0.0.1:{proxy}",
        "DATABASE_URL": url,
        "DEBUG": "off",
        "TRUSTED_PROXIES": "1",
        "API_RATE": "0",
        "LOG_LEVEL": "WARNING",
    }


def release(folder, source=ROOT):
    """A copy of the portal, with a `var` of its own."""
    shutil.copytree(source, folder, ignore=NOT_OF_A_RELEASE, symlinks=True)
    (folder / "var").mkdir()
    return folder


class Node:
    def __init__(self, name, home, environment, log):
        self.name, self.home, self.log, self.port = name, home, log, free_port()
        self.environment = environment | {"PORT": str(self.port), "DRAIN_SECONDS": "1"}

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "-c", "mer_portal/gunicorn.conf.py", self.application()]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=self.home, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        return self

    def application(self):
        """Where no static files were collected, one that asks for no list of them."""
        collected = (self.home / "var/static/staticfiles.json").exists()
        return "mer_portal.wsgi:application" if collected else "benchmarks.drills.plain:application"

    def wait(self):
        until = time.monotonic() + 60
        while self.status("/healthz") != 200:
            if time.monotonic() > until or self.process.poll() is not None:
                raise SystemExit(f"{self.name} did not start:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.1)
        return self

    def status(self, address):
        try:
            return self.get(address)[0]
        except OSError:
            return 0

    def get(self, address):
        """(status, body) past the proxy."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            host = self.environment["SITE_URL"].partition("//")[2]
            link.request("GET", address, headers={"Host": host, "X-Forwarded-Proto": "https"})
            answer = link.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            link.close()

    def kill(self):
        """All its processes at once, as when a machine loses power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self):
        """What was begun is answered."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def remove(self):
        if self.process.poll() is None:
            self.kill()


class Proxy:
    """nginx with the files of `deploy/nginx`, of which only the places differ."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        for name in ("tmp", "cache", "tls", "share"):
            (folder / name).mkdir(parents=True)
        folder.chmod(0o755)
        (folder / "tmp").chmod(0o777)
        (folder / "cache").chmod(0o777)
        shutil.copy(ROOT / "deploy/nginx/unavailable.html", folder / "share")
        certificate(folder / "tls")
        (folder / "portal.conf").write_text(placed(folder, port))
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder))

    def write_nodes(self, first, second, reader, down=()):
        text = (ROOT / "deploy/nginx/nodes.conf").read_text()
        for known, node in ((FIRST, first), (SECOND, second), (READER, reader)):
            mark = " down" if node in down else ""
            text = re.sub(rf"server {re.escape(known)} (.*);", rf"server 127.0.0.1:{node.port} \1{mark};", text)
        (self.folder / "nodes.conf").write_text(text)

    def command(self, *arguments):
        return [
            "/usr/sbin/nginx",
            "-e",
            str(self.folder / "error.log"),
            "-c",
            str(self.folder / "nginx.conf"),
            *arguments,
        ]

    def check(self):
        """What nginx says of the files; nothing where they are right."""
        done = subprocess.run(self.command("-t", "-q"), capture_output=True, text=True, check=False)
        return done.stderr if done.returncode else ""

    def start(self):
        self.process = subprocess.Popen(self.command(), start_new_session=True)
        until = time.monotonic() + 10
        while not (self.folder / "nginx.pid").exists():
            if time.monotonic() > until:
                raise SystemExit((self.folder / "error.log").read_text())
            time.sleep(0.05)

    def reload(self):
        self.process.send_signal(signal.SIGHUP)
        time.sleep(0.5)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def placed(folder, port):
    """portal.conf with the places of a drill; each that is named there must be met."""
    text = (ROOT / "deploy/nginx/portal.conf").read_text()
    for known, here in {
        "/var/cache/nginx": folder / "cache",
        "/etc/nginx/portal": folder / "tls",
        "/usr/share/portal": folder / "share",
        "/var/log/nginx": folder,
        "listen 443 ssl http2 default_server;": f"listen 127.0.0.1:{port} ssl http2 default_server;",
        "    listen [::]:443 ssl http2 default_server;\n": "",
        "listen 80 default_server;": f"listen 127.0.0.1:{free_port()} default_server;",
        "    listen [::]:80 default_server;\n": "",
    }.items():
        if known not in text:
            raise SystemExit(f"portal.conf no longer says “{known}”.")
        text = text.replace(known, str(here))
    return text


def certificate(folder):
    names = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    command = ["openssl", "req", "-x509", *kind, "-subj", "/CN=127.0.0.1", *names]
    subprocess.run(command, check=True, capture_output=True)


def trusting():
    """The certificate is the drill's own, made a moment ago."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


MAIN = """daemon off;
pid {folder}/nginx.pid;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/tmp/body;
    proxy_temp_path {folder}/tmp/proxy;
    fastcgi_temp_path {folder}/tmp/fastcgi;
    uwsgi_temp_path {folder}/tmp/uwsgi;
    scgi_temp_path {folder}/tmp/scgi;
    include {folder}/nodes.conf;
    include {folder}/portal.conf;
}}
"""
