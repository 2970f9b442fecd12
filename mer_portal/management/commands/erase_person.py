from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from catalogue.personal.erasing import erase
from mer_portal.addresses_given import checked
from partners.leaving.handing_over import what_is_to_be_handed_over

MOST_SHOWN = 200


class Command(BaseCommand):
    help = (
        "Forget a person by an e-mail address: the account becomes an anonymous row, and what is declared of people no "
        "longer names them. Entries and files that do are listed, for people to decide."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument("--with-texts", action="store_true", help="a dash instead of comments, reviews and remarks")
        parser.add_argument(
            "--with-entries", action="store_true", help="also in entries, their versions and histories, not in files"
        )

    def handle(self, *args, email, dry_run, with_texts, with_entries, **options):
        email = checked(email)
        self.warn(email)
        done = erase(email, with_texts=with_texts, with_entries=with_entries, dry_run=dry_run)
        self.stdout.write("Would be done:" if dry_run else "Done:")
        rows = sorted((label, what, number) for (what, label), number in done.rows.items() if number)
        for label, what, number in rows:
            self.stdout.write(f"  {label}: {number} {what}")
        if not rows:
            self.stdout.write("  nothing: nobody is known by this address.")
        self.tell_what_is_left(done.left)

    def warn(self, email):
        """The operator decides; but not that the portal is left without anybody."""
        person = get_user_model().objects.filter(email__iexact=email).first()
        said = what_is_to_be_handed_over(person) if person else []
        for sentence in said:
            self.stderr.write(sentence)
        if person and person.is_superuser and person.is_active and is_last(person):
            raise CommandError("This is the last administrator; nothing was done.")

    def tell_what_is_left(self, left):
        if left:
            self.stdout.write("Left for people to decide, since name or address stands in what is public record:")
        for label, pk, names in left[:MOST_SHOWN]:
            self.stdout.write(f"  {label} {pk}: {', '.join(names)}")
        if len(left) > MOST_SHOWN:
            self.stdout.write(f"  … and {len(left) - MOST_SHOWN} more")


def is_last(person):
    others = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    return not others.exists()
