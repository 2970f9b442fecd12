from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES, shown
from catalogue.models import Topic, published_through
from partners.models import Place

FIRST_YEAR, LAST_YEAR = 1900, 2100
LARGEST = 1e15
RESERVED = "place-"  # begins the keys of the figures that stand on the pages of places

validate_code = RegexValidator(
    rf"\A(?!{RESERVED})[a-z0-9]+(?:[_-][a-z0-9]+)*\Z",
    _("Write small letters a–z and digits, with - or _ between them; not beginning with “place-”."),
)


class IndicatorQuerySet(models.QuerySet):
    def active(self):
        return self.filter(active=True)


class Indicator(models.Model):
    """What is measured of towns and zones, so that they can be compared: name, definition, unit and direction."""

    class Direction(models.IntegerChoices):
        MORE = 1, _("more is better")
        LESS = -1, _("less is better")

    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[validate_code],
        help_text=_(
            "Lasting identifier: part of the address, and how files name the indicator. For example unemployment."
        ),
    )
    name = models.CharField(_("name"), max_length=120)
    definition = models.TextField(
        _("definition"), blank=True, max_length=2000, help_text=_("What exactly is counted, of whom and when.")
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True, help_text=_("For example %, EUR or persons."))
    direction = models.SmallIntegerField(_("direction"), choices=Direction.choices)
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="indicators", verbose_name=_("topic")
    )
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Who publishes the figures."))
    url = models.URLField(_("address of the source"), max_length=500, blank=True)
    active = models.BooleanField(
        _("in use"), default=True, help_text=_("One that is not in use is not shown, and its figures are not offered.")
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(direction__in=[1, -1]), name="indicator_direction"),
            models.CheckConstraint(condition=~models.Q(code=""), name="indicator_has_a_code"),
        ]

    def __str__(self):
        return shown(self, "name").text or self.code

    def get_absolute_url(self):
        return reverse("indicator", args=[self.code])

    def clean(self):
        super().clean()
        if not any(getattr(self, f"name_{code}") for code in LANGUAGES):
            raise ValidationError({f"name_{LANGUAGES[0]}": _("Write the name in at least one language.")})


class FigureQuerySet(models.QuerySet):
    def public(self):
        """Of indicators in use and of places that everybody may see."""
        return self.filter(published_through("place"), indicator__active=True)


class Figure(models.Model):
    """What an indicator is in one place and one year."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="figures", verbose_name=_("indicator"))
    place = models.ForeignKey(Place, models.CASCADE, related_name="indicator_figures", verbose_name=_("place"))
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    value = models.FloatField(_("value"), validators=[MinValueValidator(-LARGEST), MaxValueValidator(LARGEST)])
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where it differs from that of the indicator.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure of an indicator")
        verbose_name_plural = _("figures of indicators")
        ordering = ["indicator", "place", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "place", "year"], name="tools_figure_once"),
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="tools_figure_year"
            ),
            # Also keeps out NaN, which PostgreSQL holds for greater than any number.
            models.CheckConstraint(
                condition=models.Q(value__gte=-LARGEST, value__lte=LARGEST), name="tools_figure_value"
            ),
        ]

    def __str__(self):
        return f"{self.indicator}, {self.place}, {self.year}"
