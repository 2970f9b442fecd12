"""What a card says of its entry, and by what it is found; entries are as `filing.for_filing` brings them."""

from django.utils import timezone, translation

from catalogue.filing.score import static_score
from catalogue.languages import LANGUAGES
from catalogue.models.card import NO_DATE_LAST, Facet
from catalogue.text import alphabet_key, shortened

SUMMARY_LETTERS = 180
MOST_FILE_LETTERS = 60_000  # of attached files, for snippets


def card_values(entry):
    """The fields of the entry's card."""
    latitude, longitude = entry.card_position() or (None, None)
    date = entry.card_date()
    values = {
        "kind": entry.kind,
        "published_at": entry.public_since(),
        "waiting": entry.public_since() > timezone.now(),
        "title_language": entry.card_title_language(),
        "country": entry.card_country(),
        "date": date,
        "date_rising": date or NO_DATE_LAST,
        "latitude": latitude,
        "longitude": longitude,
        "confidence": entry.confidence,
        "related_case": entry.is_related_case(),
        "failure": entry.is_failure(),
        "score": static_score(entry),
        "external_id": entry.external_id or "",
        "licence": entry.licence,
        "source": entry.source,
        "updated_at": entry.updated_at,
        "facets": " ".join(f"{facet}:{value}" for facet, value in sorted(facet_values(entry))),
    }
    for code in LANGUAGES:
        with translation.override(code):
            values |= words_of_card(entry, code)
    return values


def words_of_card(entry, code):
    """The fields of the card in the active language."""
    title = entry.card_title(code)
    return {
        f"title_{code}": title,
        f"title_key_{code}": alphabet_key(title or str(entry))[:600],
        f"summary_{code}": shortened(entry.card_summary(code), SUMMARY_LETTERS),
        f"address_{code}": entry.get_absolute_url(),
        f"detail_{code}": str(entry.card_detail()),
        f"by_{code}": entry.card_by()[:300],
        f"place_{code}": entry.card_place()[:200],
    }


def facet_values(entry):
    """Pairs (facet, value) by which the card is narrowed."""
    found = {(Facet.KIND, entry.kind)}
    found |= {(Facet.TOPIC, topic.slug) for topic in entry.filed_topics}
    found |= {(Facet.PROJECT, str(pk)) for pk in entry.card_projects()}
    found |= {(Facet.LANGUAGE, code) for code in entry.card_languages()}
    found |= {(Facet.COUNTRY, country) for country in [entry.card_country()] if country}
    found |= {(Facet.YEAR, date[:4]) for date in [entry.card_date()] if date}
    found |= {(facet, value) for facet, value in entry.card_facets() if value}
    return {(str(facet), str(value)) for facet, value in found}


def pairs(facets):
    """The pairs of a card's `facets`."""
    return [tuple(facet.split(":", 1)) for facet in facets.split()]


def search_texts(entry):
    """Texts by weight: A the title, B summary and keywords, D the body.

    Labels of its topics are not among them: what is found only by these comes after what is found by its text.
    """
    titles, summaries, bodies = [], [], []
    for code in LANGUAGES:
        with translation.override(code):
            titles.append(entry.card_title(code))
            summaries.append(getattr(entry, f"summary_{code}") or "")
            summaries += [str(word) for word in (entry.card_detail(), *entry.search_keywords())]
            bodies += entry.search_body(code)
    bodies += [row.words() for row in entry.file_rows()]
    return titles, summaries, bodies


def labels_of(entry):
    """What the entry is about, in every language."""
    return [getattr(topic, f"name_{code}") or "" for topic in entry.filed_topics for code in LANGUAGES]


def plain_texts(entry):
    """{language: text} from which snippets are cut; nobody knows the language of a file."""
    texts = {
        code: "\n".join(filter(None, [getattr(entry, f"summary_{code}"), *entry.search_body(code)]))
        for code in LANGUAGES
    }
    texts[""] = "\n".join(row.text for row in entry.file_rows())[:MOST_FILE_LETTERS]
    return {code: text for code, text in texts.items() if text}
