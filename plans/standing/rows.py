"""A plan as it is read: its rows, asked for once a list, each with the rows it points at and those that hang on it.

Everything that shows or counts a plan takes it from here, whether it stands in its tables or was drawn from a version.
"""

from functools import cached_property

from django.db.models import prefetch_related_objects

from publishing.writing import writing_of


class PlanRows:
    """The rows of a plan by relation, in their order; asked for when they are needed, once."""

    def __init__(self, plan):
        self.plan = plan
        self.writing = writing_of(plan.kind)
        self.found = {}

    def __getitem__(self, relation):
        """The rows of a relation; what they point at within the plan is set."""
        if relation not in self.found:
            self.found[relation] = self.linked(relation)
        return self.found[relation]

    def linked(self, relation):
        rows = self.writing.row(relation)
        found = list(getattr(self.plan, relation).all())
        for name, other in rows.links.items():
            by_pk = {row.pk: row for row in self[other]} if other != relation else {}
            for row in found:
                if row.pk and (pk := getattr(row, f"{name}_id")):
                    setattr(row, name, by_pk[pk])
        for row in found:
            row.plan = self.plan
        return found

    def with_neighbours(self, relation, *names):
        """The same rows, with what these columns point at outside the plan asked for once a column."""
        prefetch_related_objects(self[relation], *names)
        return self[relation]

    def by_key(self, relation):
        return {row.key: row for row in self[relation]}

    def under(self, relation, name):
        """{key of the row that they hang on by this column: rows}."""
        groups = {}
        for row in self[relation]:
            if parent := getattr(row, name):
                groups.setdefault(parent.key, []).append(row)
        return groups

    @cached_property
    def actions_of(self):
        """{key of a goal: its actions}; those without one under an empty key."""
        groups = {goal.key: [] for goal in self["goals"]}
        for action in self["actions"]:
            groups.setdefault(action.goal.key if action.goal else "", []).append(action)
        return groups
