"""What harvesters are told of an entry: what its card says, and what only its kind knows. No room knows more of it."""

from django.conf import settings
from django.utils import translation

from catalogue.languages import LANGUAGES

FIRST = settings.LANGUAGE_CODE


def told(entry, values):
    """As JSON keeps it; `values` are the fields of its card. Languages are keys, what is empty is left out."""
    with translation.override(FIRST):
        found = {
            "titles": titles(values),
            "summaries": {code: entry.card_summary(code) for code in LANGUAGES},
            "topics": {code: [getattr(topic, f"name_{code}") for topic in entry.filed_topics] for code in LANGUAGES},
            "creators": list(filter(None, entry.creators())),
            "publisher": entry.publisher_told(),
            "issued": entry.issued(),
            "date": values["date"],
            "languages": entry.card_languages(),
            "rights": values["licence"],
            "sources": entry.sources(),
            "related": related(entry),
            "places": {code: values[f"place_{code}"] for code in LANGUAGES},
            "country": values["country"],
            "pages": {code: values[f"address_{code}"] for code in LANGUAGES},
            "identifiers": entry.identifiers(),
            "general_type": entry.general_type,
            "sets": sets(entry),
        }
    return filled(found)


def filled(value):
    """Without what is empty, at any depth."""
    if isinstance(value, dict):
        return {key: kept for key, one in value.items() if (kept := filled(one))}
    if isinstance(value, list | tuple):
        return [kept for one in value if (kept := filled(one))]
    return value


def titles(values):
    """{language: title}; a work's own title stands in its own language only."""
    found = {code: values[f"title_{code}"] for code in LANGUAGES}
    own = values["title_language"]
    return {own: next(filter(None, found.values()), "")} if own else found


def related(entry):
    """Pairs (relation, address), each address once, without what the public may not know."""
    found = {}
    for relation, work in entry.related_works():
        if address := address_of(work):
            found.setdefault(address, relation)
    return [[relation, address] for address, relation in found.items()]


def address_of(work):
    """Of an address itself, or of a thing; an entry has none while the public may not see it."""
    if isinstance(work, str):
        return work
    return work.get_absolute_url() if getattr(work, "is_published", True) else ""


def sets(entry):
    topics = [f"topic:{topic.slug}" for topic in entry.filed_topics]
    return ["kind", f"kind:{entry.kind}", *(["topic", *topics] if topics else [])]


def is_cited(what):
    """Whether enough is known of it for DataCite."""
    return all(what.get(name) for name in ("general_type", "titles", "creators", "issued"))
