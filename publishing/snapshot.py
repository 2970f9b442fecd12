"""The content of an entry as one JSON object, and back: fields in every language, topics, rows, names of files.

`taken` reads an entry, `put` writes one, `drawn` makes one for a page without touching the database.
"""

from django.db import models

from catalogue.languages import LANGUAGES, translated_fields
from catalogue.models import TaggedTopic, Topic
from publishing.rows import drawn_rows, put_rows, taken_rows
from publishing.values import is_lost, parsed, plain
from publishing.writing import CONTENTS, TOPICS, WRITINGS, writing_of

FURTHER = "further_topics"
BEHIND = "behind"  # {translated column: the source text it was translated from, where that has changed since}
PART = "part"  # the primary key of a part, in a row of the contents
# What the portal itself keeps, and what only staff decide: no part of what is written.
OWN = {"id", "status", "published_at", "created_at", "updated_at", "external_id", "note", "confidence", "related_case"}


def columns(model):
    """The stored fields of a model that are content, one for each language of a text."""
    translated = set(translated_fields(model)) | {"slug"}
    skipped = (
        OWN | translated | kept_fields(model) | {f"{name}_{code}" for name in ("slug", "note") for code in LANGUAGES}
    )
    return [column for column in model._meta.concrete_fields if column.name not in skipped]


def kept_fields(model):
    """Names of fields that the portal, or the whole it is a part of, keeps for an entry; texts in every language."""
    writing = WRITINGS.get(getattr(model, "kind", None))
    kept = set(writing.kept) if writing else set()
    return kept | {f"{name}_{code}" for name in kept & set(translated_fields(model)) for code in LANGUAGES}


def ties(model):
    """Many-to-many fields to other entries."""
    kept = kept_fields(model)
    found = [field for field in model._meta.many_to_many if isinstance(field, models.ManyToManyField)]
    return [field for field in found if field.name not in kept]


def taken(entry):
    """The content of an entry as it stands in the database."""
    model, writing = type(entry), writing_of(entry.kind)
    content = {column.attname: plain(column, getattr(entry, column.attname)) for column in columns(model)}
    content |= taken_rows(entry, writing)
    for tie in ties(model):
        content[tie.name] = sorted(getattr(entry, tie.name).values_list("pk", flat=True))
    tagged = TaggedTopic.objects.filter(content_type__model=model._meta.model_name, object_id=entry.pk)
    tagged = tagged.filter(content_type__app_label=model._meta.app_label).order_by("pk").select_related("tag")
    content[TOPICS] = [row.tag.slug for row in tagged if row.main]
    content[FURTHER] = [row.tag.slug for row in tagged if not row.main]
    if writing.contents:
        content[CONTENTS] = contents_of(entry, writing.contents)
    return content


def contents_of(entry, contents):
    """The parts that have a place, in their order."""
    placed = getattr(entry, contents.relation).exclude(**{contents.place: None}).order_by(contents.place)
    return [{PART: pk} | row for pk, row in placed_rows(placed.values("pk", *contents.fields))]


def placed_rows(rows):
    for row in rows:
        yield row.pop("pk"), row


def filled(entry, content):
    """Set the fields of an entry from content; what content does not name stays."""
    for column in columns(type(entry)):
        if column.attname in content:
            setattr(entry, column.attname, parsed(column, content[column.attname]))
    drop_lost_ties(entry)
    return entry


def drop_lost_ties(entry):
    """A neighbour that was deleted since is not pointed at."""
    for column in columns(type(entry)):
        pk = getattr(entry, column.attname)
        if isinstance(column, models.ForeignKey) and pk is not None and is_lost(column, pk):
            setattr(entry, column.attname, None)


