"""The pass: a private address that is shown at the door, other than the one that opens the registration."""

from base64 import urlsafe_b64encode

from django.utils.crypto import salted_hmac

from publishing.models.private_link import TOKEN_LENGTH, digest

SALT = "workshops.pass"


def pass_token(registration):
    """Made from what the registration's own token is made of, with another salt."""
    keyed = salted_hmac(SALT, registration.nonce, algorithm="sha256")
    return urlsafe_b64encode(keyed.digest()).decode()[:TOKEN_LENGTH]


def pass_digest(registration):
    return digest(pass_token(registration))
