"""The deadlines of opportunities and of searches for partners: a day, a time and a zone, their moment, their life."""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.form_fields import refuse_far
from catalogue.local_times import is_skipped, moment

END_OF_DAY = dt.time(23, 59)


def deadline_moment(entry, name):
    """The moment of a day, a time and a zone; without a time the day ends."""
    day, time, zone = (getattr(entry, f"{name}_{part}") for part in ("on", "time", "zone"))
    return moment(day, time or END_OF_DAY, zone) if day else None


def refuse_skipped(entry, name):
    """ValidationError where the clocks of the zone jump over this time."""
    day, time, zone = (getattr(entry, f"{name}_{part}") for part in ("on", "time", "zone"))
    if day:
        refuse_far_deadline(day, name)
    if day and time and is_skipped(day, time, zone):
        raise ValidationError({f"{name}_time": _("There is no such hour: the clocks are put forward on that day.")})
    if time and not day:
        raise ValidationError({f"{name}_on": _("Write the day, too.")})


def refuse_far_deadline(day, name):
    try:
        refuse_far(day)
    except ValidationError as error:
        raise ValidationError({f"{name}_on": error}) from error


class Deadline(models.Model):
    """The life of a deadline in calendars: the name it has there for ever, and how often its moment changed.

    Nothing of this is content: a version of the entry knows nothing of it.
    """

    post = models.OneToOneField(
        "partners.Post", models.CASCADE, null=True, related_name="deadline", verbose_name=_("opportunity")
    )
    listing = models.OneToOneField(
        "partners.Listing", models.CASCADE, null=True, related_name="deadline", verbose_name=_("listing")
    )
    uid = models.CharField(max_length=150, unique=True, editable=False)
    moment = models.DateTimeField(_("deadline"), null=True)  # None once the entry has none any more
    zone = models.CharField(max_length=40, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(_("last changed in calendars"), default=timezone.now, editable=False)
    told_at = models.DateTimeField(_("told of"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.CheckConstraint(
                condition=Q(post=None, listing__isnull=False) | Q(post__isnull=False, listing=None),
                name="deadline_of_one_entry",
            )
        ]
        indexes = [models.Index(fields=["moment"], name="deadline_by_moment")]

    def __str__(self):
        return self.uid


def new_uid(name):
    """Its name in calendars is made of the portal's address once, and stays when that is another one."""
    return f"deadline-{name}@{urlsplit(settings.SITE_URL).hostname}"


def follow_deadline(moment, zone, *, name, **of):
    """Called with every save of an entry (`of`), under the lock of the catalogue: another moment is another sequence.

    `name` is what calendars call it where it is new; whoever was told of the former moment is told of this one.
    """
    found = Deadline.objects.filter(**of).first()
    if found is None and moment is not None:
        Deadline.objects.create(uid=new_uid(name), moment=moment, zone=zone, **of)
    elif found is not None and (found.moment, found.zone) != (moment, zone):
        found.moment, found.zone, found.sequence = moment, zone, found.sequence + 1
        found.changed_at, found.told_at = timezone.now(), None
        found.save()
