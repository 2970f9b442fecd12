"""What a restored portal does before it is anybody's: what came after the backup was made must not be undone by it."""

from io import StringIO

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import connection

from catalogue import audit
from catalogue.filing import records
from catalogue.models import CatalogueState
from catalogue.personal.again import erase_again
from partners.models import Leaving
from publishing import holding, lost_jobs


def answer(told):
    """What was done, in numbers."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    caches["default"].clear()
    sessions, _each = Session.objects.all().delete()
    erased = erase(told["keys"], told["forgotten"])
    wishes = drop_wishes_to_leave()
    mails = holding.hold(told["name"])
    begin_jobs_anew()
    faults = agree()
    CatalogueState.bump()
    stamped = records.stamp_anew()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    audit.note(audit.Action.RESTORE, said=f"{told['name']}: {erased} erased again, {mails} mails held")
    numbers = {"sessions": sessions, "erased": erased, "mails": mails, "stamped": stamped}
    return numbers | {"wishes": wishes, "faults": faults}


def erase(keys, forgotten):
    """By each key: digests of the backup and of what it replaces may be of two."""
    own, done = settings.SECRET_KEY, []
    try:
        for settings.SECRET_KEY in keys:
            done += erase_again(forgotten)
    finally:
        settings.SECRET_KEY = own
    return len(done)


def drop_wishes_to_leave():
    """The addresses of whoever wished to be erased: they may have taken it back since, and erasing cannot be."""
    wishes = Leaving.objects.order_by("pk")
    addresses = [wish.person.email for wish in wishes.select_related("person")]
    wishes.delete()
    return addresses


def begin_jobs_anew():
    """What a worker was doing when the backup was made, no worker does any more."""
    for pk in lost_jobs.running().values_list("pk", flat=True):
        lost_jobs.bring_back(pk, wanted=lost_jobs.running)


def agree():
    """What still disagrees with the index after it was written anew, where that was needed."""
    call_command("rebuild_catalogue", if_stale=True, stdout=StringIO())
    for last in (False, True):
        try:
            call_command("rebuild_catalogue", check=True, stdout=StringIO())
        except CommandError as error:
            if last:
                return str(error).splitlines()[:10]
            call_command("rebuild_catalogue", restart=True, stdout=StringIO())
        else:
            return []
    return []
