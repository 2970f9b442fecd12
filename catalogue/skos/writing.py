"""Concepts become topics, in one transaction.

A topic follows the file where the vocabulary made it (`origin`); a topic of the portal's own that is joined to a
concept keeps all of its words and gets the concept's as alternative labels. Labels and relations remember the
vocabulary they came with, so that the file never takes away what staff wrote.
"""

from django.db import transaction
from django.db.models import Q, QuerySet

from catalogue.languages import LANGUAGES
from catalogue.models.card import CatalogueState
from catalogue.models.thesaurus import TopicLabel, write_keys
from catalogue.models.topic import Topic, file_soon
from catalogue.skos.relations import write_relations
from catalogue.text import same, slugify_sl

BATCH = 500
NAMES = [f"name_{code}" for code in LANGUAGES]
HINTS = [f"hint_{code}" for code in LANGUAGES]
COLUMNS = ["uri", "name", *NAMES, "hint", *HINTS]

JOINED = "Joined to a topic of the portal, which keeps its words"
OWN_WORDS = "Keeps its own words, as this vocabulary (--scheme) did not make it"
SECOND = "Would join a second topic too, which stays apart"
NAME_TAKEN = "Kept as an alternative label, another topic has this name"
ALL_TAKEN = "Left out, other topics have its names"
GONE = "Not in the file any more, kept"


@transaction.atomic
def write(vocabulary, scheme, report, say=lambda text: None, dry_run=False):
    """Bring the topics to what the vocabulary says. A dry run does it all, then takes it back."""
    CatalogueState.lock()
    shelf = Shelf(scheme, report)
    for number, concept in enumerate(vocabulary.concepts, 1):
        shelf.place(concept)
        if number % 1000 == 0:
            say(f"{number} of {len(vocabulary.concepts)} concepts compared")
    shelf.save()
    relabelled = write_labels(shelf, scheme, report)
    renew_keys(shelf, relabelled, say)
    write_relations(shelf.placed, shelf.by_uri, scheme, report)
    report_gone(shelf, scheme, report)
    for topic in shelf.renamed.values():
        file_soon(topic.carriers())
    if report.changes:
        CatalogueState.bump()
    if dry_run:
        transaction.set_rollback(True)


class Shelf:
    """All topics there are, and the place of each concept among them."""

    def __init__(self, scheme, report):
        self.scheme, self.report = scheme, report
        topics = list(Topic.objects.order_by("pk"))
        self.by_uri = {topic.uri: topic for topic in topics if topic.uri}
        self.names = {}  # (language, name in small letters …): topic; one given up in this run is not given away in it
        for topic in topics:
            self.take_names(topic)
        self.slugs = {topic.slug for topic in topics}
        self.placed, self.new, self.changed, self.renamed = {}, [], {}, {}

    def place(self, concept):
        known = self.by_uri.get(concept.uri)
        if known and known.origin == self.scheme:
            self.follow(known, concept)
        elif known:
            self.report.note(OWN_WORDS, f"“{known}” ({known.slug}, from: {known.origin or 'the portal'})")
        topic = known or self.joined(concept) or self.made(concept)
        if topic is None:
            return
        self.placed[concept.uri] = (topic, concept)
        self.by_uri[concept.uri] = topic

    def joined(self, concept):
        """The portal's own topic of the same name, from now on with the concept's address."""
        found = [self.names.get((code, same(name))) for code, name in concept.names.items()]
        found = list({id(topic): topic for topic in found if topic and not topic.uri}.values())
        if not found:
            return None
        topic, *others = found
        topic.uri = concept.uri
        self.changed[topic.pk] = topic
        self.report.count("joined")
        self.report.note(JOINED, f"“{topic}” ({topic.slug}) to {concept}")
        for other in others:
            self.report.note(SECOND, f"“{other}” ({other.slug}): {concept}")
        return topic

    def made(self, concept):
        names = self.free_names(concept, None)
        if not names:
            self.report.note(ALL_TAKEN, concept)
            return None
        topic = Topic(uri=concept.uri, origin=self.scheme, slug=self.free_slug(names))
        set_texts(topic, names, concept.hints)
        self.take_names(topic)
        self.new.append(topic)
        self.report.count("new")
        return topic

    def follow(self, topic, concept):
        """A topic the vocabulary made takes over what changed in it."""
        before = texts_of(topic)
        names = self.free_names(concept, topic) or {code: getattr(topic, f"name_{code}") or "" for code in LANGUAGES}
        set_texts(topic, names, concept.hints)
        if texts_of(topic) == before:
            return
        self.report.count("changed")
        self.changed[topic.pk] = topic
        self.take_names(topic)
        if texts_of(topic)[: len(NAMES)] != before[: len(NAMES)]:
            self.renamed[topic.pk] = topic

    def free_names(self, concept, topic):
        """The concept's names that no other topic has; the others are only ways to find it."""
        free = {}
        for code, name in concept.names.items():
            holder = self.names.get((code, same(name)), topic)
            if holder is topic:
                free[code] = name
            else:
                concept.labels[code, name] = False
                self.report.note(NAME_TAKEN, f"{name} ({code}) of {concept.uri}, the name of {holder.slug}")
        return free

    def take_names(self, topic):
        for code in LANGUAGES:
            if name := getattr(topic, f"name_{code}"):
                self.names.setdefault((code, same(name)), topic)

    def free_slug(self, names):
        """From the English name, else from another one; numbered where it is taken."""
        text = names.get("en") or next(iter(names.values()))
        wanted = slugify_sl(text, 90) or "topic"
        slug, number = wanted, 1
        while slug in self.slugs:
            number += 1
            slug = f"{wanted}-{number}"
        self.slugs.add(slug)
        return slug

    def save(self):
        """Past modeltranslation's manager, which would take the plain column for that of the active language."""
        plain = QuerySet(Topic)
        plain.bulk_create(self.new, batch_size=BATCH)
        plain.bulk_update(self.changed.values(), COLUMNS, batch_size=BATCH)


