"""Looks at a backup that was restored where nobody else is: counts, files, trail, index, pages."""

from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import translation

from catalogue import audit
from catalogue.archive.asking import ask
from catalogue.filing.agreement import disagreements
from catalogue.languages import LANGUAGES
from catalogue.models import Card
from mer_portal.backup.engines import engine
from publishing.sweeping import file_columns

PAGES = 20
UNCOLLECTED = "django.contrib.staticfiles.storage.StaticFilesStorage"  # style sheets are not in a backup
MOST_TOLD = 10
TRIGGERS = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'catalogue_auditevent'",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'catalogue_auditevent'::regclass "
    "AND NOT tgisinternal",
}


def answer(told):
    """{"faults": sentences, "remarks": sentences, "pages": how many answered}"""
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": UNCOLLECTED}}
    faults = list(of_rows(told["rows"]))
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    faults += [*of_the_trail(), *islice(disagreements(), MOST_TOLD)]
    pages, of_pages = open_pages()
    return {"faults": faults + of_pages, "remarks": list(missing_files()), "pages": pages}


def of_rows(wanted):
    found = engine().rows()
    for table in sorted({*found, *wanted}):
        if found.get(table) != wanted.get(table):
            yield f"{table} has {found.get(table, 'no')} rows, and had {wanted.get(table, 'no')}."


def of_the_trail():
    if wrong := audit.broken():
        yield f"The trail of events is broken at {len(wrong)} events, first {wrong[0]}."
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        if not cursor.fetchone()[0]:
            yield "Nothing keeps the trail of events from being changed: its triggers are missing."


def missing_files():
    """A remark only: the portal may have lost them before."""
    lost, root = [], Path(settings.MEDIA_ROOT)
    for model, column in file_columns():
        names = model._base_manager.exclude(**{column.attname: ""}).values_list(column.attname, flat=True)
        lost += [name for name in names.order_by("pk").iterator() if name and not (root / name).is_file()]
    if lost:
        yield f"{len(lost)} files that rows name are not in the backup, first {lost[0]!r}."


def open_pages():
    """How many answered, and the faults of those that did not."""
    asked = addresses()
    statuses = {address: ask(address).status for address in asked}
    faults = [f"{address} answers {status}." for address, status in statuses.items() if status != 200]
    return len(asked) - len(faults), faults


def addresses():
    """The home page and the search of each language, and entries from all over the catalogue."""
    found = []
    for code in LANGUAGES:
        with translation.override(code):
            found += [reverse("home"), f"{reverse('catalogue')}?q=energija"]
    pks = list(Card.objects.live().order_by("pk").values_list("pk", flat=True))
    cards = Card.objects.filter(pk__in=pks[:: max(1, len(pks) // (PAGES - len(found)))]).order_by("pk")
    names = [f"address_{code}" for code in LANGUAGES]
    for number, card in enumerate(cards):
        found.append(getattr(card, names[number % len(names)]) or card.address)
    return found[:PAGES]
