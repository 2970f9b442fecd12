"""Loading shipped content: validate every file first, then write in one transaction, and never over staff.

An app describes its files as recipes (`content.py`). A recipe checks a record and turns it into *parts*: plain
fields, links to other records, child rows, topics. What was last loaded is remembered part by part
(`LoadedRecord`): a part that still equals it may be refreshed, one that differs was changed by staff and stays.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

import yaml
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django_countries import countries

from catalogue import analysis
from catalogue.fields import validate_partial_date
from catalogue.languages import LANGUAGES
from catalogue.models import CatalogueState, Entry, LoadedRecord, Topic

IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
MISSING = object()
OTHER = "*"  # in a schema: further fields belong to another recipe


@dataclass(frozen=True)
class Fault:
    file: str
    record: str
    field: str
    message: str

    def __str__(self):
        return f"{self.file}, {self.record}, {self.field}: {self.message}"


# --- Checks: each returns None or says what is wrong with a value ---


def pair(value):
    if not isinstance(value, dict) or not value or set(value) - set(LANGUAGES):
        return f"must be a text in {' and '.join(LANGUAGES)}"
    if not all(isinstance(text, str) and text.strip() for text in value.values()):
        return "holds an empty text"
    return None


def string(value):
    return None if isinstance(value, str) and value.strip() else "must be a text"


def name(value):
    """A name that is the same in every language, or a pair."""
    return pair(value) if isinstance(value, dict) else string(value)


def integer(value):
    return None if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else "must be a whole number"


def number(value):
    return None if isinstance(value, int | float) and not isinstance(value, bool) else "must be a number"


def boolean(value):
    return None if isinstance(value, bool) else "must be true or false"


def partial_date(value):
    try:
        validate_partial_date(str(value))
    except ValidationError:
        return f"“{value}” is not a date (YYYY, YYYY-MM or YYYY-MM-DD)"
    return None


def url(value):
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError:
        return f"“{value}” is not an address"
    return None


def country(value):
    return None if isinstance(value, str) and value in countries else f"“{value}” is not the code of a country"


def choice(*allowed):
    def check(value):
        return None if value in allowed else f"“{value}” is none of {', '.join(map(str, allowed))}"

    return check


def refers_to(file):
    """The identifier of a record of another file; checked when all files are read."""

    def check(value):
        return None if isinstance(value, str) else "must be an identifier"

    check.file = file
    return check


def each(check):
    """A list whose every item passes the check, or a mapping of checks."""

    def check_all(value):
        if not isinstance(value, list):
            return "must be a list"
        return next((f"item {n}: {fault}" for n, item in enumerate(value, 1) if (fault := apply(check, item))), None)

    check_all.item = check
    return check_all


def apply(check, value):
    """A check may be a function or a mapping of field names to checks; `!` after a name means required."""
    if callable(check):
        return check(value)
    if not isinstance(value, dict):
        return "must be a record"
    return next((f"{name}: {message}" for name, message in faults_of(check, value)), None)


def faults_of(schema, record):
    """Yield (field, message) for every fault of a record."""
    names = {name.rstrip("!"): (check, name.endswith("!")) for name, check in schema.items() if name != OTHER}
    for name in record:
        if name not in names and OTHER not in schema:
            yield name, "is not a known field"
    for name, (check, required) in names.items():
        value = record.get(name)
        if value is None:
            if required:
                yield name, "is missing"
        elif message := apply(check, value):
            yield name, message


# --- Recipes ---


class Recipe:
    """How the records of one file become rows of one model. Subclasses give schema and parts."""

    file = None
    model = None
    schema = {}
    # Where a file holds several lists, the name of this recipe's own.
    section = None
    publish = True

    @property
    def name(self):
        return f"{self.file}#{self.section}" if self.section else self.file

    def parts(self, record):
        """{name of the part: JSON value}. Names: a field; `field` of a foreign key; `rows:` children; `topics`."""
        raise NotImplementedError

    def existing(self, record):
        """The row a first load writes to: a new one, unless another recipe has made it."""
        return self.model()

    def accepts(self, record):
        """Whether a record of the file is this recipe's; two recipes may share a file."""
        return True

    def records(self, record):
        """The records to load from one record of the file: itself, or its sections."""
        yield record

    def references(self, record):
        """Yield (field, file, identifier) for everything the record points at."""
        for name, check in self.schema.items():
            value = record.get(name.rstrip("!"))
            for item in value if isinstance(value, list) else [value]:
                target = getattr(check, "file", None) or getattr(getattr(check, "item", None), "file", None)
                if target and isinstance(item, str):
                    yield name.rstrip("!"), target, item


def texts(name, value):
    """{title_sl: …, title_en: …} of a pair; a language the source lacks stays empty."""
    return {f"{name}_{code}": (value or {}).get(code, "") for code in LANGUAGES}


def names(field, value):
    """A place whose name may differ by language; a plain text is its name in all of them."""
    return texts(field, value if isinstance(value, dict) else dict.fromkeys(LANGUAGES, value or ""))


def lines(name, items):
    """A list of pairs as one text per language, an item a line."""
    joined = {code: "\n".join(item[code] for item in items or [] if item.get(code)) for code in LANGUAGES}
    return {f"{name}_{code}": text for code, text in joined.items()}


def sourced(record):
    """What every entry says of its sources."""
    return {
        "external_id": record["id"],
        "source": record.get("source") or "",
        "more_sources": "\n".join(record.get("sources") or []),
        "confidence": record.get("confidence") or "confirmed",
        **texts("note", record.get("notes") or record.get("note")),
    }