def texts_of(topic):
    return [getattr(topic, name) or "" for name in (*NAMES, *HINTS)]


def set_texts(topic, names, hints):
    for code in LANGUAGES:
        setattr(topic, f"name_{code}", names.get(code) or None)
        setattr(topic, f"hint_{code}", hints.get(code, ""))


def batches(rows):
    rows = list(rows)
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def write_labels(shelf, scheme, report):
    """Bring the alternative labels to what the file says; returns the topics whose labels changed."""
    relabelled = {}
    for batch in batches(shelf.placed.values()):
        present = {topic.pk: {} for topic, _concept in batch}
        for label in TopicLabel.objects.filter(topic__in=present):
            present[label.topic_id][label.language, label.text] = label
        gone, new, shifted = [], [], []
        for topic, concept in batch:
            before, wanted = present[topic.pk], labels_of(topic, concept)
            ours = {key: label for key, label in before.items() if label.origin == scheme}
            gone += [label for key, label in ours.items() if key not in wanted]
            new += [
                TopicLabel(topic=topic, language=code, text=text, hidden=wanted[code, text], origin=scheme)
                for code, text in sorted(wanted.keys() - before.keys())
            ]
            shifted += [label for key, label in ours.items() if wanted.get(key, label.hidden) != label.hidden]
        save_labels(gone, new, shifted, report)
        changed = {label.topic_id for label in (*gone, *new)}
        relabelled |= {topic.pk: topic for topic, _concept in batch if topic.pk in changed}
    return relabelled


def labels_of(topic, concept):
    """The labels of a concept that its topic does not have as a name; those of a joined topic hold its names too."""
    labels = concept.labels | dict.fromkeys(concept.names.items(), False)
    names = {(code, same(getattr(topic, f"name_{code}") or "")) for code in LANGUAGES}
    return {(code, text): hidden for (code, text), hidden in labels.items() if (code, same(text)) not in names}


def save_labels(gone, new, shifted, report):
    if gone:
        TopicLabel.objects.filter(pk__in=[label.pk for label in gone]).delete()
    TopicLabel.objects.bulk_create(new)
    for label in shifted:
        label.hidden = not label.hidden
    TopicLabel.objects.bulk_update(shifted, ["hidden"])
    report.count("labels added", len(new))
    report.count("labels removed", len(gone))
    report.count("labels shown or hidden", len(shifted))


def renew_keys(shelf, relabelled, say):
    topics = {topic.pk: topic for topic in shelf.new} | shelf.renamed | relabelled
    for number, batch in enumerate(batches(topics.values()), 1):
        write_keys(batch)
        say(f"{min(number * BATCH, len(topics))} of {len(topics)} topics can be named in a search")


def report_gone(shelf, scheme, report):
    """Topics this vocabulary made, or was joined to, whose concept the file does not hold."""
    ours = Q(origin=scheme) | Q(pk__in=TopicLabel.objects.filter(origin=scheme).values("topic"))
    for topic in Topic.objects.filter(ours).exclude(uri=None).order_by("uri"):
        if topic.uri not in shelf.placed:
            report.note(GONE, f"{topic} <{topic.uri}>")
