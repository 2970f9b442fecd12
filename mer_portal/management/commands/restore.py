from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mer_portal.backup.console import in_sentences
from mer_portal.backup.restoring import restore, undo


class Command(BaseCommand):
    help = "Bring a backup back, all of it or nothing, into a portal that is empty and does not run."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--replace", action="store_true", help="also where there is something, which gives way")
        parser.add_argument("--identity", type=Path, metavar="KEY", help="private key of a backup that is encrypted")
        parser.add_argument("--other-key", action="store_true", help="also without the SECRET_KEY of the backup")
        parser.add_argument(
            "--secrets-to", type=Path, default=settings.VAR_DIR, metavar="FOLDER", help="where the secrets are written"
        )
        parser.add_argument("--undo", action="store_true", help="take back a restore that was interrupted")

    def handle(self, *args, file, undo, **options):
        if undo:
            self.undo()
        elif file is None:
            raise CommandError("Name the file of a backup.")
        else:
            given = {name: options[name] for name in ("replace", "identity", "other_key", "secrets_to")}
            self.restore(file, given)

    def undo(self):
        with in_sentences():
            taken_back = undo()
        self.stdout.write("What was there is back." if taken_back else "No restore was interrupted.")

    def restore(self, file, given):
        with in_sentences():
            done = restore(file, **given)
        told = done.told
        self.stdout.write(f"{done.name} of {done.head['made']} is restored.")
        self.stdout.write(
            f"Sessions ended: {told['sessions']}. People erased once more: {told['erased']}. "
            f"Records that are news to harvesters: {told['stamped']}."
        )
        self.stdout.write(
            f"Mails are held, {told['mails']} wait: manage.py release_mail says how they go out or are given up."
        )
        if told["wishes"]:
            self.stdout.write(f"Ask them whether they still wish to be erased: {', '.join(told['wishes'])}.")
        for sentence in [*done.sentences, *told["faults"]]:
            self.stdout.write(sentence)
