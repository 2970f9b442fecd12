"""Entries as JSON, many at a time: what the portal answers to programs, without a request for each."""

import hashlib

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from catalogue.api.errors import in_json
from catalogue.api.telling import whole
from catalogue.archive.addresses import file_of
from catalogue.archive.crawling import write
from catalogue.filing.filing import current_state, entry_models
from catalogue.labels import labels
from catalogue.languages import LANGUAGES
from catalogue.models import Card, Facet

TOGETHER = 50
TYPE = "application/json"


def entry_files():
    """{address in the interface: file} of all public entries."""
    rows = Card.objects.live().order_by("pk").values_list("kind", f"address_{LANGUAGES[0]}")
    return {address: file_of(address, TYPE) for address in (address_of(kind, page) for kind, page in rows.iterator())}


def address_of(kind, page):
    return reverse("api:entry", args=[kind, page.rstrip("/").rpartition("/")[2]])


def write_entries(workers, tell):
    """Returns {file: sha256}."""
    parts, digests = list(in_parts()), {}
    for number, written in enumerate(workers.each(write_part, parts), 1):
        digests |= written
        tell.progress(number * TOGETHER, len(parts) * TOGETHER)
    return digests


def in_parts():
    """(kind, primary keys) of some public entries of a kind."""
    for model in entry_models():
        pks = list(
            Card.objects.live().filter(kind=model.kind).order_by("object_id").values_list("object_id", flat=True)
        )
        yield from ((model.kind, pks[start : start + TOGETHER]) for start in range(0, len(pks), TOGETHER))


def write_part(errand):
    place, _day, (kind, pks) = errand
    digests = {}
    for address, told in told_of(kind, pks):
        file, content = file_of(address, TYPE), in_json(told).content
        write(place.folder / file, content)
        digests[file] = hashlib.sha256(content).hexdigest()
    return digests


def told_of(kind, pks):
    """(address, what is told) of those that are still public."""
    [model] = [model for model in entry_models() if model.kind == kind]
    projects = labels(Facet.PROJECT, current_state().version)
    with translation.override(settings.LANGUAGE_CODE):
        entries = model.objects.published().with_page().in_bulk(pks)
        for card in Card.objects.live().filter(kind=kind, object_id__in=entries):
            yield (
                address_of(kind, getattr(card, f"address_{LANGUAGES[0]}")),
                whole(entries[card.object_id], card, projects),
            )
