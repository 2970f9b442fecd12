"""Writing: part by part, in one transaction, and never over what staff changed."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from catalogue import analysis, listeners
from catalogue.filing import filing
from catalogue.loading.recipes import is_column, plain
from catalogue.models import CatalogueState, Entry, LoadedRecord, Topic

MISSING = object()


@dataclass
class Report:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list = field(default_factory=list)
    written: dict = field(default_factory=lambda: defaultdict(list))  # {model: primary keys} of changed entries

    def __str__(self):
        return f"{self.created} new, {self.updated} refreshed, {self.unchanged} unchanged, {len(self.kept)} kept"


@transaction.atomic
def load(found, progress=lambda text: None):
    """Write all records; returns a Report. `found` is what `read` returned, without faults."""
    report = Report()
    remembered = {loaded.key: loaded for loaded in LoadedRecord.objects.all()}
    with filing.together():
        for recipe, records in found.items():
            before = str(report)
            for record in records:
                load_record(recipe, record, remembered.get(f"{recipe.name}/{record['id']}"), report)
            progress(f"{recipe.name}: {len(records)} records" if str(report) != before else recipe.name)
    for model, pks in report.written.items():
        listeners.tell(model, pks)
    CatalogueState.objects.filter(pk=1, analyzer="").update(analyzer=analysis.signature())
    return report


def load_record(recipe, record, loaded, report):
    wanted = recipe.parts(record)
    if loaded is None:
        instance = recipe.existing(record)
        changes = wanted
        if instance is None or leads_nowhere(recipe.model, wanted):
            report.kept.append(f"{recipe.name}/{record['id']}: what it belongs to was removed by staff")
            return
    elif loaded.parts == wanted:
        report.unchanged += 1
        return
    else:
        instance = recipe.model._base_manager.filter(pk=loaded.object_id).first()
        if instance is None:
            report.kept.append(f"{loaded.key}: removed by staff")
            return
        changes = untouched(instance, loaded, wanted, report)
        if changes and (reason := listeners.refusals(recipe.model, [instance.pk]).get(instance.pk)):
            report.kept.append(f"{loaded.key}: {reason}")
            return
    write(instance, changes, publish=recipe.publish and loaded is None)
    remember(recipe, record, instance, loaded, wanted)
    if changes and isinstance(instance, Entry):
        report.written[type(instance)].append(instance.pk)
    if loaded is None:
        report.created += 1
    elif changes:
        report.updated += 1
    else:
        report.unchanged += 1


def leads_nowhere(model, row):
    """Whether a link that a row cannot be without points at an entry that staff removed."""
    columns = [(model._meta.get_field(name), value) for name, value in row.items() if is_column(name)]
    needed = [(column, value) for column, value in columns if column.is_relation and not column.null and value]
    return any(not column.related_model._base_manager.filter(external_id=value).exists() for column, value in needed)


def untouched(instance, loaded, wanted, report):
    """The parts that differ from the last load and that staff did not change since."""
    changes = {}
    for name, value in wanted.items():
        before = loaded.parts.get(name, MISSING)
        if before == value:
            continue
        if before is MISSING and has_rows(instance, name):
            report.kept.append(f"{loaded.key}: {name} was written by staff")
        elif before is MISSING or same(read_part(instance, name, before), before):
            changes[name] = value
        else:
            report.kept.append(f"{loaded.key}: {name} was changed by staff")
    return changes


def has_rows(instance, name):
    return name.startswith("rows:") and getattr(instance, name.removeprefix("rows:")).exists()


def same(current, before):
    return current == before or (current in (None, "") and before in (None, ""))


def remember(recipe, record, instance, loaded, parts):
    loaded = loaded or LoadedRecord(key=f"{recipe.name}/{record['id']}")
    loaded.content_type = ContentType.objects.get_for_model(instance)
    loaded.object_id = instance.pk
    loaded.parts = parts
    loaded.save()


def write(instance, changes, publish):
    """Write parts: the row first, then what hangs on it, then the card once more over all of it."""
    own = {name: value for name, value in changes.items() if is_column(name)}
    for name, value in own.items():
        set_column(instance, name, value)
    if isinstance(instance, Entry) and publish:
        instance.publish()
    else:
        instance.save()
    hanging = {name: value for name, value in changes.items() if name not in own}
    for name, value in hanging.items():
        write_hanging(instance, name, value)
    if hanging and isinstance(instance, Entry):
        instance.file_card()


def set_column(instance, name, value):
    column = instance._meta.get_field(name)
    if column.is_relation:
        value = value and column.related_model._base_manager.filter(external_id=value).first()
    elif isinstance(column, models.DecimalField) and value is not None:
        value = Decimal(value)
    setattr(instance, name, value)


def write_hanging(instance, name, value):
    if name == "topics":
        topics = {topic.slug: topic for topic in Topic.objects.filter(slug__in=value)}
        ordered = [topics[slug] for slug in value if slug in topics]  # staff may have removed one
        instance.set_topics(ordered[: instance.max_main_topics], ordered[instance.max_main_topics :])
    elif name.startswith("links:"):
        manager = getattr(instance, name.removeprefix("links:"))
        manager.set(manager.model._base_manager.filter(**{f"{identifier_of(manager.model)}__in": value}))
    else:
        write_rows(getattr(instance, name.removeprefix("rows:")), value)


def identifier_of(model):
    """The field that holds the `id` of a record."""
    return "slug" if model is Topic else "external_id"


def write_rows(manager, rows):
    """Child rows are replaced as a whole: they are one part."""
    manager.all().delete()
    for row in rows:
        if leads_nowhere(manager.model, row):
            continue
        child = manager.model(**{manager.field.name: manager.instance})
        for name, value in row.items():
            set_column(child, name, value)
        child.save()


def read_part(instance, name, like):
    """The part as it now stands, in the form in which it was loaded (`like` shows the columns of rows)."""
    if name == "topics":
        tagged = instance.topics.through.objects.filter(
            object_id=instance.pk, content_type=ContentType.objects.get_for_model(instance)
        )
        return list(tagged.order_by("pk").values_list("tag__slug", flat=True))
    if name.startswith("links:"):
        manager = getattr(instance, name.removeprefix("links:"))
        linked = set(manager.values_list(identifier_of(manager.model), flat=True))
        return [identifier for identifier in like if identifier in linked] + sorted(linked - set(like))
    if name.startswith("rows:"):
        columns = list(like[0]) if like else []
        manager = getattr(instance, name.removeprefix("rows:"))
        return [{column: read_column(row, column) for column in columns} for row in manager.order_by("pk")]
    return read_column(instance, name)


def read_column(instance, name):
    column = instance._meta.get_field(name)
    value = getattr(instance, name)
    if column.is_relation:
        return value.external_id if value else None
    if isinstance(column, models.DecimalField) and value is not None:
        return plain(value)
    if isinstance(column, models.DateField) and value is not None:
        return value.isoformat()
    return str(value) if isinstance(column, models.CharField) and value is not None else value
