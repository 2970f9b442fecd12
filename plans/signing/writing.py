"""How the text of a commitment is written in the portal."""

from django.utils.translation import gettext_lazy as _

from plans.models import Commitment
from plans.signing.ways import ways
from plans.signing.whole import more
from publishing.writing import TOPICS, Help, Rows, Stage, Writing, declare

MOST_DUTIES = 20

declare(
    Writing(
        model=Commitment,
        more=more,
        owner_field="organisation",
        required=("title", "summary", "type", "body"),
        kept=("stage", "is_example"),
        desk_ways=ways,
        longest={"body": 30_000},
        stages=(
            Stage(
                "basics",
                _("What it is"),
                (
                    *("title", "summary", "type", "place", "location", "country", "project", "guideline"),
                    *("signing_from", "signing_to", "ends_on", TOPICS, "source"),
                ),
                _("Who promises what to whom, and from when until when can it be signed?"),
            ),
            Stage(
                "text",
                _("The text and the duties"),
                ("body", "authentic", "duties"),
                _("Exactly what is signed. Complete and check both languages before it is opened for signing."),
            ),
        ),
        rows=(
            Rows(
                "duties",
                ("text", "sort", "months", "every"),
                _("Duties"),
                _("What every signatory has to do, by months from the day of its own mandate."),
                _("Add a duty"),
                MOST_DUTIES,
                key="key",
                position="position",
                helps={
                    "text": _("What is handed in or done, without its term, such as “Action plan”."),
                    "months": _("24 means: two years after the decision of the signatory's council."),
                    "every": _("Only of what comes again, such as a report every 24 months."),
                },
            ),
        ),
        helps={
            "title": Help(_("As it stands above the text that is signed.")),
            "summary": Help(_("One or two sentences for readers of lists."), "", (15, 60)),
            "body": Help(_("The text itself, without the duties; they are added below it, numbered."), "", (80, 1500)),
            "authentic": Help(_("Which text counts where the two differ.")),
            "signing_from": Help(_("The first day on which it may be signed.")),
            "signing_to": Help(_("The last day; empty where there is none.")),
            "ends_on": Help(_("The last day of the commitment itself; empty where there is none.")),
            TOPICS: Help(
                _("Up to three main topics. Type a word in Slovenian or English and choose from the list."),
                _("industrial symbiosis"),
            ),
        },
    )
)
