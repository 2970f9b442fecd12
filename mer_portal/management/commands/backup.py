from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalogue.alone import TAKEN, alone
from mer_portal.backup import keeping
from mer_portal.backup.console import in_sentences
from mer_portal.backup.making import backup, lie_elsewhere


class Command(BaseCommand):
    help = "Write database, files and secrets into one file, which is whole or is not there. The portal stays up."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, nargs="?", help="where to; without it BACKUP_FOLDER")
        parser.add_argument("--without-secrets", action="store_true", help="neither the key nor the environment")

    def handle(self, *args, folder, without_secrets, **options):
        folder = folder or (settings.BACKUP_FOLDER and Path(settings.BACKUP_FOLDER))
        if not folder:
            raise CommandError("Name a folder, or set BACKUP_FOLDER.")
        with alone("backup") as first:
            if first:
                self.write(folder, without_secrets)
            else:
                self.stdout.write(TAKEN.format(name="A backup"))

    def write(self, folder, without_secrets):
        with in_sentences():
            made = backup(folder, with_secrets=not without_secrets)
        self.stdout.write(
            f"{made.path}: {made.tables} tables with {made.rows} rows, {made.files} files, {made.size} bytes."
        )
        if made.outdated:
            self.stdout.write(f"{len(made.outdated)} older than {keeping.KEPT.days} days went.")
        if made.vanished:
            self.stderr.write(f"{len(made.vanished)} files vanished meanwhile, first {made.vanished[0]!r}.")
        if lie_elsewhere():
            self.stderr.write("It holds no files of people: they lie in a bucket, which needs copies of its own.")
        if not settings.BACKUP_RECIPIENT and not without_secrets:
            self.stderr.write("It holds the secrets and is not encrypted: keep it as you keep these.")
