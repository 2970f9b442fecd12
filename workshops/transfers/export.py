"""Public transfers as machines and spreadsheets read them."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.api.telling import identifier, moment
from catalogue.labels import country_name
from catalogue.languages import LANGUAGES
from library.models import Practice
from workshops.transfers.rows import addresses

NEIGHBOURS = {  # {name in the file: (kind, prefix of its columns)}
    "practice": ("practice", "practice_"),
    "origin": ("partner", "practice_organisation_"),
    "origin_place": ("place", "practice_place_"),
    "adopter": ("partner", "partner_"),
    "place": ("place", "place_"),
}


def as_json(rows):
    return [told(transfer) for transfer in rows]


def told(transfer):
    row = transfer.row
    return {
        "id": identifier("transfer", row["pk"]),
        "title": texts(row, "title"),
        "url": absolute("transfer", row),
        **{name: neighbour(kind, row, prefix) for name, (kind, prefix) in NEIGHBOURS.items()},
        "builds_on": identifier("transfer", row["builds_on"]) if row["builds_on"] else None,
        "stage": row["stage"],
        "start": row["start"] or None,
        "end": row["end"] or None,
        "outcome": row["outcome"] or None,
        **{name: texts(row, name) for name in ("adaptation", "result", "lessons")},
        "standing": transfer.standing.value,
        "on_behalf_of_origin": bool(row["origin_on_behalf"]),
        "reason": row["origin_reason"] or None,
        "source": row["origin_source"] or None,
        "published": moment(row["published_at"]),
    }


def neighbour(kind, row, prefix):
    found = texts(row, f"{prefix}title")
    return {"title": found, "url": absolute(kind, row, prefix)} if any(found.values()) else None


def texts(row, name):
    return {code: row[f"{name}_{code}"] or None for code in LANGUAGES}


def absolute(kind, row, prefix=""):
    return {code: settings.SITE_URL + path if path else None for code, path in addresses(kind, row, prefix).items()}


def as_table(rows):
    """Headings and a row for each, in the page's language."""
    titles = {transfer.row["pk"]: transfer.title.text for transfer in rows}
    yield [
        *(
            _("Transfer"),
            _("Good practice"),
            _("Origin"),
            _("Origin: place"),
            _("Taken over by"),
            _("Place"),
            _("Country"),
        ),
        *(
            pgettext("transfer", "Stage"),
            _("Start"),
            _("End"),
            _("Outcome"),
            _("Builds on"),
            _("What was adapted"),
            pgettext("transfer", "Result"),
            _("Lessons"),
        ),
        *(_("Confirmation"), _("On behalf of the origin"), _("Why not"), _("Source"), _("Address")),
    ]
    for transfer in rows:
        row = transfer.row
        country = row["place_country"] or row["partner_country"]
        names = (f"{prefix}title" for _kind, prefix in NEIGHBOURS.values())
        yield [
            *(transfer.title.text, *(transfer.words(name).text for name in names)),
            *(country_name(country) if country else "", transfer.stage, row["start"], row["end"]),
            *(str(Practice.Outcome(row["outcome"]).label) if row["outcome"] else "", titles.get(row["builds_on"], "")),
            *(transfer.words(name).text for name in ("adaptation", "result", "lessons")),
            *(str(transfer.standing.label), _("yes") if row["origin_on_behalf"] else ""),
            *(row["origin_reason"] or "", row["origin_source"] or "", settings.SITE_URL + transfer.address),
        ]
