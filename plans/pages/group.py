"""Who takes part in a plan, what was found, and what an expert basis proposes for each spatial unit."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.languages import Shown, shown
from plans.models import Stakeholder
from plans.pages.words import body_of


class Member(NamedTuple):
    """A stakeholder, as the public reads it."""

    name: Shown
    address: str
    sector: str
    contribution: Shown


class Found(NamedTuple):
    key: str
    part: str  # of the analysis, with the word for it
    title: Shown
    text: Shown
    conclusion: Shown
    evidence: list


class Proposed(NamedTuple):
    """A provision for one spatial unit."""

    unit: str
    present: Shown
    proposed: Shown
    reason: Shown
    finding: Shown | None
    strategy: Shown | None
    evidence: list


def group_parts(shown_plan):
    rows, evidence = shown_plan.rows, shown_plan.evidence
    return {
        "roles": roles(rows.with_neighbours("stakeholders", "partner")),
        "findings": [found(row, evidence) for row in rows["findings"]],
        "provisions": [proposed(row, evidence) for row in rows["provisions"]],
    }


def roles(rows):
    """[(role in words, members)] in the order of the roles; those who cannot be named are left out."""
    groups = {}
    for row in rows:
        name, address = body_of(row, "partner", "name")
        if name.text:
            member = Member(name, address, row.get_sector_display(), shown(row, "contribution"))
            groups.setdefault(row.role, []).append(member)
    return [(heading, groups[role]) for role, heading in headings().items() if role in groups]


def headings():
    return {
        Stakeholder.Role.LEAD: _("Who leads"),
        Stakeholder.Role.GROUP: _("The local group"),
        Stakeholder.Role.CONSULTED: _("Who is consulted"),
    }


def found(row, evidence):
    texts = (shown(row, name) for name in ("title", "text", "conclusion"))
    part = f"{capfirst(row._meta.get_field('part').verbose_name)}: {row.get_part_display()}"
    return Found(row.key, part, *texts, evidence.of("finding", row))


def proposed(row, evidence):
    texts = (shown(row, name) for name in ("present", "proposed", "reason"))
    finding = shown(row.finding, "title") if row.finding else None
    strategy = shown(row.strategy, "text") if row.strategy else None
    return Proposed(row.unit, *texts, finding, strategy, evidence.of("provision", row))
