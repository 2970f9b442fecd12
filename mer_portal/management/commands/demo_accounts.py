import secrets

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partners.models import Partner, User
from partners.models.user import COORDINATORS, REVIEWERS
from workshops.organising import demo

# {key: (slug, title) by language}: unpublished. Only the demo event is public, since one registers for public events
# alone; its title says that it is invented.
ORGANISATIONS = {
    "first": {"sl": ("vzorcna-organizacija", "Vzorčna organizacija"), "en": ("demo-organisation", "Demo organisation")},
    "second": {
        "sl": ("druga-vzorcna-organizacija", "Druga vzorčna organizacija"),
        "en": ("second-demo-organisation", "Second demo organisation"),
    },
}
HOST = "demo.example"
# (name of the mailbox, name, organisation, role in it, group)
PEOPLE = [
    ("editor", "Demo Editor", "first", "editor", ""),
    ("representative", "Demo Representative", "first", "representative", ""),
    ("reviewer1", "Demo Reviewer 1", "", "", REVIEWERS),
    ("reviewer2", "Demo Reviewer 2", "", "", REVIEWERS),
    ("reviewer3", "Demo Reviewer 3", "", "", REVIEWERS),
    ("coordinator", "Demo Coordinator", "", "", COORDINATORS),
    ("administrator", "Demo Administrator", "", "", ""),
    ("other-editor", "Demo Editor of the second organisation", "second", "editor", ""),
]


class Command(BaseCommand):
    help = (
        "Make or renew a demo account for each role, in two unpublished demo organisations, and an invented event with "
        "registrations; or remove them again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--password", help="the same password for all, instead of a random one for each")
        parser.add_argument("--force", action="store_true", help="also where DEBUG is off")
        parser.add_argument("--remove", action="store_true", help="delete the accounts and their organisations")

    def handle(self, *args, password, force, remove, **options):
        if remove:
            self.remove()
        elif settings.DEBUG or force:
            refuse_weak(password)
            self.make(password)
        else:
            raise CommandError("Accounts for trying out do not belong on a public portal: DEBUG is off (or --force).")

    @transaction.atomic
    def make(self, password):
        organisations = {key: organisation(names) for key, names in ORGANISATIONS.items()}
        for mailbox, name, key, role, group in PEOPLE:
            word = password or secrets.token_urlsafe(15)
            user = account(f"{mailbox}@{HOST}", name, word)
            stand(user, organisations.get(key), role, group)
            self.stdout.write(f"{user.email:<30} {word}")
        event = demo.make(organisations["first"], lambda number: f"participant{number}@{HOST}")
        self.stdout.write(f"{event.title_en}: {event.get_absolute_url()}")

    @transaction.atomic
    def remove(self):
        demo.remove()
        people = User.objects.filter(email__in=[f"{mailbox}@{HOST}" for mailbox, *_rest in PEOPLE])
        number = len([person.delete() for person in people])
        for names in ORGANISATIONS.values():
            if partner := standing(names):
                partner.delete()
        self.stdout.write(f"Removed: {number} accounts and the demo organisations.")


def refuse_weak(password):
    try:
        validate_password(password) if password else None
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def standing(names):
    """The demo organisation, found by its slugs; the public must not have come to know it."""
    partner = Partner.objects.filter(slug_sl=names["sl"][0], slug_en=names["en"][0]).first()
    if partner and partner.is_published:
        raise CommandError(f"“{partner}” is public: withdraw it first.")
    return partner


def organisation(names):
    """The demo organisation, made where it is missing."""
    fields = {f"slug_{code}": slug for code, (slug, _title) in names.items()}
    titles = {f"title_{code}": title for code, (_slug, title) in names.items()}
    partner = standing(names)
    if partner is None:
        partner = Partner(**fields, **titles)
        partner.save()
    return partner


def account(email, name, password):
    """The account with this address and nothing of its earlier rights; its address counts as confirmed."""
    user = User.objects.filter(email=email).first() or User(email=email)
    user.name, user.is_active = name, True
    user.set_password(password)
    user.save()
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user


def stand(user, partner, role, group):
    """Exactly the rights of the role: whatever was added while trying out is gone."""
    user.is_superuser = user.email.startswith("administrator@")
    user.is_staff = user.is_superuser or group == COORDINATORS
    user.save(update_fields=["is_superuser", "is_staff"])
    user.groups.set(Group.objects.filter(name=group))
    user.memberships.all().delete()
    if partner:
        user.memberships.create(partner=partner, role=role)
