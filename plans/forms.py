"""Form fields in which rows of a plan name what is no entry of the catalogue."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publishing.fields import LONGEST_NAME
from tools.models import Indicator, PublicRun, Run


class RunField(forms.CharField):
    """The address of a public analysis; the primary key of its run. One that stands already stays, public or not."""

    standing = None

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=LONGEST_NAME, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, int):
            run = Run.objects.filter(pk=value).first()
            return run.slug if run else ""
        return value

    def clean(self, value):
        slug = super().clean(value).rstrip("/").rpartition("/")[2]
        if not slug:
            return None
        if self.standing and slug == self.prepare_value(self.standing):
            return self.standing
        entry = PublicRun.objects.published().filter(run__slug=slug).first()
        if entry is None:
            raise ValidationError(
                _("“%(name)s” is no public analysis. Copy the address of its page.") % {"name": value}
            )
        return entry.run_id


class IndicatorField(forms.TypedChoiceField):
    """An indicator of the portal, from the list of those in use."""

    standing = None

    def __init__(self, **kwargs):
        super().__init__(required=False, choices=choices, coerce=int, empty_value=None, **kwargs)


def choices():
    return [("", "–"), *((indicator.pk, str(indicator)) for indicator in Indicator.objects.active())]
