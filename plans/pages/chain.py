"""Where an action comes from: analyses and sources, strengths and weaknesses, strategies, its goal."""

from typing import NamedTuple

from catalogue.languages import shown


class Origin(NamedTuple):
    """One line of the chain: its text, where it is read, and what it rests on."""

    text: object
    word: str
    address: str
    evidence: list


class Chain(NamedTuple):
    """The lines that lead to an action, as far as the rows say; each list may be empty."""

    items: list
    strategies: list
    goal: Origin | None
    evidence: list  # of the action itself

    @property
    def is_empty(self):
        return not (self.items or self.strategies or self.goal or self.evidence)


def chains(shown_plan, evidence):
    """{key of a goal: (items, strategies, goal)}; actions without a goal have none of them."""
    found = {}
    for goal in shown_plan.rows["goals"]:
        strategies = [row for row in shown_plan.rows["strategies"] if row.goal and row.goal.key == goal.key]
        items = {item.key: item for row in strategies for item in (row.internal, row.external) if item}
        found[goal.key] = (
            [
                Origin(shown(one, "text"), one.get_group_display(), "", evidence.of("swot_item", one))
                for one in items.values()
            ],
            [Origin(shown(one, "text"), one.type, "", []) for one in strategies],
            Origin(shown(goal, "title"), "", shown_plan.goal_address(goal.key), evidence.of("goal", goal)),
        )
    return found


def chain_of(action, chains_of_goals, evidence):
    """The `Chain` of an action."""
    before = chains_of_goals[action.goal.key] if action.goal else ([], [], None)
    return Chain(*before, evidence.of("action", action))
