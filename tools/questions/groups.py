"""The four tools that InnoCité promised and the way from there to a plan, each with the questions it answers."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tools.asking.parts import Words
from tools.questions.registry import QUESTIONS


@dataclass(frozen=True)
class Group:
    key: str
    title: Words
    lead: Words
    entry: str = ""  # external identifier of the tool in the catalogue

    @property
    def analyses(self):
        return [analysis for analysis in QUESTIONS.values() if analysis.tool == self.key]


GROUPS = {
    group.key: group
    for group in (
        Group(
            "factors",
            _("Success and failure factors"),
            _("What helps our town or zone, what holds it back, and what do those that succeeded have in common?"),
            "innocite-success-factors",
        ),
        Group(
            "comparison",
            _("Comparison on indicators"),
            _("Where do we stand among places like ours, and how sure is that?"),
            "innocite-benchmark",
        ),
        Group(
            "retail",
            _("Retail and services"),
            _("Who shops where, what leaks out, and what happens to our centre when a new one opens?"),
            "innocite-trade-planning",
        ),
        Group(
            "decision",
            _("Decisions on small and medium enterprises"),
            _("Which site, programme or applicant, why, and would we say the same tomorrow?"),
            "innocite-sme-decisions",
        ),
        Group(
            "plan",
            _("From diagnosis to plan"),
            _("What weighs most of all that the analyses have shown, and which strategies follow?"),
        ),
    )
}
