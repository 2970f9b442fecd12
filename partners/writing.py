"""How places and posts are written in the portal."""

from django.utils.translation import gettext_lazy as _

from partners.models import Place, Post
from publishing.writing import TOPICS, Help, Rows, Stage, Writing, declare

TOPICS_HELP = Help(
    _("Up to three main topics. Type a word in Slovenian or English and choose from the list."),
    _("industrial symbiosis"),
)

declare(
    Writing(
        model=Place,
        owner_field="organisation",
        required=("title", "type", "country"),
        stages=(
            Stage(
                "basics",
                _("The place"),
                ("title", "type", "summary", "town", "country", "manager", "part_of", TOPICS),
                _("Which area, town or region is it, and who runs it?"),
            ),
            Stage(
                "figures",
                _("Figures and position"),
                ("figures", "latitude", "longitude", "precision", "source", "more_sources"),
                _("What a source says about it, with the year of the figure."),
            ),
        ),
        rows=(
            Rows(
                "figures",
                ("indicator", "qualifier", "value", "year", "note"),
                _("Figures"),
                _("One row for each figure."),
                _("Add a figure"),
            ),
        ),
        helps={
            "title": Help(_("The name as people there use it.")),
            "summary": Help(_("What is there and what it is known for, in one or two sentences."), "", (10, 60)),
            "manager": Help(_("The company or office that runs the area.")),
            "part_of": Help(_("A larger place of the portal, by its name.")),
            "latitude": Help(_("The position of the town is enough."), "45.5481"),
            "longitude": Help("", "13.7302"),
            TOPICS: TOPICS_HELP,
        },
    )
)

declare(
    Writing(
        model=Post,
        owner_field="partner",
        required=("title", "summary", "body", "type"),
        stages=(
            Stage(
                "text",
                _("The post"),
                ("type", "title", "summary", "body", TOPICS),
                _("News, experience, an idea or an opportunity, for partners and the public."),
            ),
        ),
        helps={
            "title": Help(_("What it is about, in a few words."), "", (3, 12)),
            "summary": Help(_("The heart of it in one or two sentences."), "", (10, 60)),
            "body": Help(_("The text. An empty line begins a new paragraph."), "", (30, 400)),
            TOPICS: TOPICS_HELP,
        },
    )
)
