"""The diagram of the workflow in the README, drawn from the table of steps, and the table of rights beside it."""

from django.utils import translation

from publishing.rights import RIGHTS, Role
from publishing.states import State
from publishing.steps import STEPS


def workflow():
    """A Mermaid diagram: one arrow for each step from each state, with a star where a reason must be given."""
    with translation.override("en"):
        lines = ["stateDiagram-v2", f"    [*] --> {State.DRAFT}"]
        for step in STEPS.values():
            label = f"{step.label}{' *' if step.comment else ''}"
            lines += [f"    {source} --> {step.target}: {label}" for source in step.sources]
        return "\n".join(lines)


def steps():
    """A Markdown table: each step, who may take it, whether of one's own text, whether with a reason."""
    with translation.override("en"):
        rows = ["| step | who | own text | reason |", "|---|---|---|---|"]
        rows += [
            f"| {step.label} | {names(step.roles)} | {'yes' if step.own_text else 'no'} "
            f"| {'needed' if step.comment else ''} |"
            for step in STEPS.values()
        ]
        return "\n".join(rows)


def rights():
    """A Markdown table: each action, and who may do it in which states."""
    with translation.override("en"):
        rows = ["| action | who | when the version is |", "|---|---|---|"]
        for action, cells in RIGHTS.items():
            rows += [f"| {action.label} | {names(roles)} | {named(states)} |" for states, roles in cells]
        return "\n".join(rows)


def names(roles):
    return ", ".join(str(role.label).split(" of the ")[0].split(" of this ")[0] for role in Role if role in roles)


def named(states):
    return "in any state" if set(states) == set(State) else ", ".join(State(state).value for state in states)
