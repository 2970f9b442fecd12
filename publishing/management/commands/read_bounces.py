import imaplib
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publishing.letters import reading


class Command(BaseCommand):
    help = (
        "Read mail that came back, from the mailbox that BOUNCE_URL names or one message from standard input (-); "
        "addresses at which letters do not arrive get no more of them."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", nargs="?", default="", help="- for standard input; without it the mailbox")

    def handle(self, *args, source, verbosity, **options):
        counted, left = self.read(source)
        if verbosity:
            self.stdout.write(f"Counted: {counted}. Left alone: {left}.")

    def read(self, source):
        if source == "-":
            counted = reading.read(sys.stdin.buffer.read())
            return int(counted), int(not counted)
        if source:
            raise CommandError("Write - for standard input, or nothing for the mailbox of BOUNCE_URL.")
        if not settings.BOUNCE_URL:
            raise CommandError("BOUNCE_URL names no mailbox: write for example imaps://user:password@host/INBOX")
        try:
            return reading.read_mailbox(settings.BOUNCE_URL)
        except (imaplib.IMAP4.error, OSError) as error:
            raise CommandError(f"The mailbox cannot be read: {error}") from error
