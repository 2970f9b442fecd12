from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from mer_portal.backup.checking import check
from mer_portal.backup.console import in_sentences


class Command(BaseCommand):
    help = "Restore a backup where nothing is touched, compare all of it, open twenty pages, and clear it away."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, metavar="KEY", help="private key of a backup that is encrypted")

    def handle(self, *args, file, identity, **options):
        with in_sentences():
            found = check(file, identity=identity)
        for remark in found.remarks:
            self.stderr.write(remark)
        if found.faults:
            raise CommandError("\n".join([*found.faults[:50], f"{len(found.faults)} faults."]))
        self.stdout.write(
            f"{file} of {found.head['made']} is whole: {found.rows} rows and {found.files} files are as they were, "
            f"{found.pages} pages open."
        )
