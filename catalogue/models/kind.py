"""The kinds of public things. One row declares one: its address, its plural, its weight, a sentence, its name."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class About(NamedTuple):
    """What is known of a kind beside its name."""

    plural: str
    weight: int  # its points in the static score (`catalogue/filing/score.py`)
    sentence: str  # what its list holds


class Kind(models.TextChoices):
    """What a public thing is. The value is also the name of its address: `reverse(kind, args=[slug])`."""

    def __new__(cls, value, about):
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.about = about
        return kind

    PRACTICE = (
        "practice",
        About(
            _("Good practices"),
            weight=40,
            sentence=_("What areas and towns did, what came of it, and what others can take over. Failures too."),
        ),
        _("Good practice"),
    )
    GUIDELINE = (
        "guideline",
        About(
            _("Guidelines and handbooks"),
            weight=37,
            sentence=_("Handbooks and methods of the projects, chapter by chapter."),
        ),
        _("Guidelines"),
    )
    CHAPTER = (
        "chapter",
        About(
            _("Chapters of guidelines"),
            weight=7,
            sentence=_("All chapters of the guidelines; the guidelines themselves show them in order."),
        ),
        _("Chapter of guidelines"),
    )
    PUBLICATION = (
        "publication",
        About(
            _("Publications"),
            weight=27,
            sentence=_("Reports, books and articles, with a link to where they can be read."),
        ),
        _("Publication"),
    )
    TOOL = (
        "tool",
        About(
            _("Tools"),
            weight=34,
            sentence=_(
                "What the projects made for analysis, planning and decisions, and what is known of how they work."
            ),
        ),
        _("Tool"),
    )
    RUN = (
        "run",
        About(
            _("Analyses"),
            weight=18,
            sentence=_("What towns and zones found out with the decision tools, with data, method and result."),
        ),
        _("Analysis"),
    )
    PROJECT = (
        "project",
        About(
            _("Projects"),
            weight=30,
            sentence=_("The projects of the network, the ones they built on, and related ones."),
        ),
        _("Project"),
    )
    PLAN = (
        "plan",
        About(
            _("Action plans"),
            weight=24,
            sentence=_("Plans and studies for single areas and towns, at the stage their sources give."),
        ),
        _("Action plan"),
    )
    RECOMMENDATION = (
        "recommendation",
        About(
            _("Policy recommendations"),
            weight=26,
            sentence=_("What the network asks of those who decide, what it rests on, and what they answered."),
        ),
        _("Policy recommendation"),
    )
    COMMITMENT = (
        "commitment",
        About(
            _("Commitments"),
            weight=24,
            sentence=_("What partners promised each other and the public."),
        ),
        _("Commitment"),
    )
    EVENT = (
        "event",
        About(
            _("Events"),
            weight=20,
            sentence=_("Study visits, workshops, training and conferences: what was seen and said."),
        ),
        _("Event"),
    )
    TRANSFER = (
        "transfer",
        About(
            _("Transfers"),
            weight=22,
            sentence=_("Which practice went where, what was changed for it, and what both sides say of it."),
        ),
        _("Transfer"),
    )
    PLACE = (
        "place",
        About(
            _("Places"),
            weight=20,
            sentence=_("Industrial areas, eco-industrial and technology parks, with the figures that sources give."),
        ),
        _("Place"),
    )
    PARTNER = (
        "partner",
        About(
            _("Partners"),
            weight=14,
            sentence=_("Organisations that take part in the projects."),
        ),
        _("Partner"),
    )
    NETWORK = (
        "network",
        About(
            _("Networks"),
            weight=16,
            sentence=_("Networks of organisations, who is in them, and which of them belong together."),
        ),
        _("Network"),
    )
    LISTING = (
        "listing",
        About(
            _("Needs and offers"),
            weight=15,
            sentence=_("What organisations need and offer, and whom they look for as partners."),
        ),
        _("Need or offer"),
    )
    POST = (
        "post",
        About(
            _("News and experience"),
            weight=17,
            sentence=_("News, experience, ideas and opportunities from partners."),
        ),
        _("Post"),
    )
    TERM = (
        "term",
        About(
            _("Glossary"),
            weight=10,
            sentence=_("The words of the field in both languages, each with its source."),
        ),
        _("Glossary term"),
    )

    @property
    def plural(self):
        return self.about.plural

    @property
    def weight(self):
        return self.about.weight

    @property
    def sentence(self):
        return self.about.sentence

    @property
    def list_name(self):
        """The name of the address of the list of this kind."""
        return f"{self.value}_list"
