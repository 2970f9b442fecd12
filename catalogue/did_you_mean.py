"""Where nothing was found: which word nobody wrote, and what it may have meant."""

from django.db import connection

from catalogue import browse, vocabulary
from catalogue.filing import index
from catalogue.search.expressions import PUBLIC, every
from catalogue.search.query import understood
from catalogue.text import spans

MOST_WORDS = 8


def correction(text, version, criteria):
    """The text with its unknown words put right, if that finds anything under the same choices; else empty."""
    unknown = unknown_words(text)
    if not unknown:
        return ""
    better = {word: next(iter(vocabulary.corrections(word)), None) for word in unknown}
    if None in better.values():
        return ""
    parts, place = [], 0
    for start, end, word in spans(text):
        parts += [text[place:start], better.get(word, text[start:end])]
        place = end
    corrected = "".join([*parts, text[place:]])
    asked = criteria._replace(query=understood(corrected), loose=False)
    return corrected if browse.found(version, asked).total else ""


def unknown_words(text):
    """The words of a text that no public entry holds; one query."""
    words = list(dict.fromkeys(word for _start, _end, word in spans(text)))[:MOST_WORDS]
    asked = {word: query for word in words if (query := understood(word))}
    if not asked:
        return []
    parts, params = [], []
    for query in asked.values():
        sql, values = index().ids(every(PUBLIC, query.widened()))
        parts.append(f"EXISTS ({sql})")
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return [word for word, known in zip(asked, cursor.fetchone(), strict=True) if not known]
