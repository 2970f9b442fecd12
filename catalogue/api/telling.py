"""What is told of an entry: from its card in lists, from the entry itself at its own address."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import Manager, Model
from django.urls import reverse
from django_countries.fields import Country

from catalogue.filing.cards import pairs
from catalogue.languages import LANGUAGES
from catalogue.models import Entry, Facet, public, web_addresses

MORE_LISTS = {}  # {kind: {name: MoreList}}, what an entry has much of
MORE_FACTS = {}  # {kind: entry -> further facts, as JSON knows them}; rooms further right add theirs


class MoreList(NamedTuple):
    """A list of an entry that machines read page by page."""

    rows: Callable  # entry -> all of them
    told: Callable  # one of them -> what is told of it, as JSON knows it


# --- Lists ---


def found(search):
    """The answer to a search."""
    page = search.page(search.number, search.size)
    answer = {
        "count": page.count,
        "count_is_exact": page.exact,
        "page": page.number,
        "pages": page.pages,
        "limit": page.size,
        "next": page.next and absolute(reverse("api:search") + search.address_of(page.next)),
        "previous": page.previous and absolute(reverse("api:search") + search.address_of(page.previous)),
        "match": "some" if search.criteria.loose else "all",
        "did_you_mean": search.correction or None,
        "results": [brief(card, search.labels[Facet.PROJECT]) for card in page.cards],
    }
    if search.cleaned_data["facets"] == "1":
        answer["facets"] = {facet.value: numbers(search, facet) for facet in Facet}
    return answer


def numbers(search, facet):
    counted = search.numbers[facet]
    labels = search.labels[facet].items()
    return [{"value": value, "label": label, "count": counted[value]} for value, label in labels if counted.get(value)]


def brief(card, projects):
    """An entry as lists show it; `projects` are the acronyms of the public ones by their primary key."""
    filed = {facet: [] for facet in Facet}
    for facet, value in pairs(card.facets):
        filed[facet].append(value)
    return {
        "id": identifier(card.kind, card.object_id),
        "kind": card.kind,
        "external_id": card.external_id or None,
        "title": in_languages(card, "title"),
        "title_language": card.title_language or None,
        "summary": in_languages(card, "summary"),
        "url": {code: absolute(getattr(card, f"address_{code}")) for code in LANGUAGES},
        "api_url": address_in_api(card.kind, last_part(getattr(card, f"address_{LANGUAGES[0]}"))),
        "languages": filed[Facet.LANGUAGE],
        "by": in_languages(card, "by"),
        "country": card.country or None,
        "place": in_languages(card, "place"),
        "date": card.date or None,
        "topics": filed[Facet.TOPIC],
        "projects": [
            {"id": identifier("project", pk), "acronym": projects[pk]} for pk in filed[Facet.PROJECT] if pk in projects
        ],
        "licence": card.licence or None,
        "source": card.source or None,
        "published": moment(card.published_at),
        "updated": moment(card.updated_at or card.published_at),
    }


# --- One entry ---


def whole(entry, card, projects):
    """All that its page shows, in every language."""
    texts = [name for name in entry.translated_fields() if name not in {"title", "summary", "note"}]
    return brief(card, projects) | {
        "title": in_languages(entry, "title"),
        "summary": in_languages(entry, "summary"),
        "note": in_languages(entry, "note"),
        "slug": in_languages(entry, "slug"),
        "texts": {name: in_languages(entry, name) for name in texts},
        "topics": [
            {"slug": row["slug"], "label": {code: row[f"name_{code}"] for code in LANGUAGES}, "main": bool(row["main"])}
            for row in entry.topic_rows
        ],
        "confidence": entry.confidence,
        "related_case": entry.is_related_case(),
        "sources": entry.sources(),
        "files": files(entry),
        "facts": facts(entry),
        "missing_translations": [{"field": field, "language": code} for field, code in entry.missing_translations()],
    }


def facts(entry):
    """What only its kind knows; the models say which of their fields are for the public."""
    told = {name: plain(fact(entry, name)) for name in entry.public_facts}
    told |= {name: neighbours(getattr(entry, name)) for name in entry.public_links}
    for name, columns in entry.public_rows.items():
        rows = (row for row in getattr(entry, name).all() if getattr(row, "is_public", True))
        told[name] = [{column: in_row(row, column) for column in columns} for row in rows]
    more = MORE_FACTS.get(entry.kind)
    return told | more(entry) if more else told


def fact(entry, name):
    value = getattr(entry, name)
    if name in entry.address_lists:
        return web_addresses(value)
    return value() if callable(value) else value


def in_row(row, column):
    if hasattr(row, f"{column}_{LANGUAGES[0]}"):
        return in_languages(row, column)
    value = getattr(row, column)
    return neighbours(value) if isinstance(value, Entry) else plain(value)


def neighbours(related):
    """Another entry, or several of them, as far as the public may know of them."""
    if isinstance(related, Manager):
        return [reference(entry) for entry in related.all() if public(entry)]
    return reference(related) if public(related) else None


def reference(entry):
    return {
        "id": identifier(entry.kind, entry.pk),
        "kind": str(entry.kind),
        "title": in_languages(entry, "title"),
        "url": {code: absolute(address) for code, address in entry.addresses().items()},
        "api_url": address_of(entry),
    }


def files(entry):
    stored = {name: getattr(entry, name) for name in entry.public_files}
    return [
        {
            "field": name,
            "url": absolute(reverse("file", args=[entry.kind, entry.pk, name])),
            "type": file.name.rpartition(".")[2].lower(),
            "bytes": file.size,
        }
        for name, file in stored.items()
        if file and file.storage.exists(file.name)
    ]


def part(entry, name, asked):
    """A page of one of its further lists; None where there is no such list or page."""
    more = MORE_LISTS.get(entry.kind, {}).get(name)
    rows = more.rows(entry) if more else []
    pages = max(1, -(-len(rows) // asked.size))
    if more is None or asked.number > pages:
        return None
    address = f"{address_of(entry)}/{name}"
    return {
        "count": len(rows),
        "page": asked.number,
        "pages": pages,
        "limit": asked.size,
        "next": address + asked.address_of(asked.number + 1) if asked.number < pages else None,
        "previous": address + asked.address_of(asked.number - 1) if asked.number > 1 else None,
        "results": [more.told(row) for row in rows[(asked.number - 1) * asked.size : asked.number * asked.size]],
    }


def address_of(entry):
    return address_in_api(entry.kind, getattr(entry, f"slug_{LANGUAGES[0]}"))


# --- Values ---


def identifier(kind, pk):
    """Lasting: a kind and a number that stay with the entry, whatever its title and addresses become."""
    return f"{kind}:{pk}"


def absolute(address):
    return settings.SITE_URL + address


def address_in_api(kind, slug):
    return absolute(f"{entries_of_api()}/{kind}/{slug}")


@cache
def entries_of_api():
    """The address of an entry without kind and slug; the same in every language."""
    return reverse("api:entry", args=["kind", "slug"]).removesuffix("/kind/slug")


def last_part(address):
    return address.rstrip("/").rpartition("/")[2]


def in_languages(item, name):
    """{language: text}; null where there is none in the language."""
    return {code: getattr(item, f"{name}_{code}") or None for code in LANGUAGES}


def moment(time):
    return time.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def plain(value):
    """As JSON knows it: empty is null, amounts are numbers, days are text."""
    match value:
        case Country():
            return value.code or None
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case Model():
            return str(value)
        case "":
            return None
    return value
