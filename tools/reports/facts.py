"""What every export says about a computation beside its numbers: what, where, who, when, with which version."""

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from catalogue.models import Topic
from catalogue.tables.sheet import Column, Sheet
from tools.methods import VERSION
from tools.models import Run
from tools.questions.registry import QUESTIONS
from tools.surveys.guarding import guarded
from tools.work.checking import is_empty
from tools.work.computing import cleaned_options
from tools.work.content import fitted, layers_of


def address(kept):
    """The full address of a run; unfinished work has none to cite."""
    return settings.SITE_URL + kept.get_absolute_url() if isinstance(kept, Run) else settings.SITE_URL


def moment(kept):
    return kept.created_at if isinstance(kept, Run) else kept.changed_at


def author(kept):
    """The organisation a run was made for, or the person; nobody for work without an author."""
    if isinstance(kept, Run) and kept.organisation:
        return str(kept.organisation)
    return (kept.author.name if kept.author else "") or ""


def version(kept):
    return kept.method_version if isinstance(kept, Run) else VERSION


def title(kept):
    return kept.title or str(QUESTIONS[kept.analysis].title)


def facts(kept):
    """(label, value) of everything that is known."""
    day = formats.date_format(timezone.localtime(moment(kept)), "DATE_FORMAT")
    seed = kept.options.get("seed")
    known = [
        (_("Question"), str(QUESTIONS[kept.analysis].question)),
        (_("Place"), kept.place),
        (_("Whose view"), kept.viewpoint),
        (_("Author"), author(kept)),
        (_("Computed"), day),
        (_("Method"), f"{QUESTIONS[kept.analysis].title}, {_('version')} {version(kept)}"),
        (_("Seed of the random numbers"), "" if seed is None else str(seed)),
        (_("Example"), _("These are example data.") if kept.example else ""),
    ]
    return [(label, value) for label, value in known if value]


def citation(kept):
    """How to cite it: author, title, portal, date, version, address."""
    parts = [
        author(kept),
        title(kept),
        "MER portal",
        formats.date_format(timezone.localtime(moment(kept)), "DATE_FORMAT"),
    ]
    parts += [_("version of the method %(version)s") % {"version": version(kept)}, address(kept)]
    return " ".join(part if part == parts[-1] else _ended(part) for part in parts if part)


def _ended(part):
    return part if part.endswith((".", "?", "!", "…")) else f"{part}."


def option_rows(kept):
    """(label, chosen) of every option, in words."""
    _options, form = cleaned_options(QUESTIONS[kept.analysis], kept.options)
    for bound in form:
        yield str(bound.label), chosen(bound.field, form.cleaned_data.get(bound.name))


def chosen(field, value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(getattr(field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(choices.get(one, choices.get(str(one), one))) for one in values if one not in (None, ""))


def option_sheet(kept):
    columns = (Column(_("Option")), Column(_("Chosen")))
    return Sheet("options", _("Options"), columns, tuple(option_rows(kept)))


def input_sheets(kept, reader=None):
    """Every list and table of the content as a sheet, with means in the place of other people's answers."""
    analysis = QUESTIONS[kept.analysis]
    content = fitted(analysis, guarded(kept, reader))
    topics = {topic.slug: str(topic) for topic in Topic.objects.all()}
    for listing in analysis.listings:
        if listing.optional and not content["lists"][listing.key]:
            continue
        columns = (Column(str(listing.noun)), *(Column(str(one.label)) for one in listing.attributes))
        rows = tuple(
            (item["name"], *(_told(one, item.get(one.key), topics) for one in listing.attributes))
            for item in content["lists"][listing.key]
        )
        yield Sheet(f"input-{listing.key}", str(listing.label), columns, rows)
    for table in analysis.tables:
        if not (table.optional and is_empty(table, content)):
            yield from _table_sheets(table, content)


def _table_sheets(table, content):
    rows = [item["name"] for item in content["lists"][table.rows]]
    columns = [item["name"] for item in content["lists"][table.columns]]
    names = [item["name"] for item in content["lists"][table.layers]] if table.layers else [""]
    for number, layer in enumerate(layers_of(table, content)):
        title = f"{table.label}: {names[number]}" if names[number] else str(table.label)
        key = f"input-{table.key}-{number + 1}" if table.layers else f"input-{table.key}"
        cells = tuple((name, *line) for name, line in zip(rows, layer, strict=True))
        yield Sheet(key, title, (Column(""), *(Column(name) for name in columns)), cells)


def _told(attribute, value, topics):
    if attribute.kind == "topic":
        return topics.get(value, value or "")
    if attribute.kind == "choice":
        return str(dict(attribute.choices).get(value, value or ""))
    return value if value is not None or attribute.kind == "number" else ""
