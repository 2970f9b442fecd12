"""What is asked of the database when somebody wants the numbers: what waits, what failed, which version is shown."""

import platform
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from catalogue.models import CatalogueState, page_version
from mer_portal.nodes.lag import LAG
from publishing.models import Mail

JOBS = {"READY": "waiting", "RUNNING": "running", "FAILED": "failed"}


def gauges():
    """(name, what it says, [(labels, number)]); what the database does not answer is left out."""
    yield "mer_build_info", "What runs here.", [(build(), 1)]
    answered = 1
    try:
        found = list(asked())
    except DatabaseError:
        found, answered = [], 0
    yield "mer_database_up", "Whether the database answers.", [({}, answered)]
    yield from found


def build():
    versions = {"django": django.get_version(), "python": platform.python_version()}
    return versions | {"database": connection.vendor}


def asked():
    yield from waiting("mer_jobs", "mer_oldest_job_seconds", "Jobs", jobs())
    yield from waiting("mer_mails", "mer_oldest_mail_seconds", "Mails", mails())
    yield "mer_page_version", "Grows with whatever public pages show.", [({}, page_version())]
    versions = CatalogueState.objects.values_list("version", flat=True)
    yield "mer_catalogue_version", "Grows with every entry that is filed.", [({}, version) for version in versions]
    yield "mer_migration_info", "The last migration of each room.", [(row, 1) for row in migrations()]
    lag = replica_lag()
    if lag is not None:
        yield "mer_replica_lag_seconds", "How far this replica is behind.", [({}, lag)]


def waiting(name, age, what, found):
    """(how many there are in each state, how long the oldest one has waited); 0 where none does."""
    yield name, f"{what} by state.", [({"state": state}, number) for state, (number, _since) in found.items()]
    since = found["waiting"][1]
    seconds = max(0, (timezone.now() - since).total_seconds()) if since else 0
    yield age, f"How long the oldest of those has waited: {what.lower()}.", [({}, seconds)]


def jobs():
    rows = DBTaskResult.objects.filter(status__in=JOBS).order_by().values_list("status")
    found = {JOBS[status]: rest for status, *rest in rows.annotate(Count("pk"), Min("enqueued_at"))}
    return {state: found.get(state, (0, None)) for state in JOBS.values()}


def mails():
    states = [Mail.State.WAITING, Mail.State.SENDING, Mail.State.FAILED]
    rows = Mail.objects.filter(state__in=states).order_by().values_list("state")
    found = {state: rest for state, *rest in rows.annotate(Count("pk"), Min("created_at"))}
    return {state.value: found.get(state.value, (0, None)) for state in states}


def migrations():
    """Of the portal's own rooms, the last one that was applied."""
    own = [config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]
    rows = MigrationRecorder.Migration.objects.filter(app__in=own).order_by("pk").values_list("app", "name")
    return [{"app": app, "name": name} for app, name in sorted(dict(rows).items())]


def replica_lag():
    """Seconds, on a standby, as `/readyz` has them."""
    LAG.look()
    return LAG.behind() if LAG.follows else None
