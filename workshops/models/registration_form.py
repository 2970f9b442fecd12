"""What an event asks of those who want to come, and how many may."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.languages import LANGUAGES
from workshops.models.event import Event

ENDLESS = 10**9  # seats, where there is no limit
MOST_PLACES = 100_000  # of one event; more is a slip, and the databases do not hold equally much
MOST_OF_A_PARTNER = 10_000


def between(least, most):
    return [MinValueValidator(least), MaxValueValidator(most)]


class RegistrationForm(models.Model):
    """Registration for one event. `taken` is the sum of the seats held, never more than the capacity."""

    class Certificate(models.TextChoices):
        NONE = "none", pgettext_lazy("certificate", "none")
        DAYS = "days", _("by days attended")
        HOURS = "hours", _("by hours attended")

    event = models.OneToOneField(Event, models.CASCADE, related_name="registration_form", verbose_name=_("event"))
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)  # none: at once
    closes_at = models.DateTimeField(pgettext_lazy("registration", "closes"))
    freezes_at = models.DateTimeField(_("changes need the organiser from"), null=True, blank=True)  # none: never
    promotes_until = models.DateTimeField(
        _("places are offered by themselves until"), null=True, blank=True
    )  # none: a day before the event begins
    approval = models.BooleanField(_("each registration is approved by an organiser"), default=False)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True, validators=between(1, MOST_PLACES))
    taken = models.PositiveIntegerField(_("places held"), default=0, editable=False)
    most_party = models.PositiveSmallIntegerField(_("people on one registration"), default=1, validators=between(1, 10))
    companions_count = models.BooleanField(_("companions take a place each"), default=True)
    most_per_partner = models.PositiveSmallIntegerField(
        _("places for one partner"), null=True, blank=True, validators=between(1, MOST_OF_A_PARTNER)
    )
    waiting = models.BooleanField(_("waiting list"), default=True)
    strict = models.BooleanField(
        _("free places wait for the first party in line, also where a smaller one would fit"), default=False
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to accept an offer"), default=48, validators=between(2, 240)
    )
    intro = models.TextField(_("introduction"), blank=True)
    practical = models.TextField(_("practical information"), blank=True)
    contact = models.CharField(_("contact"), max_length=200)
    kept_months = models.PositiveSmallIntegerField(
        _("months that personal data are kept after the event"), default=12, validators=between(1, 36)
    )
    certificate = models.CharField(
        _("certificate of attendance"), max_length=10, choices=Certificate.choices, default=Certificate.DAYS
    )
    least_share = models.PositiveSmallIntegerField(
        _("least share attended for a certificate, in per cent"), default=80, validators=between(1, 100)
    )
    feedback_public = models.BooleanField(
        _("the page of the event sums up the feedback once there are three answers"), default=False
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("registration form")
        verbose_name_plural = _("registration forms")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")), name="registration_never_oversold"
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(opens_at__lt=F("closes_at")),
                name="registration_opens_before_it_closes",
                violation_error_message=_("Registration closes before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(most_party__gte=1, most_party__lte=10, offer_hours__gte=2, offer_hours__lte=240),
                name="registration_form_limits",
            ),
            models.CheckConstraint(
                condition=Q(kept_months__gte=1, kept_months__lte=36, least_share__gte=1, least_share__lte=100),
                name="registration_form_terms",
            ),
        ]

    def __str__(self):
        return str(self.event)

    @property
    def has_opened(self):
        return self.opens_at is None or timezone.now() >= self.opens_at

    @property
    def has_closed(self):
        return timezone.now() >= self.closes_at

    @property
    def is_frozen(self):
        return self.freezes_at is not None and timezone.now() >= self.freezes_at

    def free_now(self):
        """Seats free as the database has it now."""
        if self.capacity is None:
            return ENDLESS
        self.refresh_from_db(fields=["taken", "capacity"])
        return ENDLESS if self.capacity is None else self.capacity - self.taken

    def seats_for(self, people):
        """How many seats this many people take, of whom one is registered."""
        return people if self.companions_count else 1


class QuestionQuerySet(models.QuerySet):
    def asked(self, stage):
        return self.filter(stage=stage, retired_at=None)


class Question(models.Model):
    """Something asked at registration, afterwards, or after the event."""

    class Stage(models.TextChoices):
        REGISTER = "register", _("with the registration")
        FOLLOW_UP = "follow_up", _("once the place is confirmed")
        FEEDBACK = "feedback", _("after the event, without names")

    class Kind(models.TextChoices):
        TEXT = "text", _("one line of text")
        LONG = "long", _("a longer text")
        CHOICE = "choice", _("one of several")
        SEVERAL = "several", _("any of several")
        YES_NO = "yes_no", _("yes or no")
        NUMBER = "number", _("a number")
        DATE = "date", _("a date")
        COUNTRY = "country", _("a country")

    form = models.ForeignKey(
        RegistrationForm, models.CASCADE, related_name="questions", verbose_name=_("registration form")
    )
    stage = models.CharField(_("when it is asked"), max_length=10, choices=Stage.choices, default=Stage.REGISTER)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind.choices, default=Kind.TEXT)
    label = models.CharField(_("question"), max_length=300)
    help = models.CharField(_("help"), max_length=300, blank=True)
    choices = models.JSONField(_("choices"), default=list, blank=True)  # [{"key", "sl", "en"}]
    required = models.BooleanField(_("must be answered"), default=False)
    each_person = models.BooleanField(_("asked of each person of a party"), default=False)
    freezes = models.BooleanField(_("changes need the organiser once things are settled"), default=False)
    sensitive = models.BooleanField(
        _("sensitive: organisers alone see it, and it goes two weeks after the event"), default=False
    )
    order = models.PositiveSmallIntegerField(_("place"), default=0)
    retired_at = models.DateTimeField(_("no longer asked since"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a registration")
        verbose_name_plural = _("questions of a registration")
        ordering = ["form", "stage", "order", "pk"]

    def __str__(self):
        return self.label

    def choice_label(self, key, language):
        """What a choice is called, in this language or else in another one."""
        found = next((choice for choice in self.choices if choice["key"] == key), {})
        return found.get(language) or next((found[code] for code in LANGUAGES if found.get(code)), key)
