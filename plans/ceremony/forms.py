"""What the pages of a signing day ask for."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Signature
from publishing.fields import EntryField
from workshops.models import Event


class Asked(forms.Form):
    """The query string: the event whose line is shown; without one the line of the text alone."""

    event = forms.ModelChoiceField(Event.objects.none(), required=False)

    def __init__(self, data, text):
        super().__init__(data)
        public, known = Event.objects.published().values("pk"), Signature.objects.none()
        if text:  # without one the events would be asked for that nobody signs at, drafts among them
            known = Signature.objects.filter(text=text, event__isnull=False)
        self.fields["event"].queryset = Event.objects.filter(Q(pk__in=public) | Q(pk__in=known.values("event")))

    @property
    def chosen(self):
        """What is no event chooses none."""
        self.full_clean()
        return self.cleaned_data.get("event")


class EventForm(forms.Form):
    """The event at which it is signed, by its name."""

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")
        self.fields["at"] = EntryField(
            Event, label=_("Event"), help_text=_("The title of a public event of the portal, or its address.")
        )


class DeedForm(Asked):
    """What is done with which signature."""

    do = forms.ChoiceField(choices=[(name, name) for name in ("in", "all", "out", "up", "down", "sign", "undo")])
    signature = forms.ModelChoiceField(Signature.objects.none(), required=False)

    def __init__(self, data, text):
        super().__init__(data, text)
        self.fields["signature"].queryset = Signature.objects.filter(text=text).select_related("text__dossier")

    def clean(self):
        super().clean()
        if self.cleaned_data.get("do") not in (None, "all") and not self.cleaned_data.get("signature"):
            self.add_error("signature", _("It stands in the line no more, or is signed. Nothing was changed."))
