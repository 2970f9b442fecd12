"""Filing: cards, their texts, numbers and search terms are written in the transaction of the entries."""

from collections import Counter, defaultdict
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from catalogue.filing import counts, records, vocabulary
from catalogue.filing.sheaves import Sheaf
from catalogue.models.card import Card, CatalogueState
from catalogue.models.file_text import text_fields
from catalogue.models.preview import Preview
from catalogue.search import index_of_database

BATCH = 500  # entries filed at once
WAITING = ContextVar("WAITING", default=None)  # {model: {primary key: whether others may show it}} while filing waits
HEARD_BY = []  # functions of (model, primary keys) of the entries whose cards are new or say something else


def entry_models():
    """Every public type: the subclasses of Entry, wherever they live."""
    return [model for model in apps.get_models() if getattr(model, "kind", None) and hasattr(model, "file_card")]


def file_card(entry):
    """Write the entry's card, or remove it when the entry is not published; whether what it says changed."""
    waiting = WAITING.get()
    if waiting is not None:
        waiting[type(entry)].setdefault(entry.pk, False)
        return False
    return bool(file_entries(type(entry), [entry.pk]))


def file_saved(entry, is_new):
    """The card of an entry that was saved, and those that show it; nothing shows yet what is new."""
    waiting = WAITING.get()
    if file_card(entry) and not is_new:
        refile_followers(entry)
    elif waiting is not None and not is_new:
        waiting[type(entry)][entry.pk] = True


@contextmanager
def together():
    """What is saved inside is filed at the end, each entry once: for who writes much and reads no card.

    Within one transaction, so that nobody meets entries without their cards.
    """
    with transaction.atomic():
        token = WAITING.set(defaultdict(dict))
        try:
            yield
            waiting = WAITING.get()
        finally:
            WAITING.reset(token)
        for model, entries in waiting.items():
            keys = [*entries]
            for start in range(0, len(keys), BATCH):
                file_entries(model, keys[start : start + BATCH])
            if shown := [pk for pk, may_be_shown in entries.items() if may_be_shown]:
                refile_followers_of(model, shown)


@transaction.atomic
def file_entries(model, pks, counting=False):
    """Write the cards of these entries, or remove those not published; returns how many cards changed.

    `counting` adds to the numbers of all their words, which a single save leaves as they were last counted.
    """
    state = CatalogueState.lock()
    counted = Counter() if counting else None
    changed = finish_filing(begin_filing(model, pks, state), counted)
    vocabulary.count(counted or {})
    return changed


def begin_filing(model, pks, state):
    """What is to be written of these entries; their texts are read, by another process if there is one."""
    # As they now stand in the database: what instances remember of their neighbours may be older than the lock.
    entries = [entry for entry in for_filing(model, pks) if entry.belongs_in_catalogue()]
    removed = remove_cards(model, set(pks) - {entry.pk for entry in entries})
    return Sheaf(model, entries, state, removed)


def finish_filing(sheaf, counted=None):
    """Write it; returns how many cards changed. The words that stand are added to `counted`."""
    changed = sheaf.removed
    if sheaf.entries:
        note_due(sheaf.state, sheaf.cards.values())
        told_of = sheaf.write(counted)
        for hear in HEARD_BY if sheaf.changed else ():
            hear(sheaf.model, sheaf.changed)
        changed += len({*sheaf.changed, *told_of})
    if sheaf.entries or changed:
        CatalogueState.bump()
    return changed


def for_filing(model, pks):
    """Entries with all that their cards read of others."""
    read = [*(["text_rows"] if text_fields(model) else []), *model.card_follows, *model.card_reads]
    entries = model._base_manager.filter(pk__in=pks).order_by("pk").prefetch_related(*read)
    topics = topics_of(model, pks)
    for entry in entries:
        entry.filed_topics = topics.get(entry.pk, [])
    return list(entries)


def topics_of(model, pks):
    """{primary key: topics}; an entry has few of its own, and many share them, so each is made once."""
    through = model.topics.through
    tagged = through.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=pks)
    carried = tagged.order_by("pk").values_list("object_id", "tag_id")
    topics = through.tag.field.related_model.objects.in_bulk({topic for _pk, topic in carried})
    found = {}
    for pk, topic in carried:
        found.setdefault(pk, []).append(topics[topic])
    return found


def note_due(state, cards):
    """Remember when the next card becomes public."""
    days = [card.published_at for card in cards if card.waiting]
    if days and (state.due is None or min(days) < state.due):
        CatalogueState.objects.filter(pk=1).update(due=min(days))


@transaction.atomic
def file_due():
    """File the cards whose day has come; called by whoever notices that it has."""
    state = CatalogueState.lock()
    if state.due is None or state.due > timezone.now():
        return
    CatalogueState.objects.filter(pk=1).update(due=None)
    waiting = {}
    for card in Card.objects.filter(waiting=True).select_related("content_type"):
        waiting.setdefault(card.content_type.model_class(), []).append(card.object_id)
    for model, pks in waiting.items():
        file_entries(model, pks)


def current_state():
    """The state of the catalogue, after what became public meanwhile is filed; a node that only reads waits for that.

    What shows cards, their numbers and the labels of facets is kept by its `version`, all else by its `page_version`.
    """
    state = CatalogueState.read()
    if not settings.READ_ONLY and state.due is not None and state.due <= timezone.now():
        file_due()
        state = CatalogueState.read()
    return state


# --- Removing ---


def unfile(model, pks):
    """Remove the cards of entries that go."""
    if remove_cards(model, pks):
        CatalogueState.bump()


def remove_cards(model, pks):
    """Returns how many there were."""
    if not pks:
        return 0
    cards = Card.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=pks)
    deltas = Counter()
    for kind, facets, waiting in cards.values_list("kind", "facets", "waiting"):
        deltas.subtract(counts.contribution(kind, facets, waiting))
    counts.change(deltas)
    removed = cards.delete()[1].get("catalogue.Card", 0)
    records.withdraw(model, pks)
    if removed:
        Preview.objects.of(model, pks).delete()  # their files are swept away
    return removed


# --- Those who show others ---


def refile_followers(entry):
    for follower in followers(entry):
        follower.file_card()


def refile_followers_of(model, pks):
    """The same for many entries of a kind."""
    for follower, entries in following(model, pks):
        file_entries(follower, list(entries.values_list("pk", flat=True)))


def followers(entry):
    """The published entries whose cards show this one: those that reach it by a path in `card_follows`."""
    for _model, entries in following(type(entry), [entry.pk]):
        yield from entries


def following(model, pks):
    """(model, published entries whose cards show one of these) for every kind that shows any."""
    for follower in entry_models():
        paths = [path for path in follower.card_follows if end_of(follower, path) is model]
        if paths:
            reaches = models.Q(*((f"{path}__in", pks) for path in paths), _connector=models.Q.OR)
            yield follower, follower._base_manager.filter(reaches, status="published").distinct()


def end_of(model, path):
    """The model at the end of a lookup path such as `book__project`."""
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def index():
    return index_of_database()
