"""A press release of a project writes its activity into the log of communication."""

from catalogue.languages import LANGUAGES
from projects.communication.recording import record
from projects.models import Audience, BrandItem, Channel

SOURCE = "press_release"


def follow(item):
    """Nobody counts who reads a press release; its languages are those it is written in."""
    if item.kind != BrandItem.Kind.RELEASE or item.project is None:
        return False
    return record(
        (SOURCE, item.pk),
        project=item.project,
        titles={code: getattr(item, f"title_{code}") for code in LANGUAGES},
        date=item.issued,
        channel=Channel.PRESS_RELEASE,
        audiences=[Audience.MEDIA],
        languages=[code for code in LANGUAGES if getattr(item, f"text_{code}")],
    )
