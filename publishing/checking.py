"""What a version still lacks before it can be submitted, and how complete it is."""

from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES, translated_fields
from publishing.snapshot import drawn
from publishing.writing import TOPICS, Stage, writing_of


class Problem(NamedTuple):
    """Something to be mended, and where."""

    stage: Stage
    name: str
    label: str
    text: str


def filled_in(content, model, name):
    """Whether a field, the topics or rows hold something, in whatever language."""
    if name in translated_fields(model):
        return any(content.get(f"{name}_{code}") for code in LANGUAGES)
    value = content.get(name, content.get(f"{name}_id"))
    return value not in (None, "", [], {})


def label_of(writing, name):
    if name == TOPICS:
        return _("Topics")
    if rows := writing.row(name):
        return str(rows.title)
    if name not in {field.name for field in writing.model._meta.get_fields()}:
        return ""
    label = str(writing.model._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def problems(version):
    """All that hinders submitting, in the order of the stages."""
    writing, content = writing_of(version.dossier.kind), version.content
    empty = [name for name in writing.required if not filled_in(content, writing.model, name)]
    found = [missing(writing, name) for name in empty]
    found += [
        Problem(writing.stage_of(name), name, label_of(writing, name), _("What is typed here cannot be kept yet."))
        for name in version.typed
    ]
    wrong = faults(writing, content, version.dossier.entry, version.dossier.whole_entry)
    found += [problem for problem in wrong if problem.name not in empty]
    order = list(writing.stages)
    return sorted(found, key=lambda problem: order.index(problem.stage))


def missing(writing, name):
    return Problem(writing.stage_of(name), name, label_of(writing, name), _("Still empty."))


def faults(writing, content, entry, whole):
    """What the model itself says against the content."""
    shown = drawn(content, writing, entry, whole)
    try:
        shown.clean_fields(exclude=["slug", *(f"slug_{code}" for code in LANGUAGES), "title"])
        shown.clean()
    except ValidationError as error:
        return [fault(writing, name, text) for name, texts in error.message_dict.items() for text in texts]
    return []


def fault(writing, column, text):
    name = plain_name(writing.model, column)
    label = "" if column == NON_FIELD_ERRORS else label_of(writing, name)
    return Problem(writing.stage_of(name), name, label, text)


def plain_name(model, column):
    """`title_sl` is the title."""
    start, _dash, code = column.rpartition("_")
    return start if code in LANGUAGES and start in translated_fields(model) else column


def completeness(kind, content):
    """(per cent, labels of what is missing) of the fields that a complete entry of this kind has."""
    writing = writing_of(kind)
    wanted = [name for name in dict.fromkeys((*writing.model.wanted, *writing.required)) if name not in writing.kept]
    lacking = [name for name in wanted if not filled_in(content, writing.model, name)]
    return round(100 * (len(wanted) - len(lacking)) / len(wanted)), [label_of(writing, name) for name in lacking]
