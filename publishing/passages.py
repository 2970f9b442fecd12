"""Passages: the state of a version changes here and nowhere else, and what was done is written down with it."""

from publishing.models import Passage

STATE_ALONE = ("state", "updated_at")


def note(version, step, source, by, comment=""):
    """Write down what was done; `by` is nobody where the portal did it itself."""
    return Passage.objects.create(
        version=version, step=step, source=source, target=version.state, by=by, by_name=str(by or ""), comment=comment
    )


def change_state(version, target, *, step, by, comment="", fields=None):
    """Save a version in another state, with all its fields or those given; returns the passage."""
    source, version.state = version.state, target
    version.save(update_fields=fields)
    return note(version, step, source, by, comment)
