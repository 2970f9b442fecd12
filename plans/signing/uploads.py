"""The papers of a signature: PDF, or a picture of the signed sheet, which is encoded anew as pictures everywhere."""

from django import forms
from django.utils.translation import gettext as _

from catalogue.files.uploads import IMAGE_ENDINGS, clean_document, clean_image, ending_of
from catalogue.limits import MOST_FILE_BYTES

PDF = "application/pdf"


class PdfField(forms.FileField):
    accept = PDF

    def clean(self, data, initial=None):
        found = clean_document(super().clean(data, None))
        if found and ending_of(found.name) != "pdf":
            raise forms.ValidationError(_("Only a PDF file is taken here."))
        return found

    def widget_attrs(self, widget):
        return {"accept": self.accept, "data-most": MOST_FILE_BYTES}


class SheetField(PdfField):
    accept = f"{PDF},image/jpeg,image/png,image/webp"

    def clean(self, data, initial=None):
        if data and ending_of(data.name) in IMAGE_ENDINGS:
            return clean_image(forms.FileField.clean(self, data, None))
        return super().clean(data, initial)
