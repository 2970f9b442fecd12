"""The list of transfers: the catalogue with what it found, then a map with arrows and its table; files of them all."""

import json

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_safe

from catalogue.files.sending import download
from catalogue.missing import NoSuchPage
from catalogue.models import Card
from catalogue.search.browse import matches
from catalogue.tables.writing import CSV_TYPE, csv_bytes
from catalogue.views import list_of_kind
from workshops.transfers.arrows import drawn
from workshops.transfers.export import as_json, as_table
from workshops.transfers.rows import public_transfers

JSON_TYPE = "application/json"


@require_safe
def transfers(request, kind):
    context = list_of_kind(request, kind)
    search = context["search"]
    narrowed = None if search.criteria.plain else matches(Card.objects.live().of_kind(kind), search.criteria)
    context |= {"atlas": drawn(public_transfers(narrowed)), "narrowed": narrowed is not None}
    return render(request, "workshops/transfers/list.html", context)


def csv_file(rows):
    return csv_bytes(as_table(rows), get_language()), CSV_TYPE


def json_file(rows):
    told = {"site": settings.SITE_URL, "transfers": as_json(rows)}
    return json.dumps(told, ensure_ascii=False, indent=1).encode(), JSON_TYPE


FORMATS = {"csv": csv_file, "json": json_file}


@require_safe
def export(request, form):
    """All public transfers as a file."""
    if form not in FORMATS:
        raise NoSuchPage
    content, content_type = FORMATS[form](public_transfers())
    return download(f"{pgettext('file', 'transfers')}.{form}", content, content_type)
