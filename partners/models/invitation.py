from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.typed import address_as_it_is_kept
from partners.models.partner import Membership, Partner
from partners.models.user import User
from publishing.models.private_link import digest

LASTS = timedelta(days=14)


def expiry():
    return timezone.now() + LASTS


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        """Neither accepted nor revoked; it may have expired, then it can be renewed."""
        return self.filter(accepted_at=None, revoked_at=None)

    def by_token(self, token):
        return self.filter(token_digest=digest(token)).select_related("partner", "invited_by").first()


class Invitation(models.Model):
    """An address that is asked to join an organisation. The token stands in the mail alone, here only its digest."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="invitations", verbose_name=_("partner"))
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Membership.Role.choices, default=Membership.Role.EDITOR)
    language = models.CharField(
        _("language of the mail"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by"), editable=False
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    mails = models.PositiveSmallIntegerField(_("mails sent"), default=0)  # each renewal is a mail of its own
    created_at = models.DateTimeField(_("invited"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), default=expiry)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_pending_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_accepted_or_revoked"
            ),
        ]

    def __str__(self):
        return f"{self.email} – {self.partner}"

    def save(self, *args, **kwargs):
        """Addresses are kept in small letters and in one spelling, as those of users are."""
        self.email = address_as_it_is_kept(self.email).lower()
        super().save(*args, **kwargs)

    @property
    def has_expired(self):
        return self.expires_at <= timezone.now()

    @property
    def is_open(self):
        return self.accepted_at is None and self.revoked_at is None and not self.has_expired

    def is_for(self, user):
        return user.pk is not None and people_with(self.email).filter(pk=user.pk).exists()


def people_with(email):
    """The accounts an address belongs to: their own address, or a further one that they confirmed."""
    confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True)
    return User.objects.filter(Q(email__iexact=email) | Q(pk__in=confirmed.values("user")))
