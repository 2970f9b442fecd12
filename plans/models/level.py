from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """On which level something is done or decided."""

    LOCAL = "local", _("local")
    REGIONAL = "regional", _("regional")
    NATIONAL = "national", _("national")
    EU = "eu", _("European")
