"""What taking parts of a run into a plan changes in its content: new rows, each with evidence that cites the run."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from catalogue.models import Topic
from publishing.comparison import heading_of
from publishing.refusals import Overtaken
from publishing.row_cells import new_uid
from publishing.row_lists import room_for_one
from publishing.row_merging import UID
from publishing.writing import writing_of


class Becomes(models.TextChoices):
    """What a part of a run becomes in the plan."""

    SWOT = "swot", _("SWOT items with their weights, and strategies of the pairs")
    WEAKNESS = "weakness", _("weaknesses of the SWOT")
    THREAT = "threat", _("threats of the SWOT")
    FINDING = "finding", _("findings")
    ACTION = "action", _("actions")
    EVIDENCE = "evidence", _("evidence of a row that is there")


# {what it becomes: (relation, column of its text, most letters, column of the evidence)}
ROWS = {
    Becomes.SWOT: ("swot_items", "text", 300, "swot_item_id"),
    Becomes.WEAKNESS: ("swot_items", "text", 300, "swot_item_id"),
    Becomes.THREAT: ("swot_items", "text", 300, "swot_item_id"),
    Becomes.FINDING: ("findings", "title", 200, "finding_id"),
    Becomes.ACTION: ("actions", "title", 200, "action_id"),
}
CITABLE = {"finding": "findings", "swot_item": "swot_items", "goal": "goals", "action": "actions"}
CITABLE |= {"provision": "provisions"}  # {column of the evidence: relation}


class Taken(NamedTuple):
    """A row that cites a part of the run already."""

    relation: str
    uid: str
    title: str


def taken_already(content, run, parts, column):
    """{key of a part: the row that cites it by this column}."""
    relation = CITABLE[column.removesuffix("_id")]
    cited = {
        row.get("part"): row[column]
        for row in content.get("evidence") or []
        if row.get("run_id") == run.pk and row.get(column)
    }
    return {part.key: taken(content, relation, cited[part.cited]) for part in parts if part.cited in cited}


def taken(content, relation, uid):
    return Taken(relation, uid, heading_of(writing_of("plan"), relation, uid, content))


def cites(content, run, part, column, uid):
    """Whether this very row cites the part."""
    wanted = (run.pk, part.cited, uid)
    return any((row.get("run_id"), row.get("part"), row.get(column)) == wanted for row in content.get("evidence") or [])


class Taking(NamedTuple):
    """What is taken: parts with the text of each, how readers are told of them, and where to."""

    run: object
    parts: list
    pairs: list
    becomes: str
    texts: dict  # {key: text}
    said: dict  # {key: {language: (label, what it says)}}
    language: str
    goal: str = ""  # name of a goal of the plan
    new_goal: str = ""
    row: tuple = ()  # (column, name of the row) that is given evidence

    def change(self, writing, content):
        """(content, name of the first new row): rows that cite a part already are left as they are."""
        if self.becomes == Becomes.EVIDENCE:
            return self.with_evidence(writing, content)
        relation, text, _most, column = ROWS[self.becomes]
        standing = taken_already(content, self.run, self.parts, column)
        new = [part for part in self.parts if part.key not in standing]
        content, goal = self.with_goal(writing, content) if new else (content, "")
        names = {key: one.uid for key, one in standing.items()}
        for part in new:
            row = self.row_of(part, text) | ({"goal_id": goal or None} if self.becomes == Becomes.ACTION else {})
            content = added(writing, relation, content, row)
            content = added(writing, "evidence", content, self.evidence_of(part, column, row[UID]))
            names[part.key] = row[UID]
        content = self.with_strategies(writing, content, names)
        return content, next((names[part.key] for part in new), "")

    def with_goal(self, writing, content):
        """The content and the name of the goal of new actions; a new title makes a goal, once."""
        if self.becomes != Becomes.ACTION or not self.new_goal:
            if self.goal:
                still_there(content, "goals", self.goal)
            return content, self.goal
        column = f"title_{self.language}"
        for row in content.get("goals") or []:
            if row.get(column) == self.new_goal:
                return content, row[UID]
        row = {UID: new_uid(), column: self.new_goal}
        return added(writing, "goals", content, row), row[UID]

    def row_of(self, part, text):
        """A new row, with the topic of the part where it has one."""
        topic = Topic.objects.filter(slug=part.topic).first() if part.topic else None
        row = {UID: new_uid(), f"{text}_{self.language}": self.texts[part.key], "topic_id": topic.pk if topic else None}
        if self.becomes == Becomes.SWOT:
            return row | part.item
        return row | {"group": {"weakness": "W", "threat": "T"}[self.becomes]} if text == "text" else row

    def evidence_of(self, part, column, uid):
        row = {UID: new_uid(), column: uid, "run_id": self.run.pk, "part": part.cited}
        for code in LANGUAGES:
            label, says = self.said[part.key][code]
            row |= {f"label_{code}": label[:300], f"says_{code}": says}
        return row

    def with_evidence(self, writing, content):
        column, uid = self.row
        still_there(content, CITABLE[column.removesuffix("_id")], uid)
        for part in self.parts:
            if not cites(content, self.run, part, column, uid):
                content = added(writing, "evidence", content, self.evidence_of(part, column, uid))
        return content, uid

    def with_strategies(self, writing, content, names):
        """A strategy of each pair whose items are in the plan, once."""
        for pair in self.pairs:
            ends = {"internal_id": names.get(pair.internal), "external_id": names.get(pair.external)}
            if not all(ends.values()) or has_strategy(content, ends):
                continue
            row = {UID: new_uid(), "type": pair.kind, f"text_{self.language}": self.texts[pair.key]}
            content = added(writing, "strategies", content, row | ends | {"score": f"{pair.score:f}"})
        return content


def still_there(content, relation, uid):
    """Somebody else may have removed the row since the form was looked at."""
    if all(row[UID] != uid for row in content.get(relation) or []):
        raise Overtaken(_("This row was removed meanwhile. Nothing was changed."))


def has_strategy(content, ends):
    return any(ends.items() <= row.items() for row in content.get("strategies") or [])


def added(writing, relation, content, row):
    """The content with one more row; Refused where the list is full."""
    return content | {relation: [*room_for_one(writing, relation, content), row]}
