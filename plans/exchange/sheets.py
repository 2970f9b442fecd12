"""What sheets the workbook of a plan has and what stands in their columns, one list for writing and reading."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES, translated_fields
from plans.models import ActionPlan
from publishing.snapshot import FURTHER
from publishing.writing import TOPICS, writing_of

KEY = "key"  # heads the first column of every sheet, in every language
YES, NO = _("Yes"), _("No")
COMPUTED = _("%(label)s (computed)")
NAMED = _("%(label)s: name")


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet, or a line of the sheet of the plan itself.

    `name` is that of the content; where it is empty, the column only tells something and is not read: `told` makes it
    of a row of the content and of a `Telling`.
    """

    name: str
    label: str
    column: models.Field | None = None
    language: str = ""
    relation: str = ""  # whose rows it points at, by their keys
    told: Callable | None = None
    frame: str = ""  # a sentence around the label

    @property
    def heading(self):
        """In the active language."""
        label = capfirst(str(self.label))
        if self.language:
            return f"{label} ({self.language})"
        return str(self.frame) % {"label": label} if self.frame else label


def computed(label, told):
    return SheetColumn("", label, told=told, frame=COMPUTED)


# --- Rows ---


@cache
def sheet_columns(relation):
    """The columns of the sheet of a relation, without the key: what its rows hang on comes first."""
    writing = writing_of(ActionPlan.kind)
    rows = writing.row(relation)
    child = writing.model._meta.get_field(relation).related_model
    found = []
    for name in (*rows.under, *(name for name in rows.fields if name not in rows.under)):
        label = child._meta.get_field(name).verbose_name
        if name in rows.links:
            found += link_columns(child, name, label, rows.links[name])
        else:
            found += stored_columns(child, name, label)
    return (*found, *COMPUTED_COLUMNS.get(relation, ()))


def link_columns(child, name, label, relation):
    """The key of the other row, and its name beside it for people."""
    key = SheetColumn(f"{name}_id", label, child._meta.get_field(name), relation=relation)

    def told(row, telling):
        return telling.heading(relation, row.get(key.name))

    return key, SheetColumn("", label, told=told, frame=NAMED)


def stored_columns(model, name, label):
    if name not in translated_fields(model):
        column = model._meta.get_field(name)
        return [SheetColumn(getattr(column, "attname", name), label, column)]
    return [
        SheetColumn(f"{name}_{code}", label, model._meta.get_field(f"{name}_{code}"), language=code)
        for code in LANGUAGES
    ]


COMPUTED_COLUMNS = {
    "goals": (computed(_("Progress (%)"), lambda row, telling: telling.goal_progress(row)),),
    "actions": (
        computed(_("Progress (%)"), lambda row, telling: telling.action_progress(row)),
        computed(_("State"), lambda row, telling: telling.action_state(row)),
        computed(_("Cost (EUR)"), lambda row, telling: telling.balance(row, "cost")),
        computed(_("Secured (EUR)"), lambda row, telling: telling.balance(row, "covered")),
        computed(_("Not secured (EUR)"), lambda row, telling: telling.balance(row, "gap")),
    ),
}


# --- The plan itself ---


@cache
def plan_lines():
    """The lines of the sheet of the plan itself, in the order of its form."""
    writing, found = writing_of(ActionPlan.kind), []
    for stage in writing.stages:
        for name in stage.fields:
            if name == TOPICS:
                found += [SheetColumn(TOPICS, _("Main topics")), SheetColumn(FURTHER, _("Further topics"))]
            elif not writing.row(name):
                found += stored_columns(writing.model, name, writing.model._meta.get_field(name).verbose_name)
    return tuple(found)


PLAN_FIGURES = {
    "computed-progress": computed(_("Progress (%)"), lambda telling: telling.standing.progress.plan.shown),
    "computed-cost": computed(_("Cost (EUR)"), lambda telling: telling.standing.money.whole.cost),
    "computed-secured": computed(_("Secured (EUR)"), lambda telling: telling.standing.money.whole.covered),
    "computed-gap": computed(_("Not secured (EUR)"), lambda telling: telling.standing.money.whole.gap),
}  # lines that are only read by people, by their keys
PLAN_TITLE = _("Plan")
PLAN_HEADINGS = (_("Field"), _("Content"))
