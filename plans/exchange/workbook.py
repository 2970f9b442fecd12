"""A plan as a workbook: a sheet for itself and one for each list of its rows, in the reader's language."""

from functools import cached_property

from django.db import models

from catalogue.models import Entry, Topic, public_name
from catalogue.tables.writing import xlsx_bytes
from plans.exchange.sheets import KEY, NO, PLAN_FIGURES, PLAN_HEADINGS, PLAN_TITLE, YES, plan_lines, sheet_columns
from plans.figures.progress import whole_percent
from plans.models import ActionPlan, ActionState
from plans.standing.computed import PlanStanding
from plans.standing.evidence import STORED, hidden_keys
from publishing.comparison import heading_in
from publishing.row_merging import UID
from publishing.rows import Neighbours
from publishing.snapshot import drawn
from publishing.values import parsed
from publishing.writing import writing_of
from tools.models import PublicRun, Run


def workbook(told):
    """The bytes of the workbook of a `Telling`, in the active language."""
    sheets = [(str(rows.title), sheet_rows(rows.relation, told)) for rows in told.writing.rows]
    return xlsx_bytes([(str(PLAN_TITLE), plan_rows(told)), *sheets])


def plan_rows(told):
    yield [KEY, *map(str, PLAN_HEADINGS)]
    for line in plan_lines():
        yield [line.name, line.heading, plan_cell(line, told)]
    for key, line in PLAN_FIGURES.items():
        yield [key, line.heading, line.told(told)]


def sheet_rows(relation, told):
    columns = sheet_columns(relation)
    yield [KEY, *(column.heading for column in columns)]
    for row in told.content.get(relation) or []:
        yield [row[UID], *(cell(column, row, told) for column in columns)]


# --- Cells ---


def plan_cell(line, told):
    value = told.content.get(line.name)
    if line.column is None:
        return "\n".join(told.topic_names.get(slug, slug) for slug in value or [])
    if isinstance(line.column, models.ManyToManyField):
        found = line.column.related_model._base_manager.filter(pk__in=value or []).order_by("pk")
        return "\n".join(filter(None, map(public_name, found)))
    if isinstance(line.column, models.ForeignKey):
        return public_name(line.column.related_model._base_manager.filter(pk=value).first()) if value else ""
    return plain_cell(line.column, value)


def cell(column, row, told):
    """A number as a number, a day as a day, all else in words."""
    if column.told:
        return column.told(row, told)
    value = row.get(column.name)
    if column.relation:
        return value or ""
    if isinstance(column.column, models.ForeignKey):
        return told.name_of(column.column, value) if value else ""
    if column.name in STORED and row[UID] in told.hidden_evidence:
        return ""
    return plain_cell(column.column, value)


def plain_cell(column, value):
    if isinstance(column, models.BooleanField):
        return str(YES if value else NO)
    value = parsed(column, value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value) or "")
    return "" if value is None else value


# --- What they need to know ---


class Telling:
    """The content of a plan with the names of what it points at, and how the plan stands."""

    def __init__(self, content, entry=None, dossier=None):
        self.content, self.writing = content, writing_of(ActionPlan.kind)
        self.entry, self.dossier = entry, dossier

    @cached_property
    def standing(self):
        return PlanStanding(drawn(self.content, self.writing, self.entry), self.dossier)

    @cached_property
    def neighbours(self):
        return Neighbours(self.writing, self.content).found

    @cached_property
    def public_runs(self):
        """{key of a run: the last part of its address}."""
        runs = filter(None, (row.get("run_id") for row in self.content.get("evidence") or []))
        return dict(PublicRun.objects.published().filter(run__in=list(runs)).values_list("run_id", "run__slug"))

    @cached_property
    def hidden_evidence(self):
        return hidden_keys(self.standing.rows["evidence"])

    @cached_property
    def topic_names(self):
        return {topic.slug: str(topic) for topic in Topic.objects.all()}

    @cached_property
    def headings(self):
        """{relation: {key: what tells the row from others}} of lists that others point at."""
        named = {relation for rows in self.writing.rows for relation in rows.links.values()}
        return {
            relation: {row[UID]: heading_in(self.writing, relation, row) for row in self.content.get(relation) or []}
            for relation in named
        }

    def heading(self, relation, key):
        return self.headings[relation].get(key, "")

    def name_of(self, column, pk):
        """By which name a form would find it again; of what is not public none."""
        if column.related_model is Run:
            return self.public_runs.get(pk, "")
        found = self.neighbours.get(column.related_model, {}).get(pk)
        return public_name(found) if isinstance(found, Entry) else str(found or "")

    # --- How it stands ---

    def goal_progress(self, row):
        return self.standing.progress.goals[row[UID]].shown

    def action_progress(self, row):
        return whole_percent(self.standing.action_progress(row[UID]))

    def action_state(self, row):
        status = self.standing.by_key[row[UID]].status
        return str(ActionState.Status(status).label) if status else ""

    def balance(self, row, name):
        found = self.standing.money.actions.get(row[UID])
        return getattr(found, name) if found else None
