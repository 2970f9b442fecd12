from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalogue import audit
from catalogue.personal.exporting import exported, file_name
from catalogue.personal.person import whose
from mer_portal.addresses_given import checked


class Command(BaseCommand):
    help = "Write all that the portal holds of a person into a ZIP: JSON, tables, own files and a page to be read."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--to", type=Path, help="the file; without it, in this folder, named by the day")

    def handle(self, *args, email, to, **options):
        person = whose(checked(email))
        to = to or Path(file_name())
        if to.exists():
            raise CommandError(f"{to} is there already; nothing was written.")
        content, number = exported(person)
        try:
            write(to, content)
        except OSError as error:
            raise CommandError(f"{to} cannot be written: {error.strerror}.") from error
        audit.note(audit.Action.EXPORT, said=f"person {' '.join(map(str, person.accounts))}".strip())
        self.stdout.write(f"{to}: {number} rows.")


def write(path, content):
    """For nobody else on this machine to read."""
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)
