"""Where nothing was found: which word nobody wrote, and what it may have meant."""

from django.db import connection

from catalogue.filing import vocabulary
from catalogue.filing.filing import index
from catalogue.search import browse
from catalogue.search.expressions import public
from catalogue.search.query import understood
from catalogue.text import spans

MOST_WORDS = 12


def correction(text, version, criteria):
    """The text with its unknown words put right, if that finds anything under the same choices; else empty."""
    wanted = [word for start, _end, word in spans(text) if text[:start].rstrip('"“„»')[-1:] != "-"][:MOST_WORDS]
    known = known_words(wanted)
    meant = {word: vocabulary.corrections(word) for word in wanted if word not in known}
    public = known_words([word for words in meant.values() for word in words])
    better = {word: next((other for other in words if other in public), word) for word, words in meant.items()}
    corrected = replaced(text, better)
    if corrected == text:
        return ""
    asked = criteria._replace(query=understood(corrected), loose=())
    return corrected if browse.found(version, asked).total or browse.found(version, asked.loosened()).total else ""


def replaced(text, better):
    parts, place = [], 0
    for start, end, word in spans(text):
        parts += [text[place:start], better.get(word, text[start:end])]
        place = end
    return "".join([*parts, text[place:]])


def known_words(words):
    """Those of the words that a public entry holds; one query."""
    asked = {word: query for word in dict.fromkeys(words[:MOST_WORDS]) if (query := understood(word))}
    if not asked:
        return set()
    parts, params = [], []
    for query in asked.values():
        sql, values = index().ids(public(query.widened()))
        parts.append(f"EXISTS ({sql})")
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return {word for word, known in zip(asked, cursor.fetchone(), strict=True) if known}
