"""Form fields of plans: what rows name that is no entry of the catalogue, and documents that are PDF."""

from django import forms
from django.utils.translation import gettext as _

from catalogue.files.uploads import DocumentFormField, ending_of
from catalogue.limits import MOST_FILE_BYTES
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


class PDFField(DocumentFormField):
    """A document that has to be PDF."""

    def clean(self, data, initial=None):
        document = super().clean(data, initial)
        if document and ending_of(document.name) != "pdf":
            raise forms.ValidationError(_("Only a PDF file is taken here."))
        return document

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": "application/pdf", "data-most": MOST_FILE_BYTES}


def choices():
    return [("", "–"), *((indicator.pk, str(indicator)) for indicator in Indicator.objects.active())]
