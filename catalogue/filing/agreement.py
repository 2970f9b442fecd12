"""Whether cards and entries agree: the promise the whole catalogue rests on."""

from django.contrib.contenttypes.models import ContentType

from catalogue.filing import counts, records, telling
from catalogue.filing.cards import card_values, plain_texts
from catalogue.filing.filing import entry_models, for_filing, index
from catalogue.filing.sheaves import document_of
from catalogue.models import Card, CardText, CatalogueState

BATCH = 500


def disagreements():
    """Yield a sentence for every card that does not agree with its entry: none is the promise."""
    for model in entry_models():
        published = list(model._base_manager.filter(status="published").order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(published), BATCH):
            yield from of_batch(model, published[start : start + BATCH])
        cards = Card.objects.filter(content_type=ContentType.objects.get_for_model(model))
        yield from (
            f"card {pk} has no published {model.__name__}"
            for pk in cards.exclude(object_id__in=published).values_list("pk", flat=True)
        )
    yield from counts.disagreements()
    yield from records.disagreements()
    yield from index().disagreements()


def of_batch(model, pks):
    content_type = ContentType.objects.get_for_model(model)
    cards = {card.object_id: card for card in Card.objects.filter(content_type=content_type, object_id__in=pks)}
    state = CatalogueState.objects.get(pk=1)
    documents, entries = {}, {}
    for entry in for_filing(model, pks):
        card = cards.get(entry.pk)
        if (card is None) == entry.belongs_in_catalogue():
            yield f"{model.__name__} {entry.pk} has {'no' if card is None else 'a'} card"
        elif card:
            entries[card.pk] = entry
            documents[card.pk] = document_of(entry, card, state)
            yield from differences(entry, card)
    if documents:
        for pk in index().differing(documents):
            yield f"{entries[pk].kind} {entries[pk].pk}: search terms differ"
    yield from differing_texts(entries)


def differences(entry, card):
    values = card_values(entry)
    for field, value in values.items():
        if getattr(card, field) != value:
            yield f"{entry.kind} {entry.pk}: {field} is {getattr(card, field)!r}, should be {value!r}"
    if not values["waiting"] and not records.agrees(entry, telling.told(entry, values)):
        yield f"{entry.kind} {entry.pk}: harvesters are told something else"


def differing_texts(entries):
    """Of {card id: entry}: those whose texts for snippets are not theirs."""
    stored = {}
    for text in CardText.objects.filter(card__in=entries):
        stored.setdefault(text.card_id, {})[text.language] = text.text
    for pk, entry in entries.items():
        if stored.get(pk, {}) != plain_texts(entry):
            yield f"{entry.kind} {entry.pk}: texts for snippets differ"
