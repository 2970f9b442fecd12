"""Which job is being done, so that the lines of the logs say it."""

from django_tasks.signals import task_finished, task_started

from mer_portal.watching.current import JOB, Job


def listen():
    task_started.connect(begun, dispatch_uid="job in the logs")
    task_finished.connect(ended, dispatch_uid="job in the logs")


def begun(*, task_result, **_signal):
    JOB.set(Job(task_result.task.module_path, str(task_result.id)))


def ended(**_signal):
    JOB.set(None)
