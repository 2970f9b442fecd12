"""What a page costs that nginx keeps for a moment, and one that the portal alone keeps, in units of the bare view.

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python benchmarks/nginx_cost.py

CPU of gunicorn, the database and nginx together, for one request over plain http on one connection. Unpacked is for a
reader who takes no gzip: nginx keeps only the packed page and unpacks it each time.
"""

import http.client
import re
import subprocess
import tempfile
import time
from pathlib import Path

import page_cost
from django.conf import settings

ROUNDS, REQUESTS = 7, 2000
ROOT = settings.BASE_DIR


def configuration(folder, port, node):
    """portal.conf without TLS, so that pages alone are compared."""
    text = (ROOT / "deploy/nginx/portal.conf").read_text()
    text = text[: text.index("server {")] + text[text.index("server {", text.index("listen 443") - 40) :]
    text = re.sub(r"^\s+(ssl_|listen \[).*\n", "", text, flags=re.MULTILINE)
    text = text.replace("listen 443 ssl http2 default_server;", f"listen 127.0.0.1:{port};")
    text = text.replace("/var/cache/nginx", str(folder / "cache")).replace("/usr/share/portal", str(folder))
    nodes = "".join(
        f"upstream portal_{name} {{ server 127.0.0.1:{node}; }}\n" for name in ("primary", "readers", "static")
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder / 'temporary' / kind};\n" for kind in kinds)
    head = f"daemon off; pid {folder}/pid; worker_processes 1; events {{}}\n"
    return f"{head}http {{ access_log off; keepalive_requests 100000;\n{places}{nodes}{text}}}"


def started(folder, port, node):
    for name in ("temporary", "cache"):
        (folder / name).mkdir()
        (folder / name).chmod(0o777)
    (folder / "nginx.conf").write_text(configuration(folder, port, node))
    process = subprocess.Popen(["/usr/sbin/nginx", "-e", str(folder / "log"), "-c", str(folder / "nginx.conf")])
    time.sleep(1)
    if process.poll() is not None:
        raise SystemExit((folder / "log").read_text())
    return process


def ask(port, address, times, encoding):
    link = http.client.HTTPConnection("127.0.0.1", port)
    for _time in range(times):
        link.request("GET", address, headers={"Host": settings.SITE_HOST, "Accept-Encoding": encoding})
        answer = link.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")
    link.close()


def measure(processes, port, address, encoding="gzip", times=REQUESTS):
    """Seconds of CPU a request: the middle one of some rounds."""
    ask(port, address, 50, encoding)
    took = []
    for _round in range(ROUNDS):
        before = sum(page_cost.cpu(process) for process in processes)
        ask(port, address, times, encoding)
        took.append((sum(page_cost.cpu(process) for process in processes) - before) / times / 1e9)
    return sorted(took)[ROUNDS // 2]


def main():
    item = page_cost.pages()["item"]
    with page_cost.served(kept=64) as (server, node), tempfile.TemporaryDirectory(prefix="mer-nginx-") as place:
        folder = Path(place)
        folder.chmod(0o755)
        port = node + 1 if node < 65535 else node - 1
        proxy = started(folder, port, node)
        try:
            unit = measure([server], node, "/bare/", times=REQUESTS // 4)
            tell("bare view", unit, unit)
            tell("kept by the portal", measure([server], node, item, times=REQUESTS // 4), unit)
            tell("kept by nginx", measure([server, proxy], port, item), unit)
            tell("kept by nginx, unpacked", measure([server, proxy], port, item, encoding="identity"), unit)
        finally:
            proxy.terminate()
            proxy.wait()


def tell(name, seconds, unit):
    print(f"{name:<28}{seconds * 1000:>8.3f} ms{seconds / unit:>8.3f} units{unit / seconds:>8.1f} × the bare view")


if __name__ == "__main__":
    main()
