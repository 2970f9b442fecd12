"""How places and posts are written in the portal."""

from django.utils.translation import gettext_lazy as _

from partners.listings.page import more
from partners.matching.tasks import in_the_open
from partners.models import Listing, Network, Place, Post
from partners.models.post import filled_of_opportunities
from partners.networks.moving import join_coordinator
from partners.networks.on_desk import desk_ways
from partners.networks.page import more as network_page
from publishing.writing import TOPICS, Help, Rows, Stage, Writing, declare

TOPICS_HELP = Help(
    _("Up to three main topics. Type a word in Slovenian or English and choose from the list."),
    _("industrial symbiosis"),
)


def is_opportunity(content):
    """Or holds what only opportunities have, so that it can be emptied."""
    return content.get("type") == Post.Type.OPPORTUNITY or bool(filled_of_opportunities(content.get))


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
            Stage(
                "opportunity",
                _("The opportunity"),
                ("deadline_on", "deadline_time", "deadline_zone", "funder", "call_url", "who", "amount"),
                _("Only of an opportunity: until when, from whom, for whom, how much."),
                is_opportunity,
            ),
        ),
        kept=("idea_state", "answer", "deadline_at"),
        helps={
            "title": Help(_("What it is about, in a few words."), "", (3, 12)),
            "summary": Help(_("The heart of it in one or two sentences."), "", (10, 60)),
            "body": Help(_("The text. An empty line begins a new paragraph."), "", (30, 400)),
            TOPICS: TOPICS_HELP,
        },
    )
)

declare(
    Writing(
        model=Network,
        more=network_page,
        desk_ways=desk_ways,
        in_the_open=join_coordinator,
        owner_field="coordinator",
        required=("title", "summary"),
        stages=(
            Stage(
                "basics",
                _("The network"),
                ("title", "acronym", "summary", "website", "founded", "joinable", "terms", TOPICS),
                _("What joins its members, since when, and who may join? Members are kept on a page of their own."),
            ),
        ),
        helps={
            "title": Help(_("The full name of the network.")),
            "summary": Help(_("What it does and for whom, in one or two sentences."), "", (10, 60)),
            "terms": Help(_("What a member takes on, and what it gains."), "", (20, 200)),
            TOPICS: TOPICS_HELP,
        },
    )
)

declare(
    Writing(
        model=Listing,
        owner_field="partner",
        kept=("eoi_at",),
        more=more,
        in_the_open=in_the_open,
        required=("title", "summary", "direction", "body", TOPICS, "languages", "expires"),
        stages=(
            Stage(
                "basics",
                _("What you need or offer"),
                ("direction", "title", "summary", "body", "place", TOPICS),
                _("Say in plain words what it is about; others are found by topics, types of places and languages."),
            ),
            Stage(
                "fit",
                _("Who fits"),
                ("partner_wanted", "cooperation", "stage", "place_types", "languages", "countries", "expires"),
                _("With whom, in which languages and until when?"),
            ),
            Stage(
                "search",
                _("The project"),
                ("call", "programme", "role", "partners_wanted", "months", "eoi_on", "eoi_time", "eoi_zone"),
                _("Only of a search for partners."),
            ),
        ),
        helps={
            "title": Help(_("In one line, so that others see at once whether it concerns them."), "", (4, 14)),
            "summary": Help(_("What you need or offer, in one or two sentences."), "", (10, 60)),
            "languages": Help(
                _("Codes of the languages in which you can write and talk, with commas between."), "sl, en"
            ),
            "countries": Help(_("Codes of the countries from which partners may come; none: all."), "SI, IT"),
            "expires": Help(_("A year from today at most; you are asked 14 and 3 days before.")),
            "partner_wanted": Help(_("Which kind of organisation, and for which role.")),
            TOPICS: TOPICS_HELP,
        },
    )
)
