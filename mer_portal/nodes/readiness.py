"""Whether this process lives, and whether it should be sent readers: what proxies and machines ask."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mer_portal.environment import VAR_DIR
from mer_portal.nodes import draining
from mer_portal.nodes.lag import LAG, MOST

PROBES = {"/healthz", "/readyz"}
FREE = 0.05  # of a disk
OK = "ok"


@never_cache
@require_safe
def health(request):
    """The process alone: one that is ended and started again mends no database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request):
    told = told_by_checks()
    ready = all(word == OK for word in told.values())
    response = JsonResponse({"ready": ready, "checks": told}, status=200 if ready else 503)
    response._has_been_logged = True  # asked every second or so, and told to who asks
    return response


def told_by_checks():
    """{check: “ok”, or what is wrong}"""
    told = {"draining": "this node is about to end" if draining.has_begun() else OK, "disk": disk()}
    try:
        return told | {name: check() for name, check in OF_DATABASE.items()}
    except Error:
        connection.close()
        return told | {"database": "does not answer"}


def disk():
    for folder in {VAR_DIR, Path(settings.MEDIA_ROOT)}:
        usage = shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists()))
        if usage.free < usage.total * FREE:
            return f"less than {FREE:.0%} is free"
    return OK


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


class Migrations:
    """Applied once is applied for as long as this process lives: no database goes back under a portal that serves."""

    def __init__(self):
        self.applied = False

    def __call__(self):
        if not self.applied:
            executor = MigrationExecutor(connection)
            self.applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return OK if self.applied else "some are not applied"


def cache():
    """Its table; a node that only reads has none."""
    if isinstance(caches["default"], DatabaseCache):
        table = connection.ops.quote_name(caches["default"]._table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE 1 = 0")  # noqa: S608  of the settings
    return OK


def lag():
    LAG.look()
    if LAG.behind() > MOST:
        return f"{LAG.behind():.0f} s behind"
    if LAG.cut_off() > MOST:
        return f"no primary for {LAG.cut_off():.0f} s"
    return OK


OF_DATABASE = {"database": database, "migrations": Migrations(), "cache": cache, "lag": lag}
