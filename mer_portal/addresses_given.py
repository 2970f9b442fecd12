"""E-mail addresses that are given to commands."""

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.validators import validate_email

from catalogue.typed import address_as_it_is_kept


def checked(email):
    email = address_as_it_is_kept(email).strip()
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"“{email}” is no e-mail address.") from error
    return email
