"""An action that is no part of the plan any more: where it stood last. Its address stays."""

from typing import NamedTuple

from catalogue.languages import Shown, shown
from plans.models import Action
from publishing.models import Version
from publishing.states import WAS_PUBLIC


class GoneAction(NamedTuple):
    title: Shown
    last: Version  # the last public version that had it
    without: Version | None  # the first one after it


def gone_action(dossier, key):
    """The `GoneAction` of a key, or None where no public version had it."""
    later = None
    found = Version.objects.filter(dossier=dossier, state__in=WAS_PUBLIC).order_by("-number").defer("typed")
    for version in found.iterator(chunk_size=1):
        row = next((row for row in version.content.get("actions") or [] if row["uid"] == key), None)
        if row:
            return GoneAction(title_of(row), version, later)
        later = version
    return None


def title_of(row):
    titles = {name: value for name, value in row.items() if name.startswith("title_")}
    return shown(Action(**titles), "title")
