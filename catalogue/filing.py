"""Filing: an entry's card, its facets and its search terms are written in the transaction of the entry."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import translation

from catalogue.languages import LANGUAGES
from catalogue.models.card import Card, CardFacet, CatalogueState, Facet
from catalogue.models.kind import Kind
from catalogue.text import alphabet_key, shortened

SUMMARY_LETTERS = 180

# What one would show first where nothing else decides: results before the bodies behind them.
KIND_SCORE = {
    Kind.PRACTICE: 60,
    Kind.GUIDELINE: 55,
    Kind.TOOL: 50,
    Kind.PROJECT: 45,
    Kind.PUBLICATION: 40,
    Kind.PLAN: 35,
    Kind.COMMITMENT: 35,
    Kind.EVENT: 30,
    Kind.PLACE: 30,
    Kind.POST: 25,
    Kind.PARTNER: 20,
    Kind.TERM: 15,
    Kind.CHAPTER: 10,
}


def entry_models():
    """Every public type: the subclasses of Entry, wherever they live."""
    return [model for model in apps.get_models() if getattr(model, "kind", None) and hasattr(model, "file_card")]


def card_values(entry):
    """The fields of the entry's card."""
    latitude, longitude = entry.card_position() or (None, None)
    values = {
        "kind": entry.kind,
        "published_at": entry.public_since(),
        "title_language": entry.card_title_language(),
        "country": entry.card_country(),
        "date": entry.card_date(),
        "latitude": latitude,
        "longitude": longitude,
        "confidence": entry.confidence,
        "related_case": entry.is_related_case(),
        "failure": entry.is_failure(),
        "score": static_score(entry),
    }
    for code in LANGUAGES:
        with translation.override(code):
            title = entry.card_title(code)
            values |= {
                f"title_{code}": title,
                f"title_key_{code}": alphabet_key(title or str(entry))[:600],
                f"summary_{code}": shortened(entry.card_summary(code), SUMMARY_LETTERS),
                f"address_{code}": entry.get_absolute_url(),
                f"detail_{code}": str(entry.card_detail()),
                f"by_{code}": entry.card_by()[:300],
                f"place_{code}": entry.card_place()[:200],
            }
    return values


def static_score(entry):
    """0 to 100: the weight of the kind, plus what is confirmed, complete and in both languages."""
    score = KIND_SCORE[entry.kind]
    score += 15 if entry.confidence == "confirmed" else 0
    score += 10 if all(getattr(entry, f"title_{code}") for code in LANGUAGES) else 0
    score -= 10 if entry.is_related_case() else 0
    texts = [name for name in entry.wanted if name != "topics"]
    return score + round(15 * sum(entry.has(name) for name in texts) / len(texts))


def facet_values(entry, topics):
    """Pairs (facet, value) by which the card is narrowed."""
    found = {(Facet.KIND, entry.kind)}
    found |= {(Facet.TOPIC, topic.slug) for topic in topics}
    found |= {(Facet.PROJECT, str(pk)) for pk in entry.card_projects()}
    found |= {(Facet.LANGUAGE, code) for code in entry.card_languages()}
    found |= {(Facet.COUNTRY, country) for country in [entry.card_country()] if country}
    found |= {(Facet.YEAR, date[:4]) for date in [entry.card_date()] if date}
    return {(str(facet), str(value)) for facet, value in found}


def search_texts(entry, topics):
    """Texts by weight: A the title, B summary and keywords, D the body."""
    titles, summaries = [], []
    for code in LANGUAGES:
        with translation.override(code):
            titles.append(entry.card_title(code))
            summaries.append(getattr(entry, f"summary_{code}") or "")
            summaries += [str(word) for word in (Kind(entry.kind).label, entry.card_detail(), *entry.search_keywords())]
            summaries += [getattr(topic, f"name_{code}") or "" for topic in topics]
    return titles, summaries, entry.search_body()


@transaction.atomic
def file_card(entry):
    """Write the entry's card, or remove it when the entry is not published; whether what it says changed."""
    CatalogueState.lock()
    # As it now stands in the database: what the instance remembers of its neighbours may be older than the lock.
    entry = type(entry)._base_manager.get(pk=entry.pk)
    if not entry.belongs_in_catalogue():
        return unfile(entry)
    topics = list(entry.topics.all())
    card, changed = written_card(entry)
    changed |= write_facets(card, facet_values(entry, topics))
    index().write(card.pk, search_texts(entry, topics))
    CatalogueState.bump()
    return changed


def written_card(entry):
    """The card and whether what it says changed."""
    key = {"content_type": ContentType.objects.get_for_model(entry), "object_id": entry.pk}
    values = card_values(entry)
    card = Card.objects.filter(**key).first()
    if card is None:
        return Card.objects.create(**key, **values), True
    changed = any(getattr(card, name) != value for name, value in values.items())
    if changed:
        Card.objects.filter(pk=card.pk).update(**values)
    return card, changed


def unfile(entry):
    deleted, _by_model = Card.objects.filter(
        content_type=ContentType.objects.get_for_model(entry), object_id=entry.pk
    ).delete()
    if deleted:
        CatalogueState.bump()
    return bool(deleted)


def write_facets(card, wanted):
    """Bring the facets of a card to what is wanted; whether that changed any."""
    present = {(facet.facet, facet.value): facet.pk for facet in card.facets.all()}
    gone = [pk for pair, pk in present.items() if pair not in wanted]
    if gone:
        CardFacet.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - present.keys())
    CardFacet.objects.bulk_create(CardFacet(card=card, facet=facet, value=value) for facet, value in new)
    return bool(gone or new)


def refile_followers(entry):
    for follower in followers(entry):
        follower.file_card()


def followers(entry):
    """The published entries whose cards show this one: those that reach it by a path in `card_follows`."""
    for model in entry_models():
        paths = [path for path in model.card_follows if end_of(model, path) is type(entry)]
        if paths:
            reaches = models.Q(*((path, entry) for path in paths), _connector=models.Q.OR)
            yield from model._base_manager.filter(reaches, status="published").distinct()


def end_of(model, path):
    """The model at the end of a lookup path such as `book__project`."""
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def index():
    from catalogue.search import index_of_database

    return index_of_database()


def disagreements():
    """Yield a sentence for every card that does not agree with its entry: none is the promise."""
    for model in entry_models():
        content_type = ContentType.objects.get_for_model(model)
        cards = {card.object_id: card for card in Card.objects.filter(content_type=content_type)}
        for entry in model._base_manager.filter(status="published"):
            card = cards.pop(entry.pk, None)
            if (card is None) == entry.belongs_in_catalogue():
                yield f"{model.__name__} {entry.pk} has {'no' if card is None else 'a'} card"
            elif card:
                yield from differences(entry, card)
        yield from (f"card {card.pk} has no published {model.__name__}" for card in cards.values())
    yield from index().disagreements()


def differences(entry, card):
    for field, value in card_values(entry).items():
        if getattr(card, field) != value:
            yield f"{entry.kind} {entry.pk}: {field} is {getattr(card, field)!r}, should be {value!r}"
    topics = list(entry.topics.all())
    present = {(facet.facet, facet.value) for facet in card.facets.all()}
    if present != facet_values(entry, topics):
        yield f"{entry.kind} {entry.pk}: facets differ by {present ^ facet_values(entry, topics)}"
    if not index().holds(card.pk, search_texts(entry, topics)):
        yield f"{entry.kind} {entry.pk}: search terms differ"
