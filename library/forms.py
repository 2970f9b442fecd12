from django import forms

from catalogue.files.uploads import clean_document
from library.models import Practice, Publication


class PracticeForm(forms.ModelForm):
    class Meta:
        model = Practice
        fields = "__all__"  # noqa: DJ007  the admin shows them all; status and dates are not editable


class PublicationForm(forms.ModelForm):
    class Meta:
        model = Publication
        fields = "__all__"  # noqa: DJ007  the admin shows them all; status and dates are not editable

    def clean_file(self):
        return clean_document(self.cleaned_data.get("file"))
