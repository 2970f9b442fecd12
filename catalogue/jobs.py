"""Which jobs may be done twice: those that a killed worker had begun are then simply begun anew."""

from datetime import timedelta

MAY_RUN_TWICE = {}  # {path of the task: how long it takes at most}


def may_run_twice(minutes=4):
    """Above `@task()`, for what finds done what was done before, within this time."""

    def mark(task):
        MAY_RUN_TWICE[task.module_path] = timedelta(minutes=minutes)
        return task

    return mark
