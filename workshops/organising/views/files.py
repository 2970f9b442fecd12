"""Tables for organisers; who took which is written down."""

from django import forms
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from catalogue import audit
from catalogue.files.sending import download
from publishing.forms import PlainForm
from publishing.views.signed_out import kept_when_signed_out
from workshops.organising.asking import registered_event
from workshops.organising.exporting import FORMATS, TABLES, file_name, written
from workshops.organising.noting import note
from workshops.organising.rights import EventRight, may_at
from workshops.organising.views.showing import show


class TableForm(PlainForm):
    """Which table, as which file, and whether with what is sensitive."""

    table = forms.ChoiceField(
        label=gettext_lazy("Table"),
        choices=[(name, label) for name, (label, _name, _make) in TABLES.items()],
        widget=forms.RadioSelect,
        initial="people",
    )
    format = forms.ChoiceField(
        label=gettext_lazy("File"),
        choices=[(name, name.upper()) for name in FORMATS],
        widget=forms.RadioSelect,
        initial="xlsx",
    )
    sensitive = forms.BooleanField(label=gettext_lazy("With sensitive answers"), required=False)

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def files(request, pk):
    """A file is asked for by a button, never by a link, since asking for it is written down."""
    event, registration = registered_event(request.user, pk)
    form = TableForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return sent(request, event, registration, **form.cleaned_data)
    has_sensitive = registration.questions.filter(sensitive=True).exists()
    return show(request, "files", event, "event_files", {"form": form, "has_sensitive": has_sensitive})


def sent(request, event, registration, *, table, format, sensitive):
    sensitive = sensitive and may_at(request.user, EventRight.SENSITIVE, event)
    rows = TABLES[table][2](registration, sensitive=sensitive)
    audit.note(audit.Action.EXPORT, by=request.user, about=event, said=f"{table}, {format}")
    note(event, request.user, f"table “{table}” taken as {format}{', with sensitive answers' if sensitive else ''}")
    return download(file_name(event, table, format), written(rows, format), FORMATS[format])
