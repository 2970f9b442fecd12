from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.limits import MOST_TABLE_BYTES

ENDINGS = (".csv", ".txt", ".tsv", ".jsonl", ".ndjson")


class UploadForm(forms.Form):
    """A small file of rows; larger ones go through the command."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_("CSV or JSON Lines, up to 5 MB and 5,000 rows."),
    )
    draft = forms.BooleanField(
        label=_("New entries are drafts"),
        required=False,
        help_text=_("Else they are public at once. What stands already keeps its state."),
    )
    create_topics = forms.BooleanField(label=_("Make topics that do not exist yet"), required=False)

    def __init__(self, *args, may_publish, may_create_topics, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_publish:
            self.fields["draft"].initial = True
            self.fields["draft"].disabled = True
        if not may_create_topics:
            del self.fields["create_topics"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(ENDINGS):
            raise ValidationError(_("Choose a CSV or JSON Lines file; a spreadsheet can be saved as CSV."))
        if file.size > MOST_TABLE_BYTES:
            raise ValidationError(_("The file is larger than 5 MB. Larger ones are imported on the server."))
        return file
