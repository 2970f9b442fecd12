"""Who did what with an event at the desk, in the history of the event in the administration: no names, no addresses."""

from django.contrib.admin.models import CHANGE, LogEntry


def note(event, by, message):
    LogEntry.objects.log_actions(by.pk, [event], CHANGE, change_message=message, single_object=True)
