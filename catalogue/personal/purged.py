"""Which parts of the daily round purge, and the event that says what they did."""

from catalogue import audit
from catalogue.personal.declaring import data


def purging_parts():
    return [name for row in data() for name in row.purged]


def note_purged(done):
    """`done` is {part of the round: how many}."""
    counts = {name: done[name] for name in purging_parts() if done.get(name)}
    if counts:
        audit.note(audit.Action.PURGE, said=", ".join(f"{name} {number}" for name, number in counts.items()))
