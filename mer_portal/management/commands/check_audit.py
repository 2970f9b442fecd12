from django.core.management.base import BaseCommand, CommandError

from catalogue import audit
from catalogue.models import AuditEvent

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Read the whole trail of events and say whether anything in it was changed or taken out."

    def handle(self, *args, **options):
        if wrong := audit.broken():
            shown = ", ".join(map(str, wrong[:MOST_SHOWN]))
            raise CommandError(f"The trail is broken at {len(wrong)} events: {shown}.")
        self.stdout.write(f"The trail is whole: {AuditEvent.objects.count()} events.")
