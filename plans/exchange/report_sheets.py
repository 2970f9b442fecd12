"""All published reports of a plan as a workbook: what each says of actions, funding, milestones and indicators."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.tables.writing import xlsx_bytes
from plans.delivery.reports import published_reports
from plans.exchange.sheets import KEY, NO, YES, SheetColumn, stored_columns
from plans.exchange.workbook import plain_cell
from plans.models import ActionState, FundingState, IndicatorValue, MilestoneState, Report
from publishing.comparison import heading_in
from publishing.row_merging import UID
from publishing.states import WAS_PUBLIC
from publishing.writing import writing_of
from tools.models import Indicator

REPORTS = gettext_lazy("Reports")
SHEETS = (
    ("actions", ActionState, ("status", "progress", "spent", "text", "reason")),
    ("fundings", FundingState, ("status", "amount")),
    ("milestones", MilestoneState, ("reached_on", "moved_to", "reason")),
    ("indicators", IndicatorValue, ("value", "day", "source")),
)  # what rows of which relation are told with


def report_workbook(plan, dossier):
    """Its bytes, in the active language; the newest report first."""
    reports = list(published_reports(dossier))
    corrected = {report.corrects_id: report.pk for report in reports if report.corrects_id}
    names = Names(dossier)
    pages = [(str(REPORTS), list(report_rows(plan, reports, corrected)))]
    for relation, model, fields in SHEETS:
        title = str(writing_of(plan.kind).row(relation).title)
        pages.append((title, list(state_rows(relation, model, fields, reports, corrected, names))))
    return xlsx_bytes(pages)


def report_rows(plan, reports, corrected):
    """A line for each report, named by the number that is part of its address."""
    columns = columns_of(Report, ("period_from", "period_to", "text"))
    yield [KEY, *headings(columns), capfirst(_("published")), _("Corrects"), _("Corrected by"), _("Address")]
    for report in reports:
        address = reverse("plan_report", args=[getattr(plan, f"slug_{get_language()}"), report.pk])
        published = timezone.localdate(report.published_at)
        ties = report.corrects_id or "", corrected.get(report.pk, "")
        yield [report.pk, *cells(columns, report), published, *ties, settings.SITE_URL + address]


def state_rows(relation, model, fields, reports, corrected, names):
    """A line for each row that a report speaks of, named by the key of the row."""
    columns, days = columns_of(model, fields), columns_of(Report, ("period_from", "period_to"))
    yield [KEY, _("Name"), _("Report"), *headings(days), _("Counts"), *headings(columns)]
    by_pk = {report.pk: (place, report) for place, report in enumerate(reports)}
    states = model.objects.filter(report__in=list(by_pk))
    for state in sorted(states, key=lambda one: (by_pk[one.report_id][0], one.pk)):
        report = by_pk[state.report_id][1]
        counts = str(NO if report.pk in corrected else YES)
        named = state.key, names.of(relation, state.key), report.pk
        yield [*named, *cells(days, report), counts, *cells(columns, state)]


def columns_of(model, fields):
    return [one for name in fields for one in stored_columns(model, name, model._meta.get_field(name).verbose_name)]


def headings(columns: list[SheetColumn]):
    return [column.heading for column in columns]


def cells(columns, row):
    return [plain_cell(column.column, getattr(row, column.name)) for column in columns]


class Names:
    """What the rows of a plan are called, by the last public version that has them; two queries at most."""

    def __init__(self, dossier):
        self.writing = writing_of(dossier.kind)
        relations = [relation for relation, _model, _fields in SHEETS]
        versions = dossier.versions.in_states(WAS_PUBLIC).order_by("number")
        self.rows = {relation: {} for relation in relations}
        for contents in versions.values_list(*(f"content__{relation}" for relation in relations)):
            for relation, rows in zip(relations, contents, strict=True):
                self.rows[relation] |= {row[UID]: row for row in rows or []}
        of_portal = {row.get("of_portal_id") for row in self.rows["indicators"].values()} - {None, ""}
        self.of_portal = Indicator.objects.in_bulk(of_portal) if of_portal else {}

    def of(self, relation, key):
        row = self.rows[relation].get(key)
        if row is None:
            return ""
        return str(self.of_portal.get(row.get("of_portal_id")) or heading_in(self.writing, relation, row))