SOURCED = {
    "id!": string,
    "source!": url,
    "sources": each(url),
    "confidence": choice("confirmed", "partial", "uncertain"),
}


@dataclass
class Report:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list = field(default_factory=list)

    def __str__(self):
        return f"{self.created} new, {self.updated} refreshed, {self.unchanged} unchanged, {len(self.kept)} kept"


def read(folder, recipes):
    """Read and check all files. Returns ({recipe: [record]}, [Fault])."""
    files, faults, found = {}, [], {}
    for recipe in recipes:
        records, more = records_of(folder, recipe, files)
        found[recipe], faults = records, faults + more
    identifiers = {}
    for recipe in recipes:
        identifiers.setdefault(recipe.name, set()).update(record["id"] for record in found[recipe])
    for recipe in recipes:
        faults += [
            Fault(recipe.file, record["id"], name, f"there is no “{target}” in {file}")
            for record in found[recipe]
            for name, file, target in recipe.references(record)
            if target not in identifiers.get(file, ())
        ]
    return found, faults


def records_of(folder, recipe, files):
    try:
        if recipe.file not in files:
            files[recipe.file] = yaml.safe_load((folder / recipe.file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return [], [Fault(recipe.file, "the file", "all", f"cannot be read: {error}")]
    content = files[recipe.file]
    content = content.get(recipe.section) if recipe.section and isinstance(content, dict) else content
    if not isinstance(content, list):
        return [], [Fault(recipe.file, "the file", recipe.section or "all", "must be a list of records")]
    return checked(recipe, content)


def checked(recipe, content):
    sound, faults, seen = [], [], set()
    for place, record in enumerate(content, 1):
        if not isinstance(record, dict) or not IDENTIFIER.match(str(record.get("id") or "")):
            faults.append(Fault(recipe.file, f"record {place}", "id", "must be lower-case letters, digits and hyphens"))
            continue
        if not recipe.accepts(record):
            continue
        mine = [Fault(recipe.file, record["id"], *found) for found in faults_of(recipe.schema, record)]
        if record["id"] in seen:
            mine.append(Fault(recipe.file, record["id"], "id", "stands twice in the file"))
        seen.add(record["id"])
        loaded = [] if mine else list(recipe.records(record))
        mine += [Fault(recipe.file, part["id"], *found) for part in loaded for found in faults_of_parts(recipe, part)]
        faults += mine
        sound += [] if mine else loaded
    return sound, faults


def faults_of_parts(recipe, record):
    """Yield (field, message) for values that the model itself would refuse: too long, negative, out of range."""
    for name, value in recipe.parts(record).items():
        if name.startswith("rows:"):
            rows = recipe.model._meta.get_field(name.removeprefix("rows:"))
            for number, row in enumerate(value, 1):
                yield from (
                    (name.removeprefix("rows:"), f"item {number}: {column}: {message}")
                    for column, cell in row.items()
                    if (message := fault_of_column(rows.related_model, column, cell))
                )
            yield from ((name.removeprefix("rows:"), message) for message in repeated(rows, value))
        elif is_column(name) and (message := fault_of_column(recipe.model, name, value)):
            yield name, message
    yield from limits_of_texts(recipe, record)


def fault_of_column(model, name, value):
    column = model._meta.get_field(name)
    if column.is_relation or value in (None, ""):
        return None
    try:
        column.clean(value, None)
    except ValidationError as error:
        return "; ".join(error.messages)
    return None


def limits_of_texts(recipe, record):
    """A kind's own limits of title and summary, which are shorter than the columns."""
    parts = recipe.parts(record)
    for name in ("title", "summary"):
        most = getattr(recipe.model, f"{name}_limit", None)
        for code in LANGUAGES:
            text = parts.get(f"{name}_{code}") or ""
            if most and len(text) > most:
                yield f"{name}_{code}", f"has {len(text)} characters, at most {most} are allowed"


def repeated(rows, values):
    """A sentence for child rows that a constraint of theirs allows once only."""
    for constraint in rows.related_model._meta.constraints:
        fields = [name for name in getattr(constraint, "fields", ()) if name != rows.field.name]
        keys = [tuple(str(value.get(name)) for name in fields) for value in values]
        if fields and getattr(constraint, "condition", None) is None and len(keys) != len(set(keys)):
            twice = next(key for key in keys if keys.count(key) > 1)
            yield f"{', '.join(twice)} stands twice"


# --- Writing ---


@transaction.atomic
def load(found, progress=lambda text: None):
    """Write all records; returns a Report. `found` is what `read` returned, without faults."""
    report = Report()
    remembered = {loaded.key: loaded for loaded in LoadedRecord.objects.all()}
    for recipe, records in found.items():
        before = str(report)
        for record in records:
            load_record(recipe, record, remembered.get(f"{recipe.name}/{record['id']}"), report)
        progress(f"{recipe.name}: {len(records)} records" if str(report) != before else recipe.name)
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
    write(instance, changes, publish=recipe.publish and loaded is None)
    remember(recipe, record, instance, loaded, wanted)
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
        if before is MISSING or same(read_part(instance, name, value), before):
            changes[name] = value
        else:
            report.kept.append(f"{loaded.key}: {name} was changed by staff")
    return changes


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


def is_column(name):
    return name != "topics" and not name.startswith(("rows:", "links:"))


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
        manager.set(manager.model._base_manager.filter(external_id__in=value))
    else:
        write_rows(getattr(instance, name.removeprefix("rows:")), value)


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
        linked = set(getattr(instance, name.removeprefix("links:")).values_list("external_id", flat=True))
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


def plain(value):
    """A number as text without trailing zeros, the form in which decimals are remembered."""
    return f"{Decimal(str(value)).normalize():f}"
