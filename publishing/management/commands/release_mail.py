from django.core.management.base import BaseCommand

from publishing import holding


class Command(BaseCommand):
    help = "Say which mails are held since a restore; let them go, or give them up, and end the hold."

    def add_arguments(self, parser):
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--send", action="store_true", help="all that waits goes out now")
        how.add_argument("--drop", action="store_true", help="what waits is given up; what is written from now on goes")

    def handle(self, *args, send, drop, **options):
        if holding.held() is None:
            self.stdout.write("No mails are held.")
        elif send:
            self.stdout.write(f"Handed on: {holding.release()}.")
        elif drop:
            self.stdout.write(f"Given up: {holding.drop()}.")
        else:
            number = holding.waiting().count()
            self.stdout.write(f"Since {holding.since_when()} mails are held, after {holding.held()} was restored.")
            self.stdout.write(f"{number} wait. With --send they go out, with --drop they are given up.")
