"""What pages show of a study visit: its five steps, and who asked, who has answers and who reported."""

from collections import Counter
from typing import NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.fields import show_period
from workshops.visits.taking_part import due_of, takes_questions, takes_reports


class Step(NamedTuple):
    title: str
    note: str
    is_now: bool = False


class Row(NamedTuple):
    """One partner of a visit; `report` is None where it has not begun one."""

    partner: object
    asked: int
    answered: int
    report: object


def steps_of(visit, partners, questions, reports):
    """The five steps, with how far each is; one of them is the present one."""
    event = visit.event
    handed_in = sum(report.handed_in_at is not None for report in reports)
    notes = [
        (_("Objectives and practices to see"), ""),
        (_("Questions of partners"), questions_note(visit, questions)),
        (_("Answers of the host"), answers_note(questions)),
        (_("Visit"), show_period(event.start, event.end)),
        (_("Reports"), reports_note(event, handed_in, len(partners))),
    ]
    now = present(visit)
    return [Step(title, note, number == now) for number, (title, note) in enumerate(notes)]


def present(visit):
    """Which of the five it is."""
    if visit.event.is_over:
        return 4
    if takes_reports(visit):
        return 3
    return 1 if takes_questions(visit) else 2


def questions_note(visit, questions):
    number = len(questions)
    said = ngettext("%(n)d question", "%(n)d questions", number) % {"n": number}
    if not visit.questions_until:
        return said
    return _("%(said)s, until %(day)s") % {"said": said, "day": short(visit.questions_until)}


def short(day):
    """In numbers, for in a sentence the name of a month would have another case."""
    return formats.date_format(day, "SHORT_DATE_FORMAT")


def answers_note(questions):
    told = {"answered": sum(bool(question.answered_at) for question in questions), "all": len(questions)}
    return _("%(answered)d of %(all)d") % told if questions else ""


def reports_note(event, handed_in, partners):
    if not event.start:
        return ""
    told = {"handed_in": handed_in, "all": partners, "day": short(due_of(event))}
    return _("%(handed_in)d of %(all)d, until %(day)s") % told


def rows_of(partners, questions, reports):
    asked = Counter(question.partner_id for question in questions)
    answered = Counter(question.partner_id for question in questions if question.answered_at)
    standing = {report.partner_id: report for report in reports}
    return [Row(partner, asked[partner.pk], answered[partner.pk], standing.get(partner.pk)) for partner in partners]
