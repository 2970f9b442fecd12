"""Which texts of a content are translated: missing, current, or older than their source."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES, translated_fields
from publishing.row_merging import UID
from publishing.sections import stale
from publishing.snapshot import BEHIND
from publishing.writing import writing_of


class Standing(models.TextChoices):
    MISSING = "missing", _("missing")
    OLDER = "older", _("older than its source")
    CURRENT = "current", _("current")


class Unit(NamedTuple):
    """One text to translate: `problem`, or `evidence.12.indicator` for the indicator of row 12."""

    key: str
    label: str
    source: str
    target: str
    before: str  # the source as it was when it was translated, where it has changed since
    standing: str
    long: bool
    limit: int | None
    sectioned: bool = False  # whether each of its sections stands for itself

    @property
    def standing_label(self):
        """How it stands, in words."""
        return Standing(self.standing).label


def text_keys(kind, content, lists=None, but=frozenset()):
    """The keys of all texts that exist once per language: fields in the order of the form, then rows.

    `lists` are the relations whose rows are asked for, all if there are none given; `but` are rows to leave out.
    """
    writing = writing_of(kind)
    left_out = {"slug", "note", *writing.kept} | ({"title"} if keeps_its_title(writing, content) else set())
    yield from sorted(set(translated_fields(writing.model)) - left_out, key=place_in(writing))
    for rows in writing.rows:
        if lists is None or rows.relation in lists:
            child = writing.model._meta.get_field(rows.relation).related_model
            names = [name for name in rows.fields if name in translated_fields(child)]
            places = (f"{rows.relation}.{row[UID]}" for row in content.get(rows.relation, []))
            yield from (f"{place}.{name}" for place in places if place not in but for name in names)


def keeps_its_title(writing, content):
    """Whether the title is the work's own, which is the same in every language."""
    return bool(writing.title_is_ours) and not content.get(writing.title_is_ours)


def place_in(writing):
    """Sorts names of fields as the form has them; those it does not show come last."""
    order = {name: number for number, name in enumerate(writing.written_fields())}
    return lambda name: (order.get(name, len(order)), name)


def place_of(content, key):
    """(the object that holds the text, the name of the field without its language); (None, "") if the row is gone."""
    if "." not in key:
        return content, key
    relation, uid, name = key.split(".")
    return next((row for row in content.get(relation, []) if row[UID] == uid), None), name


def text(content, key, language):
    holder, name = place_of(content, key)
    return (holder or {}).get(f"{name}_{language}") or ""


def holders(content, lists):
    """{what stands before the last point of a key: the object that holds the text}, for asking many texts."""
    rows = {f"{relation}.{row[UID]}": row for relation in lists for row in content.get(relation, [])}
    return {"": content} | rows


def held(found, key, language):
    """The same as `text`, from the holders of a content."""
    place, _point, name = key.rpartition(".")
    return found.get(place, {}).get(f"{name}_{language}") or ""


def set_text(content, key, language, value):
    holder, name = place_of(content, key)
    holder[f"{name}_{language}"] = value


def before(content, key, language):
    """The source text this translation was made from, where the source has changed since; else empty."""
    return content.get(BEHIND, {}).get(language, {}).get(key, "")


def standing(content, key, source, target):
    """How one text stands in one language; empty where there is nothing to translate."""
    if not text(content, key, source):
        return ""
    if not text(content, key, target):
        return Standing.MISSING
    return Standing.OLDER if before(content, key, target) else Standing.CURRENT


def carry(old, new, kind, source):
    """Note in `new` which translations fell behind: the source changed since `old`, the translation did not."""
    behind = {code: {} for code in LANGUAGES if code != source}
    lists = {rows.relation for rows in writing_of(kind).rows if old.get(rows.relation) != new.get(rows.relation)}
    ours, theirs = holders(new, lists), holders(old, lists)
    same = {place for place, row in ours.items() if row == theirs.get(place)}
    for code, marks in behind.items():
        noted = old.get(BEHIND, {}).get(code, {})
        marks |= {key: mark for key, mark in noted.items() if stays(key.rpartition(".")[0], same, lists)}
    for key in text_keys(kind, new, lists, same):
        now, then = held(ours, key, source), held(theirs, key, source)
        for code, marks in behind.items():
            translated = held(ours, key, code)
            if not translated or not now or translated != held(theirs, key, code):
                continue  # nothing to fall behind, or translated just now
            first = before(old, key, code) or (then if differs(kind, key, then, now) else "")
            if first and differs(kind, key, first, now):
                marks[key] = first
    new[BEHIND] = {code: marks for code, marks in behind.items() if marks}
    return new


def stays(place, same, lists):
    """Whether nothing of an object changed: it is the same, or a row of a list that is."""
    return place in same or (bool(place) and place.partition(".")[0] not in lists)


def differs(kind, key, one, other):
    """Whether two sources of a translation say different things."""
    return any(stale(one, other)) if is_sectioned(kind, key) else one != other


def is_sectioned(kind, key):
    return key in writing_of(kind).sectioned


def as_current(content, key, language):
    """The translation was looked at: it says what its source says."""
    marks = content.get(BEHIND, {}).get(language, {})
    marks.pop(key, None)
    if not marks:
        content.get(BEHIND, {}).pop(language, None)


def as_older(content, key, language, first):
    """The translation was made from a source that has changed since."""
    content.setdefault(BEHIND, {}).setdefault(language, {})[key] = first


def take_mark(content, key, language, first):
    """Note the source it was translated from, or that it is current where there is none."""
    if first:
        as_older(content, key, language, first)
    else:
        as_current(content, key, language)


def units(kind, content, source, target):
    """All texts that have a source, in the order in which they are written."""
    return [unit(kind, content, key, source, target) for key in text_keys(kind, content) if text(content, key, source)]


def unit(kind, content, key, source, target):
    column = column_of(kind, key, target)
    return Unit(
        key=key,
        label=label_of(kind, key),
        source=text(content, key, source),
        target=text(content, key, target),
        before=before(content, key, target),
        standing=standing(content, key, source, target),
        long=isinstance(column, models.TextField),
        limit=limit_of(kind, key, column),
        sectioned=is_sectioned(kind, key),
    )


def model_of(kind, key):
    model = writing_of(kind).model
    return model if "." not in key else model._meta.get_field(key.partition(".")[0]).related_model


def column_of(kind, key, language):
    return model_of(kind, key)._meta.get_field(f"{key.rpartition('.')[2]}_{language}")


def label_of(kind, key):
    """The name of the field, with that of its rows before it."""
    label = model_of(kind, key)._meta.get_field(key.rpartition(".")[2]).verbose_name
    rows = writing_of(kind).row(key.partition(".")[0]) if "." in key else None
    label = str(label[:1].upper() + label[1:])
    return f"{rows.title}: {label}" if rows else label


def limit_of(kind, key, column):
    model = writing_of(kind).model
    own = {"title": model.title_limit, "summary": model.summary_limit}
    return own.get(key) or (column.max_length if not isinstance(column, models.TextField) else None)


def targets(source):
    """The languages into which something is translated."""
    return [code for code in LANGUAGES if code != source]


def tally(kind, content, source, target):
    """{standing: how many texts}."""
    found = [standing(content, key, source, target) for key in text_keys(kind, content)]
    return {state.value: found.count(state) for state in Standing}
