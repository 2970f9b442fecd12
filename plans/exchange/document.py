"""A plan as a tagged PDF: all that its version says and how it stands today, set when somebody asks and kept."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.fields import show_period
from catalogue.languages import shown
from catalogue.models import public_name
from plans.exchange import document_rows, document_sections
from plans.exchange.document_words import amount, in_words, percent
from plans.exchange.neighbours import with_neighbours
from plans.exchange.paper import PlanDocument, day, filled_facts
from plans.pages.words import late_said, progress_said, weights_said
from plans.standing.computed import PlanStanding
from publishing.versions import dossier_of, leading_of
from publishing.writing import writing_of

WITH_NEIGHBOURS = (
    "actions",
    "action_partners",
    "stakeholders",
    "indicators",
)  # of which partners and the like are told


class PlanPaper(PlanDocument):
    """The document of a public plan."""

    def __init__(self, plan):
        super().__init__(plan)
        self.dossier = dossier_of(plan)
        self.version = leading_of(self.dossier) if self.dossier else None
        self.standing = PlanStanding(plan, self.dossier)
        for relation in WITH_NEIGHBOURS:
            with_neighbours(self.standing, writing_of(plan.kind).row(relation))
        self.data = self.told()

    def told(self):
        plan, address = self.entry, self.entry.get_absolute_url()
        return self.framed(
            title=shown(plan, "title"),
            kicker=str(plan.get_type_display()),
            address=address,
            summary=in_words(plan, "summary"),
            facts=self.facts(address),
            reading=[*self.adopted(), *self.numbers()],
            warnings=self.of_an_example,
            sections=[self.section(one) for one in sections_of(plan, self.standing)],
        )

    # --- What stands above ---

    def facts(self, address):
        plan = self.entry
        given = [
            (_("Organisation in charge"), public_name(plan.organisation)),
            (_("Area"), public_name(plan.place) or plan.card_place()),
            (_("Project"), public_name(plan.project)),
            (_("Period"), show_period(plan.start, plan.end)),
            (_("Stage"), str(plan.get_stage_display())),
            (_("Policy instrument"), in_words(plan, "instrument")),
            (_("Progress is reckoned"), str(plan.get_weighting_display())),
            (_("Amounts"), str(plan.get_vat_display())),
            *self.proof(address),
        ]
        return filled_facts(given)

    def adopted(self):
        """Which version was adopted, and whether it is this one."""
        adoption = self.dossier.adoptions.select_related("version").first() if self.dossier else None
        if adoption is None:
            return [_("No body has adopted this plan in the portal.")] if self.version else []
        told = {
            "number": adoption.version.number,
            "day": day(adoption.decided_on),
            "body": shown(adoption, "body").text,
        }
        said = [_("Adopted: version %(number)d, on %(day)s, by %(body)s.") % told]
        if adoption.version_id != self.version.pk:
            said.append(_("You read version %(number)d, which was not adopted.") % {"number": self.version.number})
        return said

    def numbers(self):
        """How far, at what cost, what is not secured, what is late."""
        standing = self.standing
        if not standing.actions:
            return []
        found, money = standing.progress.plan, standing.money.whole
        return [
            _("Progress on %(day)s: %(progress)s; expected by then: %(expected)s.")
            % {"day": day(standing.today), "progress": percent(found), "expected": percent(standing.expected)},
            *not_counted(self.entry, found),
            _("Cost: %(cost)s; of it secured: %(secured)s (%(share)s %%); not secured: %(gap)s.")
            % {
                "cost": amount(money.cost),
                "secured": amount(money.covered),
                "share": "–" if money.covered_shown is None else money.covered_shown,
                "gap": amount(money.gap),
            },
            late_said(standing),
        ]


def not_counted(plan, found):
    """What the progress lacks and leaves out, in the words of the page."""
    said = [f"{capfirst(text)}." for text in [progress_said(found)] if text]
    return [*said, weights_said(plan, found)] if found.fell_back else said


def sections_of(plan, standing):
    """All that hold something, in the order in which they are read."""
    yield from filled(document_sections.texts(plan))
    if standing.rows["goals"] or standing.rows["actions"]:
        yield from document_sections.goals(standing)
        yield from filled(document_sections.further(standing))
        yield from document_rows.actions(standing)
    yield from filled(document_rows.further(standing))


def filled(sections):
    return (section for section in sections if section.is_filled)
