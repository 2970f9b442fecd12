"""How events are written in the portal."""

from django.utils.translation import gettext_lazy as _

from publishing.writing import TOPICS, Help, Rows, Stage, Writing, declare
from workshops.models import Event

declare(
    Writing(
        model=Event,
        owner_field="host",
        required=("title", "summary", "type", "start"),
        stages=(
            Stage(
                "basics",
                _("The event"),
                ("title", "type", "summary", "start", "end", "location", "country", "project", TOPICS),
                _("What happens, when and where?"),
            ),
            Stage(
                "programme",
                _("Programme and visits"),
                ("sessions", "places", "practices", "source"),
                _("What is on, and what is seen there. All of this may stay empty."),
            ),
        ),
        rows=(
            Rows(
                "sessions",
                ("day", "time", "title"),
                _("Programme"),
                _("One row for each part of the programme."),
                _("Add a part"),
            ),
        ),
        helps={
            "summary": Help(_("For whom it is and what they take home."), "", (10, 60)),
            "start": Help(_("As exactly as you know it."), "2026-05-14"),
            "location": Help(_("Town, and the hall or street if it is known.")),
            "project": Help(_("The project it belongs to, by its name.")),
            "places": Help(_("Areas of the portal that are visited, one name a line.")),
            "practices": Help(_("Good practices of the portal that are seen, one title a line.")),
            TOPICS: Help(
                _("Up to three main topics. Type a word in Slovenian or English and choose from the list."),
                _("industrial symbiosis"),
            ),
        },
    )
)
