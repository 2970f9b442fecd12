"""The public page of an entry that is written in the portal: with what its versions say of it."""

import datetime as dt
import json

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Q
from django.utils.dateparse import parse_datetime

from catalogue import gone, sheets, views
from catalogue.json_rows import JSONRow, JSONRows
from catalogue.languages import LANGUAGES, shown
from publishing.models import Passage, Version
from publishing.states import LEADING, State
from publishing.versions import dossier_of
from publishing.writing import writing_of

COLUMNS = (
    *("dossier_id", "number", "state", "published_at", "decided_at", "validated", "means", "checked"),
    *(f"opinion_{code}" for code in LANGUAGES),
)


class Standing:
    """What a public page says of the version it shows."""

    def __init__(self, row, rows=()):
        self.dossier, self.number = row["dossier_id"], row["number"]
        self.published_at, self.decided_at = moment(row["published_at"]), moment(row["decided_at"])
        self.validated = bool(row["validated"])
        self.means, self.checked = unpacked(row["means"]), unpacked(row["checked"])
        self.needs_refresh = row["state"] == State.REFRESH
        for code in LANGUAGES:
            setattr(self, f"opinion_{code}", row[f"opinion_{code}"])
        self.opinion = shown(self, "opinion")
        earlier = (other["number"] for other in rows if other["validated"] and other["number"] < self.number)
        self.earlier = None if self.validated else next(earlier, None)


def unpacked(value):
    """SQLite hands a JSON column inside a JSON object on as text."""
    return json.loads(value) if isinstance(value, str) else value or {}


def moment(value):
    """PostgreSQL writes a moment with its zone, SQLite without."""
    found = parse_datetime(value) if isinstance(value, str) else value
    return found.replace(tzinfo=dt.UTC) if found and found.tzinfo is None else found


def show_written(request, model, slug):
    """As the pages of all kinds, with the versions asked for in the entry's own query."""
    template = writing_of(model.kind).template
    return views.show_entry(request, model.objects, slug, template, all_words, last_words, with_versions)


def show_written_sheet(request, model, slug):
    """The same as a sheet of paper."""
    template = writing_of(model.kind).template
    return sheets.show_sheet(request, with_versions(model.objects), slug, template, own_words, last_words)


def with_versions(entries):
    """`version_rows`: the version that leads and those that were validated, the newest first."""
    told = Q(state__in=LEADING) | Q(validated=True)
    rows = (
        Version.objects.filter(
            told,
            dossier__object_id=OuterRef("pk"),
            dossier__content_type=ContentType.objects.get_for_model(entries.model).pk,  # kept in the process
        )
        .order_by("-number")
        .values(row=JSONRow(**{name: F(name) for name in COLUMNS}))
    )
    return entries.annotate(version_rows=JSONRows(rows))


def all_words(entry):
    """What the page shows besides the entry: what its kind says of it, and what its versions say."""
    more = writing_of(entry.kind).more
    return (more(entry) if more else {}) | own_words(entry)


def own_words(entry):
    """What only the pages of written entries show."""
    leading = next((row for row in entry.version_rows if row["state"] in LEADING), None)
    return {"standing": Standing(leading, entry.version_rows) if leading else None}


def standing_of(version):
    """The same for the page of one version."""
    return Standing({name: getattr(version, name) for name in COLUMNS})


def last_words(entry):
    """Since when and why, where the entry was withdrawn through the portal."""
    passage = Passage.objects.filter(
        version__dossier=dossier_of(entry), version__state=State.WITHDRAWN, target=State.WITHDRAWN
    ).first()
    if passage is None or passage.step != "withdraw":
        return gone.farewell(entry)
    return gone.Farewell(passage.at, passage.comment)
