"""How events and transfers are written in the portal."""

from django.utils.translation import gettext_lazy as _

from publishing.writing import TOPICS, Help, Rows, Stage, Writing, declare
from workshops.models import Event, Transfer
from workshops.organising import leaving
from workshops.transfers.asking import in_the_open
from workshops.transfers.guard import guard
from workshops.transfers.shown import told

declare(
    Writing(
        model=Event,
        owner_field="host",
        guard=leaving.guard,
        required=("title", "summary", "type", "start"),
        stages=(
            Stage(
                "basics",
                _("The event"),
                (
                    "title",
                    "type",
                    "summary",
                    "start",
                    "end",
                    "timezone",
                    "languages",
                    "location",
                    "country",
                    "project",
                    TOPICS,
                ),
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
                ("day", "time", "ends", "title", "room", "speakers"),
                _("Programme"),
                _("One row for each part of the programme."),
                _("Add a part"),
            ),
        ),
        helps={
            "summary": Help(_("For whom it is and what they take home."), "", (10, 60)),
            "start": Help(_("As exactly as you know it."), "2026-05-14"),
            "timezone": Help(_("All times of the event are meant in it.")),
            "languages": Help(_("Codes of the languages spoken there, with commas between."), "sl, en"),
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

declare(
    Writing(
        model=Transfer,
        owner_field="partner",
        required=("title", "summary", "practice", "stage"),
        guard=guard,
        in_the_open=in_the_open,
        more=told,
        stages=(
            Stage(
                "basics",
                _("The transfer in brief"),
                ("title", "summary", "practice", "builds_on", "place", "event", "stage", "start", "end", TOPICS),
                _("Which practice do you take over, where, and how far are you?"),
            ),
            Stage(
                "story",
                _("What you changed and what came of it"),
                ("adaptation", "result", "evidence", "outcome", "lessons"),
                _("Others want to know what had to be different with you, and whether it works."),
            ),
        ),
        rows=(
            Rows(
                "evidence",
                ("indicator", "unit", "before", "after", "year", "source"),
                _("Evidence"),
                _("One row for each thing that was measured, with the value before, after, or both."),
                _("Add a row of evidence"),
            ),
        ),
        helps={
            "summary": Help(_("One or two sentences: what you took over, and what for."), "", (10, 60)),
            "practice": Help(_("The practice of the portal that you take over, by its title.")),
            "builds_on": Help(_("An earlier transfer of the same practice that you learned from, if there is one.")),
            "place": Help(_("The area or town of the portal where you use it, by its name.")),
            "event": Help(_("The study visit or workshop where you saw it, if there was one.")),
            "start": Help(_("As exactly as you know it."), "2026-05"),
            "adaptation": Help(_("What differs with you: law, money, size, people; and how you answered it.")),
            "lessons": Help(
                _("What was hard, and what you would do differently. A transfer that is dropped needs it.")
            ),
            TOPICS: Help(
                _("Up to three main topics. Type a word in Slovenian or English and choose from the list."),
                _("industrial symbiosis"),
            ),
        },
    )
)
