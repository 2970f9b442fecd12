"""Reading: all files are checked before anything is written, and every fault has its place."""

import re
from dataclasses import dataclass

import yaml
from django.core.exceptions import ValidationError

from catalogue.languages import LANGUAGES
from catalogue.loading.checks import faults_of
from catalogue.loading.recipes import is_column

# As safe either way; the reader in C, where PyYAML has it, takes a tenth of the time.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")


@dataclass(frozen=True)
class FaultyField:
    """What is wrong with one field of a record, and where it stands."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self):
        return f"{self.file}, {self.record}, {self.field}: {self.message}"


def read(folder, recipes):
    """Read and check all files. Returns ({recipe: [record]}, [FaultyField])."""
    files, faults, found = {}, [], {}
    for recipe in recipes:
        records, more = records_of(folder, recipe, files)
        found[recipe], faults = records, faults + more
    identifiers = {}
    for recipe in recipes:
        identifiers.setdefault(recipe.name, set()).update(record["id"] for record in found[recipe])
    for recipe in recipes:
        faults += [
            FaultyField(recipe.file, record["id"], name, f"there is no “{target}” in {file}")
            for record in found[recipe]
            for name, file, target in recipe.references(record)
            if target not in identifiers.get(file, ())
        ]
    files = {recipe.name: {record["id"]: record for record in records} for recipe, records in found.items()}
    for recipe in recipes:
        faults += [
            FaultyField(recipe.file, record["id"], *difference)
            for record in found[recipe]
            for difference in recipe.compare(record, files)
        ]
    return found, list(dict.fromkeys(faults))  # two recipes may share a list of records


def records_of(folder, recipe, files):
    recipe.folder = folder
    try:
        if recipe.file not in files:
            text = (folder / recipe.file).read_text(encoding="utf-8")
            files[recipe.file] = yaml.load(text, Loader=LOADER)  # noqa: S506  either of them is a safe one
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return [], [FaultyField(recipe.file, "the file", "all", f"cannot be read: {error}")]
    content = files[recipe.file]
    content = content.get(recipe.section) if recipe.section and isinstance(content, dict) else content
    if not isinstance(content, list):
        return [], [FaultyField(recipe.file, "the file", recipe.section or "all", "must be a list of records")]
    return checked(recipe, content)


def checked(recipe, content):
    sound, faults, seen = [], [], set()
    for place, record in enumerate(content, 1):
        if not isinstance(record, dict) or not IDENTIFIER.match(str(record.get("id") or "")):
            faults.append(
                FaultyField(recipe.file, f"record {place}", "id", "must be lower-case letters, digits and hyphens")
            )
            continue
        if not recipe.accepts(record):
            continue
        mine = [FaultyField(recipe.file, record["id"], *found) for found in faults_of(recipe.schema, record)]
        if record["id"] in seen:
            mine.append(FaultyField(recipe.file, record["id"], "id", "stands twice in the file"))
        seen.add(record["id"])
        loaded = [] if mine else list(recipe.records(record))
        mine += [
            FaultyField(recipe.file, part["id"], *found) for part in loaded for found in faults_of_parts(recipe, part)
        ]
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
