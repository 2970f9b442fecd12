import unicodedata

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue.personal.names import removed_address
from catalogue.text import kept_line
from catalogue.typed import address_as_it_is_kept

COORDINATORS, REVIEWERS = "Coordinators", "Reviewers"  # the groups of mer_portal's first migration


def spellings(password):
    """The password with its letters composed, and as it was typed where that is another text."""
    return list(dict.fromkeys((unicodedata.normalize("NFKC", password), password)))


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True} | fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A person who signs in by e-mail address; the public part of the portal needs no account."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language of mails"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("A user with this e-mail address exists already."),
            )
        ]

    def __str__(self):
        return self.removed_as or self.name or self.email

    @property
    def removed_as(self):
        """How somebody is called whom the portal forgot; empty for everybody else."""
        if self.email != removed_address(self.pk):
            return ""
        return _("removed person %(number)s") % {"number": self.pk}

    def save(self, *args, **kwargs):
        """Addresses are kept in small letters and in one spelling, as sign-in asks for them."""
        self.email = address_as_it_is_kept(self.email).lower()
        self.name = kept_line(self.name)
        super().save(*args, **kwargs)

    def set_password(self, raw_password):
        """Of the spellings that a keyboard may make of one password, one is stored."""
        super().set_password(raw_password and spellings(raw_password)[0])

    def check_password(self, raw_password):
        """A password that was once stored just as it was typed is accepted so, and then stored in the one spelling."""
        if not raw_password:
            return super().check_password(raw_password)
        spelled, *as_typed = spellings(raw_password)
        if super().check_password(spelled):
            return True
        if not as_typed or not super().check_password(raw_password):
            return False
        self.set_password(raw_password)
        self._password = None  # for it is no change of the password
        self.save(update_fields=["password"])
        return True

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name or self.email

    # --- What the person is. Asked anew with every request, so that a right ends with its reason. ---

    @cached_property
    def organisations(self):
        """{primary key of an organisation: role in it}."""
        return dict(self.memberships.values_list("partner_id", "role"))

    def role_in(self, partner_id):
        """`editor` or `representative`; empty where the person is no member."""
        return self.organisations.get(partner_id, "") if partner_id else ""

    @cached_property
    def group_names(self):
        return set(self.groups.values_list("name", flat=True))

    @property
    def is_coordinator(self):
        return self.is_superuser or COORDINATORS in self.group_names

    @property
    def is_reviewer(self):
        return REVIEWERS in self.group_names
