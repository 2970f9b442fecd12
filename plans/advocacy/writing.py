"""How a policy recommendation is written in the portal."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.advocacy.following import follow
from plans.advocacy.ways import desk_ways
from plans.advocacy.whole import more
from plans.desk.helps import HELPS
from plans.models import Recommendation
from plans.standing.evidence import veiled
from publishing.writing import TOPICS, Help, Rows, Stage, Writing, declare

MOST_EVIDENCE = 100

declare(
    Writing(
        model=Recommendation,
        more=more,
        owner_field="organisation",
        required=("title", "summary", "level", "addressee", "body"),
        kept=("status_now", "is_example"),
        veiled=partial(veiled, Recommendation.kind),
        desk_ways=desk_ways,
        in_the_open=follow,
        stages=(
            Stage(
                "basics",
                _("To whom and on which level"),
                (
                    *("title", "summary", "level", "country", "addressee", "addressee_partner", "instrument"),
                    *("window_from", "window_to", "project", TOPICS),
                ),
                _("Who can change what, and when can it be changed?"),
            ),
            Stage(
                "text",
                _("What is recommended and why"),
                ("body", "why", "evidence"),
                _("One recommendation asks for one thing. Say what it rests on, so that others can argue for it."),
            ),
        ),
        rows=(
            Rows(
                "evidence",
                (
                    *("practice", "run", "publication", "event", "place", "indicator", "year", "recommendation"),
                    *("cited_plan", "part", "url", "label", "says"),
                ),
                pgettext_lazy("recommendation", "Evidence"),
                _("One row names one thing. What is deleted later is still told by its name."),
                pgettext_lazy("plan", "Add a row of evidence"),
                MOST_EVIDENCE,
                key="key",
                position="position",
                folded=("event", "place", "indicator", "year", "recommendation", "cited_plan", "part"),
                helps=HELPS["evidence"],
            ),
        ),
        helps={
            "title": Help(_("What is asked for, in one sentence that a minister reads."), "", (5, 16)),
            "summary": Help(_("One or two sentences: what should change, and for whom."), "", (15, 60)),
            "addressee": Help(_("The office that can do it, by its full name.")),
            "addressee_partner": Help(_("Only where the addressee is a partner of the portal.")),
            "instrument": Help(_("The law, programme or fund that would be changed.")),
            "window_from": Help(_("From when it is open to changes, as exactly as you know it."), "2027-03"),
            "window_to": Help(_("When it will be decided or closed."), "2027-09"),
            "body": Help(_("What exactly should be done or written differently."), "", (60, 300)),
            "why": Help(_("What happens otherwise, and who gains."), "", (60, 300)),
            TOPICS: Help(
                _("Up to three main topics. Type a word in Slovenian or English and choose from the list."),
                _("industrial symbiosis"),
            ),
        },
    )
)
