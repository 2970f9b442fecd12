from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalogue.files.uploads import KeptFileFormField, ending_of
from catalogue.languages import LANGUAGES
from projects.models import BrandItem
from projects.models.brand_item import PICTURES


class BrandItemForm(forms.ModelForm):
    """What coordinators give the media: each kind with what it cannot do without."""

    class Meta:
        model = BrandItem
        fields = "__all__"  # noqa: DJ007  the admin shows them all
        field_classes = {"file": KeptFileFormField}

    def clean(self):
        super().clean()
        values = self.cleaned_data
        file, kind = values.get("file"), values.get("kind")
        if kind in BrandItem.WORDS and not self.written("text"):
            raise ValidationError(_("Write the text in at least one language."))
        if kind and kind not in BrandItem.WORDS and not file and "file" not in self.errors:
            self.add_error("file", _("Add the file."))
        if file and ending_of(file.name) in PICTURES and not self.written("alt"):
            raise ValidationError(_("Say what the image shows, in at least one language, for those who cannot see it."))
        if kind == BrandItem.Kind.RELEASE and not values.get("issued") and "issued" not in self.errors:
            self.add_error("issued", _("Say when the press release went out."))
        return values

    def written(self, name):
        return any(self.cleaned_data.get(f"{name}_{code}") for code in LANGUAGES)
