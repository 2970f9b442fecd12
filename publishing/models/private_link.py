import hashlib
import secrets
from base64 import urlsafe_b64encode

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

TOKEN_LENGTH = 32  # 192 bits


def digest(token):
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_nonce():
    return secrets.token_urlsafe(16)


class PrivateLinkQuerySet(models.QuerySet):
    def by_token(self, token):
        return self.filter(token_digest=digest(token)).first()


class PrivateLink(models.Model):
    """A private address for one answer. Stored are a digest of its token and a part of what the token is made from.

    `salt` keeps the links of one kind from opening those of another.
    """

    salt = ""

    nonce = models.CharField(max_length=22, unique=True, default=new_nonce, editable=False)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = PrivateLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def token(self):
        """Made from the nonce and the portal's secret key, so that a copy of the database opens no link."""
        keyed = salted_hmac(self.salt, self.nonce, algorithm="sha256")
        return urlsafe_b64encode(keyed.digest()).decode()[:TOKEN_LENGTH]

    @property
    def is_known(self):
        """Whether its address can be told; not where the secret key was changed since."""
        return digest(self.token) == self.token_digest
