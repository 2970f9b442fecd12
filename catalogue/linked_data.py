"""What machines read in an item page: schema.org as JSON-LD, from public facts only."""

import json

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from catalogue.languages import in_order, shown

# Escaped so that no text can end the script element it stands in.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def topic_name(row):
    """The label of a topic in the page's language, else in another one."""
    names = [row.get(f"name_{code}") for code in in_order()]
    return next(filter(None, names), row["slug"])


def linked_data(entry):
    """The JSON text of an entry; it holds no markup characters, whatever people wrote."""
    title, summary = shown(entry, "title"), shown(entry, "summary")
    data = {
        "@context": "https://schema.org",
        "@type": entry.schema_type,
        "name": title.text,
        "url": settings.SITE_URL + entry.get_absolute_url(),
        "inLanguage": title.language or get_language(),
        "description": summary.text,
        "datePublished": timezone.localdate(entry.published_at).isoformat() if entry.published_at else None,
        "dateModified": timezone.localdate(entry.updated_at).isoformat(),
        "isBasedOn": entry.source,
        "license": entry.licence,
        "keywords": ", ".join(topic_name(row) for row in entry.topic_rows),
        **entry.linked_data(),
    }
    filled = {key: value for key, value in data.items() if value}
    return mark_safe(json.dumps(filled, ensure_ascii=False).translate(ESCAPES))  # noqa: S308  escaped just above
