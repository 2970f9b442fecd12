"""System checks: a restore that was interrupted is said before anything else is done."""

from django.core.checks import Error, register

from mer_portal.backup import exchanging


def restore_is_done(app_configs, **kwargs):
    if exchanging.unfinished() is None:
        return []
    return [Error(exchanging.SENTENCE, id="mer_portal.E001")]


def join():
    register(restore_is_done)
