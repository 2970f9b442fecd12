"""How gunicorn serves the portal: gunicorn -c mer_portal/gunicorn.conf.py mer_portal.wsgi:application

Environment: HOST (127.0.0.1), PORT (8000), WEB_WORKERS (2), WEB_THREADS (4), DRAIN_SECONDS (0).
"""

import os
import signal
import sys
import time
from pathlib import Path


def refuse(message):
    print(message, file=sys.stderr)
    raise SystemExit(2)


def whole_number(name, default, highest, lowest=1):
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and lowest <= int(value) <= highest):
        refuse(f"{name} must be a whole number from {lowest} to {highest}, not '{value}'.")
    return int(value)


host = os.environ.get("HOST") or "127.0.0.1"
if any(character.isspace() or character in "/@[]" for character in host):
    refuse(f"HOST must be a host name or an IP address to listen on, not '{host}'.")

port = whole_number("PORT", 8000, 65535)
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
chdir = str(Path(__file__).resolve().parent.parent)

worker_class = "gthread"
workers = whole_number("WEB_WORKERS", 2, 64)
threads = whole_number("WEB_THREADS", 4, 64)
preload_app = True  # one start-up, and the workers share its memory
max_requests = 1000  # a worker is renewed now and then, so that nothing can grow for ever …
max_requests_jitter = 100  # … and not all of them at once
timeout = 30
graceful_timeout = 30
drain = whole_number("DRAIN_SECONDS", 0, 60, lowest=0)  # that it still serves after TERM, while /readyz says no
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - the heartbeat needs no disk

control_socket_disable = True
accesslog = None  # the portal itself writes these lines, and only where they are wanted
errorlog = "-"


def pre_fork(server, worker):
    """Close what loading the portal may have opened: a connection must never be shared with a worker."""
    from django.core.cache import caches
    from django.db import connections

    from mer_portal.watching.counters import SLOTS

    connections.close_all()
    caches.close_all()
    taken = {running.slot for running in server.WORKERS.values()}
    worker.slot = next((slot for slot in range(SLOTS) if slot not in taken), 0)


def post_fork(server, worker):
    """Each worker counts its requests in a place of its own."""
    from django.apps import apps

    if apps.ready:  # not where something else than the portal is served in this way
        from mer_portal.watching.counters import counters

        counters().take(worker.slot)


def on_reload(server):
    """Told to begin anew, gunicorn would write in its own form again, beside the portal's."""
    from django.conf import settings
    from django.utils.log import configure_logging

    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)


def when_ready(server):
    """TERM first lets the proxy notice: this node says that it is about to end, and serves until it does."""
    from mer_portal.nodes import draining

    draining.forget()  # this process may be the second one of an exchange in place
    end = server.handle_term

    def drain_then_end():
        draining.begin()
        until = time.monotonic() + drain
        while time.monotonic() < until:
            told = server.wait_for_signals(timeout=0.2)
            if signal.SIGINT in told or signal.SIGQUIT in told:
                server.handle_int()
            if signal.SIGTERM in told:
                break
            server.reap_workers()
            server.manage_workers()  # one that is renewed or falls meanwhile has its successor
        end()

    server.handle_term = drain_then_end


def post_worker_init(worker):
    from django.apps import apps

    if apps.ready:  # not where something else than the portal is served in this way
        from mer_portal.nodes import watching

        watching.watch()
