"""What nobody asks for after years: histories, the log of the administration, finished jobs."""

from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from catalogue import audit
from catalogue.personal.mentions import histories
from catalogue.personal.purged import note_purged, purging_parts
from mer_portal import sessions
from publishing import daily_round, lost_jobs

HISTORY_KEPT = timedelta(days=5 * 365 + 1)
JOBS_KEPT = timedelta(days=14)


def old(model):
    return model._base_manager.filter(history_date__lt=timezone.now() - HISTORY_KEPT)


def with_old_history():
    """Histories that have rows to go, as their content types: each is shortened at once."""
    kinds = [ContentType.objects.get_for_model(model) for model in histories() if old(model).exists()]
    return ContentType.objects.filter(pk__in=[kind.pk for kind in kinds])


def shorten_history(pk):
    return bool(old(ContentType.objects.get_for_id(pk).model_class()).delete()[0])


def old_log():
    return LogEntry.objects.filter(action_time__lt=timezone.now() - HISTORY_KEPT)


def forget_log(pk):
    return bool(old_log().filter(pk=pk).delete()[0])


def old_jobs():
    return DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - JOBS_KEPT)


def forget_job(pk):
    return bool(old_jobs().filter(pk=pk).delete()[0])


def join_the_daily_round():
    daily_round.also("sessions ended", sessions.ended, sessions.forget)
    daily_round.also("histories shortened", with_old_history, shorten_history)
    daily_round.also("log of the administration shortened", old_log, forget_log)
    daily_round.also("jobs of killed workers brought back", lost_jobs.lost, lost_jobs.bring_back)
    daily_round.also("finished jobs forgotten", old_jobs, forget_job)
    daily_round.also("trail shortened", audit.outdated, audit.purge)


# --- By itself ---


def parts():
    """The parts of the daily round that the declarations name, which is all that is ever purged."""
    return {name: daily_round.PARTS[name] for name in purging_parts()}


def purge(*, dry_run=False):
    """({part: how many}, failures); a dry run only counts."""
    if dry_run:
        return {name: wanted().count() for name, (wanted, _do) in parts().items()}, 0
    results = {name: daily_round.each(wanted, do) for name, (wanted, do) in parts().items()}
    done = {name: found.count(True) for name, found in results.items()}
    note_purged(done)
    return done, sum(found.count(None) for found in results.values())
