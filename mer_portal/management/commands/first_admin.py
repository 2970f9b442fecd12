import secrets

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from partners.models import User


class Command(BaseCommand):
    help = "Create the first administrator with a random password, shown once; does nothing if there is one."

    def handle(self, *args, **options):
        if User.objects.filter(is_superuser=True).exists():
            return
        email, password = settings.ADMIN_EMAIL.lower(), secrets.token_urlsafe(15)
        with transaction.atomic():
            user = User.objects.create_superuser(email, password)
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        self.stdout.write(
            "\n  The first administrator (shown this once, change the password after signing in):\n"
            f"    e-mail    {email}\n    password  {password}\n"
        )
