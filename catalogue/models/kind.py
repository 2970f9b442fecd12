from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a public thing is. The value is also the name of its address: `reverse(kind, args=[slug])`."""

    PRACTICE = "practice", _("Good practice")
    GUIDELINE = "guideline", _("Guidelines")
    CHAPTER = "chapter", _("Chapter of guidelines")
    PUBLICATION = "publication", _("Publication")
    TOOL = "tool", _("Tool")
    RUN = "run", _("Analysis")
    PROJECT = "project", _("Project")
    PLAN = "plan", _("Action plan")
    COMMITMENT = "commitment", _("Commitment")
    EVENT = "event", _("Event")
    PLACE = "place", _("Place")
    PARTNER = "partner", _("Partner")
    POST = "post", _("Post")
    TERM = "term", _("Glossary term")

    @property
    def plural(self):
        return PLURALS[self]

    @property
    def list_name(self):
        """The name of the address of the list of this kind."""
        return f"{self.value}_list"


PLURALS = {
    Kind.PRACTICE: _("Good practices"),
    Kind.GUIDELINE: _("Guidelines and handbooks"),
    Kind.CHAPTER: _("Chapters of guidelines"),
    Kind.PUBLICATION: _("Publications"),
    Kind.TOOL: _("Tools"),
    Kind.RUN: _("Analyses"),
    Kind.PROJECT: _("Projects"),
    Kind.PLAN: _("Action plans"),
    Kind.COMMITMENT: _("Commitments"),
    Kind.EVENT: _("Events"),
    Kind.PLACE: _("Places"),
    Kind.PARTNER: _("Partners"),
    Kind.POST: _("News and experience"),
    Kind.TERM: _("Glossary"),
}
