from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.models import Topic
from catalogue.tables.display import heading, shown
from catalogue.tables.sheet import Column
from catalogue.text import alphabet_key
from tools.models.survey import survey_address
from tools.questions.registry import QUESTIONS

register = template.Library()

# Every place is filled with escaped text.
TEXT = '<input type="text" id="{field}" name="{field}" value="{value}" aria-label="{label}"'
FIGURE = ' inputmode="decimal" class="figure"'
WRONG = ' aria-invalid="true" aria-describedby="{field}-error"'
MISTAKE = '<span class="field-error" id="{field}-error">{text}</span>'
SELECT = '<select id="{field}" name="{field}" aria-label="{label}"'
OPTION = '<option value="{word}"{chosen}>{text}</option>'
NOT_ASKED = SafeString('<span class="not-asked" aria-hidden="true"></span>')


@register.simple_tag
def topic_choices():
    """Topics as (slug, label), in the alphabet of the reader's language."""
    return sorted(((topic.slug, str(topic)) for topic in Topic.objects.all()), key=lambda pair: alphabet_key(pair[1]))


@register.simple_tag(name="input")
def input_field(cell, row="", topics=()):
    """The field of one cell, or a blank where nothing is asked; flat strings, because a table may have hundreds."""
    if not cell.asked:
        return NOT_ASKED
    label = f"{cell.label}: {row}" if row else cell.label  # the name begins with the label that is seen
    wrong = WRONG.format(field=escape(cell.field)) if cell.mistake else ""
    kind = cell.attribute.kind if cell.attribute else "number" if cell.is_figure else "text"
    if kind in {"choice", "topic"}:
        field = _select(cell, label, wrong, topics if kind == "topic" else cell.attribute.choices)
    else:
        figure = FIGURE if kind == "number" else ""
        field = (
            TEXT.format(field=escape(cell.field), value=escape(cell.value), label=escape(label)) + figure + wrong + ">"
        )
    if cell.mistake:
        field += MISTAKE.format(field=escape(cell.field), text=escape(cell.mistake))
    return SafeString(field)


def _select(cell, label, wrong, choices):
    empty = [] if cell.attribute.kind == "choice" and cell.attribute.default is not None else [("", "–")]
    options = "".join(
        OPTION.format(word=escape(word), chosen=" selected" if word == cell.value else "", text=escape(text))
        for word, text in [*empty, *choices]
    )
    return SELECT.format(field=escape(cell.field), label=escape(label)) + wrong + ">" + options + "</select>"


@register.filter
def cells(sheet):
    """The rows of a sheet as (text in the reader's language, whether it is a number)."""
    language = get_language()
    for row in sheet.rows:
        yield [
            (shown(value, column, language), not isinstance(value, str))
            for value, column in zip(row, sheet.columns, strict=True)
        ]


@register.filter
def heads(sheet):
    """The headings as (text, whether numbers stand below)."""
    for place, column in enumerate(sheet.columns):
        yield heading(column), place > 0 and not any(isinstance(row[place], str) for row in sheet.rows)


@register.filter
def plain_figure(value):
    """A cell of the data in the reader's language."""
    return shown(value, Column(""))


@register.filter
def collecting(work):
    """(label, address) of each kind of answers that the work may collect."""
    labels = {"proposals": _("Collect proposals"), "weights": _("Collect weights")}
    for kind in work.question.collects:
        yield labels.get(kind, _("Collect answers")), survey_address(work, kind)


@register.filter
def analysis_title(key):
    return QUESTIONS[key].title if key in QUESTIONS else key
