"""A crowd presses at the same moment, each on a connection of its own; prints what came of it where it is run alone.

`requests` are (address, what is sent). Run alone it reads them from its input, for a test whose own database has one
connection only: SQLite in memory.
"""

import json
import sys
from collections import Counter
from threading import Barrier, Thread

PATIENCE = 120  # seconds


def press(requests):
    """How often each answer came, by its number."""
    codes, start = [], Barrier(len(requests))
    threads = [Thread(target=press_one, args=(start, codes, *request)) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return dict(Counter(codes))


def press_one(start, codes, address, sent):
    from django.db import connection
    from django.test import Client

    connection.ensure_connection()
    start.wait(PATIENCE)
    try:
        codes.append(str(Client().post(address, sent).status_code))
    except Exception as error:  # a thread has nobody to raise it to
        codes.append(repr(error))
    finally:
        connection.close()


def came_of(form_pk):
    """What stands in the database now: taken seats, states, places in line, steps, and mails of each kind."""
    from publishing.models import Mail
    from workshops.models import RegistrationForm, RegistrationStep
    from workshops.registering.line import place_in_line

    form = RegistrationForm.objects.get(pk=form_pk)
    found = list(form.registrations.all())
    steps = RegistrationStep.objects.filter(registration__form=form)
    return {
        "taken": [form.taken, sum(one.held for one in found)],
        "states": dict(Counter(one.state for one in found)),
        "line": sorted(filter(None, map(place_in_line, found))),
        "steps": dict(Counter(steps.values_list("step", flat=True))),
        "mails": Mail.objects.filter(to__in=[one.email for one in found]).count(),
    }


def main():
    import django
    from django.core.management import call_command

    django.setup()
    call_command("createcachetable", verbosity=0)  # where requests are counted
    asked = json.load(sys.stdin)
    sys.stdout.write(json.dumps([[press(requests), came_of(form)] for form, requests in asked]))


if __name__ == "__main__":
    main()
