"""What every export says about a computation beside its numbers: what, where, who, when, with which version."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from catalogue.models import Topic
from catalogue.tables.sheet import Column, Sheet
from tools.data.content import Content
from tools.data.guarding import guarded


def facts(kept):
    """(label, value) of everything that is known."""
    day = formats.date_format(timezone.localtime(kept.computed_at), "DATE_FORMAT")
    seed = kept.options.get("seed")
    known = [
        (_("Question"), str(kept.question.question)),
        (_("Place"), kept.place),
        (_("Whose view"), kept.viewpoint),
        (_("Author"), kept.cited_author),
        (_("Computed"), day),
        (_("Method"), f"{kept.question.title}, {_('version')} {kept.method_version}"),
        (_("Seed of the random numbers"), "" if seed is None else str(seed)),
        (_("Example"), _("These are example data.") if kept.example else ""),
    ]
    return [(label, value) for label, value in known if value]


def citation(kept):
    """How to cite it: author, title, portal, date, version, address."""
    parts = [
        kept.cited_author,
        kept.full_title,
        "MER portal",
        formats.date_format(timezone.localtime(kept.computed_at), "DATE_FORMAT"),
    ]
    parts += [_("version of the method %(version)s") % {"version": kept.method_version}, kept.cited_address]
    return " ".join(part if part == parts[-1] else _ended(part) for part in parts if part)


def _ended(part):
    return part if part.endswith((".", "?", "!", "…")) else f"{part}."


def option_rows(kept):
    """(label, chosen) of every option, in words."""
    form = kept.options_form()
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
    content = Content(kept.question, guarded(kept, reader))
    topics = {topic.slug: str(topic) for topic in Topic.objects.all()}
    for listing in content.question.listings:
        items = content.lists[listing.key]
        if listing.fixed or (listing.optional and not items):
            continue
        columns = (Column(str(listing.noun)), *(Column(str(one.label)) for one in listing.attributes))
        rows = tuple(
            (item["name"], *(_told(one, item.get(one.key), topics) for one in listing.attributes)) for item in items
        )
        yield Sheet(f"input-{listing.key}", str(listing.label), columns, rows)
    for table in content.question.tables:
        if not (table.optional and content.is_empty(table)):
            yield from _table_sheets(table, content)


def _table_sheets(table, content):
    rows, columns, names = content.names(table.rows), content.names(table.columns), content.layer_names(table)
    for number, layer in enumerate(content.layers(table)):
        title = f"{table.label}: {names[number]}" if names[number] else str(table.label)
        key = f"input-{table.key}-{number + 1}" if table.layers else f"input-{table.key}"
        if table.worded:
            layer = [[content.in_words(column, cell) for column, cell in enumerate(line)] for line in layer]
        cells = tuple((name, *line) for name, line in zip(rows, layer, strict=True))
        yield Sheet(key, title, (Column(""), *(Column(name) for name in columns)), cells)


def _told(attribute, value, topics):
    if attribute.kind == "topic":
        return topics.get(value, value or "")
    if attribute.kind == "choice":
        return str(dict(attribute.choices).get(value, value or ""))
    return value if value is not None or attribute.kind == "number" else ""
