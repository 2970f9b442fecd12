"""Cards of some entries of one kind: made together, and written together once the texts of the entries are read."""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from catalogue import many
from catalogue.filing import beside, counts, records, telling, vocabulary
from catalogue.filing.cards import card_values, labels_of, pairs, plain_texts, search_texts
from catalogue.filing.score import seed
from catalogue.models.card import Card, CardText
from catalogue.search import index_of_database
from catalogue.search.terms import Tiers, document

ONE_TEXT = "ON CONFLICT (card_id, language) DO UPDATE SET text = excluded.text"


class Sheaf:
    """Entries with the cards they have or get; `removed` cards of others were counted before."""

    def __init__(self, model, entries, state, removed=0):
        self.model, self.entries, self.state, self.removed = model, entries, state, removed
        self.changed, self.told, self.deltas = [], {}, Counter()
        self.content_type = ContentType.objects.get_for_model(model)
        standing = Card.objects.filter(content_type=self.content_type, object_id__in=[entry.pk for entry in entries])
        self.standing = {card.object_id: card for card in standing if entries}
        self.cards = {entry: self.card(entry) for entry in entries}
        self.texts = [what_is_read(entry, card, state) for entry, card in self.cards.items()]
        self.reading = beside.reading(index_of_database().written(), self.texts)

    def card(self, entry):
        """The entry's card as it should be; whoever has one sees it brought up to date at once."""
        values, card = card_values(entry), self.standing.get(entry.pk)
        self.told[entry.pk] = None if values["waiting"] else telling.told(entry, values)
        if card is None:
            card = many.blank(Card, content_type_id=self.content_type.pk, object_id=entry.pk, **values)
            self.deltas.update(contribution(values))
            self.changed.append(entry.pk)
        elif update_card(card, values, self.deltas):
            self.changed.append(entry.pk)
        return card

    def write(self, counted):
        """Returns the primary keys of those of whom harvesters are told something else."""
        counts.change(self.deltas)
        told = records.keep(self.model, self.told)
        readings, self.spellings = self.reading()
        self.write_cards([reading.written for reading in readings])
        write_texts({card: plain_texts(entry) for entry, card in self.cards.items()})
        vocabulary.learn(Counter(term for reading in readings for term in reading.words), self.spelled, counted)
        return told

    def spelled(self, terms):
        """How one writes these terms: as the second process told, or as the texts have them."""
        return self.spellings | beside.spelled_in(self.texts, [term for term in terms if term not in self.spellings])

    def write_cards(self, terms):
        """New cards, and the terms of all."""
        new = [(card, found) for card, found in zip(self.cards.values(), terms, strict=True) if card.pk is None]
        old = {card.pk: found for card, found in zip(self.cards.values(), terms, strict=True) if card.pk is not None}
        if old:
            index_of_database().write(old)
        if new:
            index_of_database().insert([card for card, _found in new], [found for _card, found in new])


def contribution(values):
    return counts.contribution(values["kind"], values["facets"], values["waiting"])


def update_card(card, values, deltas):
    """Bring a card to what it should say; whether that changed more than the day of the last change."""
    changed = {name for name, value in values.items() if getattr(card, name) != value}
    if not changed:
        return False
    deltas.subtract(counts.contribution(card.kind, card.facets, card.waiting))
    deltas.update(contribution(values))
    Card.objects.filter(pk=card.pk).update(**values)
    for name, value in values.items():
        setattr(card, name, value)
    return changed != {"updated_at"}


def write_texts(wanted):
    """Bring the texts of cards to {card: {language: text}}."""
    places, keys = ", ".join(["%s"] * len(wanted)), [card.pk for card in wanted]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT card_id, language, text FROM catalogue_cardtext WHERE card_id IN ({places})", keys)  # noqa: S608
        present = {(card, language): text for card, language, text in cursor.fetchall()}
    rows = [(card.pk, language, text) for card, texts in wanted.items() for language, text in texts.items()]
    for card, language in present.keys() - {row[:2] for row in rows}:
        CardText.objects.filter(card=card, language=language).delete()
    new = [row for row in rows if present.get(row[:2]) != row[2]]
    many.insert_rows("catalogue_cardtext", ["card_id", "language", "text"], new, ONE_TEXT)


def document_of(entry, card, state):
    return document(*what_is_read(entry, card, state))


def what_is_read(entry, card, state):
    """As `search.terms.document` takes it."""
    tiers, facets = Tiers(state.best_10, state.best_1), [*pairs(card.facets), *entry.narrowed_by()]
    plain = tuple([str(part) for part in parts if part] for parts in search_texts(entry))
    return plain, labels_of(entry), facets, card.score, tiers, seed(entry), not card.waiting