def put(content, entry):
    """Write content into an entry with its topics and rows; {relation: {name of a row: its name from now on}}."""
    model, writing = type(entry), writing_of(entry.kind)
    filled(entry, content).save()
    stored = put_rows(entry, writing, content)
    for tie in ties(model):
        known = tie.related_model._base_manager.filter(pk__in=content.get(tie.name, []))
        getattr(entry, tie.name).set(known)
    entry.set_topics(topics(content, TOPICS), topics(content, FURTHER))
    if writing.contents and CONTENTS in content:
        put_contents(entry, writing.contents, writing.contents.numbered(content, content[CONTENTS]))
    return stored


def put_contents(entry, contents, rows):
    """Give the parts their places, all at once; a part that is not among them has none."""
    if rows == contents_of(entry, contents):
        return
    parts = getattr(entry, contents.relation)
    parts.update(**{contents.place: None})  # no two parts may stand at one place, not even for a moment
    standing = parts.in_bulk()
    placed = [row for row in rows if row[PART] in standing]
    for place, row in enumerate(placed, start=1):
        part = standing[row[PART]]
        setattr(part, contents.place, place)
        for name in contents.fields:
            setattr(part, name, row[name])
    parts.bulk_update([standing[row[PART]] for row in placed], [contents.place, *contents.fields])


def topics(content, name):
    """The topics in the order of their weight, as far as they still exist."""
    found = {topic.slug: topic for topic in Topic.objects.filter(slug__in=content.get(name, []))}
    return [found[slug] for slug in content.get(name, []) if slug in found]


def drawn(content, writing, entry=None, whole=None):
    """An entry as this content would make it, for showing: nothing is saved, and its neighbours are those of today.

    `whole` is what an entry that is not stored yet will be a part of.
    """
    model = writing.model
    shown = model(pk=entry.pk if entry else 0)
    if whole is not None:
        setattr(shown, writing.part_of, whole)
    if entry:
        for name in {column.name for column in model._meta.concrete_fields} & (
            OWN - {"id", "note"} | kept_fields(model)
        ):
            setattr(shown, name, getattr(entry, name))
        for code in LANGUAGES:
            setattr(shown, f"slug_{code}", getattr(entry, f"slug_{code}"))
            setattr(shown, f"note_{code}", getattr(entry, f"note_{code}"))
    filled(shown, content)
    kept = drawn_rows(shown, writing, content)
    for tie in ties(model):
        related = tie.related_model.objects.published().filter(pk__in=content.get(tie.name, []))
        kept[tie.name] = list(related.order_by("pk"))
    if writing.contents and CONTENTS in content and entry:
        kept[writing.contents.relation] = drawn_parts(entry, writing.contents, content)
    for relation in others(model, kept):
        kept[relation] = list(getattr(entry, relation).all()) if entry else []
    keep_related(shown, kept)
    shown.topic_rows = [topic_row(topic, True) for topic in topics(content, TOPICS)]
    shown.topic_rows += [topic_row(topic, False) for topic in topics(content, FURTHER)]
    return shown


def drawn_parts(entry, contents, content):
    """The public parts as this content orders them."""
    standing = {part.pk: part for part in getattr(entry, contents.relation).published()}
    rows = [row for row in contents.numbered(content, content[CONTENTS]) if row[PART] in standing]
    for row in rows:
        for name in contents.fields:
            setattr(standing[row[PART]], name, row[name])
    return [standing[row[PART]] for row in rows]


def keep_related(entry, kept):
    """Hand out these lists as what is related to the entry; Django has a public way only for rows that are stored."""
    entry._prefetched_objects_cache = kept


def others(model, kept):
    """Relations to what is written elsewhere: of an entry that is not stored they are empty."""
    for relation in model._meta.related_objects:
        name = relation.get_accessor_name()
        if name and name not in kept and not name.endswith("+") and not relation.one_to_one:
            yield name


def topic_row(topic, main):
    return {"slug": topic.slug, "main": main} | {f"name_{code}": getattr(topic, f"name_{code}") for code in LANGUAGES}


def file_fields(writing):
    """The names of the fields that hold a file's name."""
    return [column.attname for column in columns(writing.model) if isinstance(column, models.FileField)]
