from django import forms

from catalogue.uploads import clean_document, clean_image
from library.models import Practice, Publication


class PracticeForm(forms.ModelForm):
    class Meta:
        model = Practice
        fields = "__all__"  # noqa: DJ007  the admin shows them all; status and dates are not editable

    def clean_image(self):
        return clean_image(self.cleaned_data.get("image"))


class PublicationForm(forms.ModelForm):
    class Meta:
        model = Publication
        fields = "__all__"  # noqa: DJ007  the admin shows them all; status and dates are not editable

    def clean_file(self):
        return clean_document(self.cleaned_data.get("file"))
