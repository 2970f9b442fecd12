"""Form fields in which rows of a plan name what is no entry of the catalogue."""

from django import forms
from django.utils.translation import gettext as _

from publishing.fields import EntryField
from tools.models import Indicator, PublicRun, Run


def slug_of(run):
    return Run.objects.filter(pk=run).values_list("slug", flat=True).first()


class RunField(EntryField):
    """The title or address of a public analysis; the primary key of its run. One that stands stays, public or not."""

    def __init__(self, **kwargs):
        super().__init__(PublicRun, **kwargs)
        self.widget.attrs["list"] = f"all-{PublicRun.kind}"

    def prepare_value(self, value):
        """The title; of what is not public only its address, for its title is its author's."""
        if not isinstance(value, int):
            return value
        if entry := PublicRun.objects.published().filter(run=value).first():
            return str(entry)
        slug = slug_of(value)
        return _("Not public: %(address)s") % {"address": slug} if slug else ""

    def clean(self, value):
        """What stands may also be written by its address alone, or in the words of another language."""
        words = (value or "").split()
        if self.standing and words and words[-1].rstrip("/").rpartition("/")[2] == slug_of(self.standing):
            return self.standing
        return super().clean(value)

    def found(self, text):
        return PublicRun.objects.values_list("run", flat=True).get(pk=super().found(text))

    def at(self, text):
        return self.keys(("run__slug", text.rstrip("/").rpartition("/")[2]))


class IndicatorField(forms.TypedChoiceField):
    """An indicator of the portal, from the list of those in use."""

    standing = None

    def __init__(self, **kwargs):
        super().__init__(required=False, choices=choices, coerce=int, empty_value=None, **kwargs)


def choices():
    return [("", "–"), *((indicator.pk, str(indicator)) for indicator in Indicator.objects.active())]
