"""Who wants to come to an event, alone or with companions, and where that stands."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from partners.models import Partner
from publishing.models.private_link import PrivateLink, PrivateLinkQuerySet
from workshops.models.registration_form import Question, RegistrationForm


class RegistrationState(models.TextChoices):
    """Never mixed: “pending” means a person decides, “waiting” that the event is full."""

    UNVERIFIED = "unverified", pgettext_lazy("registration", "address not confirmed")
    PENDING = "pending", pgettext_lazy("registration", "under consideration")
    WAITING = "waiting", pgettext_lazy("registration", "on the waiting list")
    OFFERED = "offered", pgettext_lazy("registration", "a place is offered")
    CONFIRMED = "confirmed", pgettext_lazy("registration", "confirmed")
    ATTENDED = "attended", pgettext_lazy("registration", "was there")
    ABSENT = "absent", pgettext_lazy("registration", "did not come")
    WITHDRAWN = "withdrawn", pgettext_lazy("registration", "withdrawn")
    REJECTED = "rejected", pgettext_lazy("registration", "not accepted")


HOLDING = ("offered", "confirmed", "attended", "absent")  # these hold seats
ACTIVE = ("pending", "waiting", *HOLDING)  # of one address only one


class RegistrationQuerySet(PrivateLinkQuerySet):
    def active(self):
        return self.filter(state__in=ACTIVE)

    def holding(self):
        return self.filter(state__in=HOLDING)

    def waiting(self):
        """Those in line, the first one first."""
        return self.filter(state=RegistrationState.WAITING).order_by("-priority", "queued_at", "pk")

    def of_address(self, email):
        return self.filter(email__iexact=email)


class Registration(PrivateLink):
    """One registration: a person with the companions they bring. Its private link opens it without an account."""

    State = RegistrationState
    salt = "workshops.registration"

    form = models.ForeignKey(
        RegistrationForm, models.CASCADE, related_name="registrations", verbose_name=_("registration form")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("person"),
    )
    email = models.EmailField(_("e-mail address"), blank=True)  # empty once it is forgotten
    name = models.CharField(_("name"), max_length=150, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("partner of the portal")
    )
    country = CountryField(_("country"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    state = models.CharField(
        _("state"), max_length=10, choices=RegistrationState.choices, default=RegistrationState.UNVERIFIED
    )
    seats = models.PositiveSmallIntegerField(_("places wished for"), default=1)
    seats_least = models.PositiveSmallIntegerField(_("places needed at least"), default=1)
    held = models.PositiveSmallIntegerField(_("places held"), default=0, editable=False)
    priority = models.SmallIntegerField(pgettext_lazy("waiting list", "priority"), default=0)
    queued_at = models.DateTimeField(_("in line since"), null=True, blank=True)
    passed_over = models.PositiveSmallIntegerField(_("passed over"), default=0, editable=False)
    offer_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    pass_digest = models.CharField(max_length=64, unique=True, editable=False)  # of the pass that is shown at the door
    consent = models.CharField(_("version of the consent"), max_length=20)
    consented_at = models.DateTimeField(_("consent given"))
    bumps = models.PositiveIntegerField(default=0, editable=False)  # changes in this person's own calendar
    feedback_given = models.BooleanField(_("feedback given"), default=False)
    anonymised_at = models.DateTimeField(_("made anonymous"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["form", "pk"]
        constraints = [
            models.UniqueConstraint(
                "form",
                Lower("email"),
                condition=Q(state__in=ACTIVE) & ~Q(email=""),
                name="registration_of_an_address_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=HOLDING, held__gte=1) | ~Q(state__in=HOLDING) & Q(held=0),
                name="registration_holds_seats_in_its_state",
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1, seats_least__gte=1, seats_least__lte=models.F("seats")),
                name="registration_seats",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(queued_at__isnull=False), name="registration_waits_since"
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offer_until__isnull=False), name="registration_offered_until"
            ),
        ]
        indexes = [
            models.Index(
                fields=["form", "-priority", "queued_at", "id"], condition=Q(state="waiting"), name="registration_queue"
            ),
            models.Index(fields=["form", "state"], name="registration_by_state"),
        ]

    def __str__(self):
        return self.name or f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_active(self):
        return self.state in ACTIVE

    @property
    def offer_is_over(self):
        """Also where no round has ended it yet."""
        return self.state == self.State.OFFERED and timezone.now() >= self.offer_until


class Companion(models.Model):
    """Somebody a registered person brings along; known by name alone."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="companions", verbose_name=_("registration")
    )
    name = models.CharField(_("name"), max_length=150)

    class Meta:
        verbose_name = _("companion")
        verbose_name_plural = _("companions")
        ordering = ["registration", "pk"]

    def __str__(self):
        return self.name


class Answer(models.Model):
    """What one person of a registration answered to one question."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="answers", verbose_name=_("registration")
    )
    companion = models.ForeignKey(
        Companion, models.CASCADE, null=True, blank=True, related_name="answers", verbose_name=_("companion")
    )
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name=_("question"))
    value = models.JSONField(_("answer"))

    class Meta:
        verbose_name = _("answer to a question of a registration")
        verbose_name_plural = _("answers to questions of a registration")
        ordering = ["registration", "question", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"], condition=Q(companion=None), name="registration_answer_once"
            ),
            models.UniqueConstraint(
                fields=["registration", "companion", "question"],
                condition=Q(companion__isnull=False),
                name="registration_answer_of_a_companion_once",
            ),
        ]

    def __str__(self):
        return str(self.pk)


class RegistrationStep(models.Model):
    """One step of a registration: who took it, from where to where. Never changed."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="steps", verbose_name=_("registration"))
    step = models.CharField(_("step"), max_length=20)
    source = models.CharField(_("from"), max_length=10, choices=RegistrationState.choices, blank=True)
    target = models.CharField(_("to"), max_length=10, choices=RegistrationState.choices)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a registration")
        verbose_name_plural = _("steps of a registration")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.registration}: {self.step}"


class ChangeRequest(models.Model):
    """A change that a participant wishes for once things are settled; an organiser decides."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("change request", "open")
        ACCEPTED = "accepted", pgettext_lazy("change request", "accepted")
        DECLINED = "declined", pgettext_lazy("change request", "declined")
        DROPPED = "dropped", pgettext_lazy("change request", "taken back")

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="change_requests", verbose_name=_("registration")
    )
    proposed = models.JSONField(_("what is proposed"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(state="open"), name="registration_change_open_once"
            )
        ]

    def __str__(self):
        return f"{self.registration}: {self.get_state_display()}"
