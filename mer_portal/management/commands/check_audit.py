import re
from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError

from catalogue import audit
from catalogue.models import AuditEvent

MOST_SHOWN = 20
KNOWN = re.compile(r"[0-9]{1,18}:[0-9a-f]{64}", re.ASCII)


class Command(BaseCommand):
    help = (
        "Read the whole trail of events and say whether anything in it was changed or taken out. That its end is "
        "missing, or all of it was written anew, only what an earlier check said of the newest event tells: --known."
    )

    def add_arguments(self, parser):
        parser.add_argument("--known", type=known, help="NUMBER:DIGEST of the newest event of an earlier check")

    def handle(self, *args, known=None, **options):
        if missing := audit.missing_guards():
            raise CommandError(f"The database does not guard the trail any more: {', '.join(missing)} missing.")
        if wrong := audit.broken():
            shown = ", ".join(map(str, wrong[:MOST_SHOWN]))
            raise CommandError(f"The trail is broken at {len(wrong)} events: {shown}.")
        if known and audit.beyond(known):
            raise CommandError(
                f"Event {known[0]} is not the one that was known: the trail was cut off or written anew."
            )
        self.stdout.write(f"The trail is whole: {AuditEvent.objects.count()} events.")
        if newest := AuditEvent.objects.first():
            self.stdout.write(f"The newest is {newest.pk}:{newest.digest}; keep this somewhere else.")


def known(text):
    if not KNOWN.fullmatch(text):
        raise ArgumentTypeError("say NUMBER:DIGEST, as an earlier check did")
    return text.split(":")
