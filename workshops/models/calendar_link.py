from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.private_link import PrivateLink, digest, new_nonce


class CalendarLink(PrivateLink):
    """The private address at which a person's calendar finds the events they come to."""

    salt = "workshops.calendar"

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_link", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("personal calendar")
        verbose_name_plural = _("personal calendars")

    def __str__(self):
        return str(self.person)

    def renew(self):
        """Another address; what subscribed to the former one finds nothing any more."""
        self.nonce = new_nonce()
        self.token_digest = digest(self.token)
        self.save()
