from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Positioned(models.Model):
    """Something with an approximate position: that of its town, never the exact site."""

    class Precision(models.TextChoices):
        TOWN = "town", _("position of the town")
        COUNTRY = "country", _("only the country is known")

    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees, for example 45.5481."),
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    precision = models.CharField(
        _("precision of the position"), max_length=10, choices=Precision.choices, default=Precision.TOWN
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="%(app_label)s_%(class)s_position_is_whole",
                violation_error_message=_("Fill in both latitude and longitude, or neither."),
            )
        ]

    def card_position(self):
        return None if self.latitude is None else (self.latitude, self.longitude)
