"""A public plan as files: workbook, calendar, feed and document. Who may have them is who may read its page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_safe

from catalogue.calendars import CALENDAR_TYPE, calendar_bytes
from catalogue.files.sending import asked_often, download
from catalogue.missing import NoSuchPage
from catalogue.sheets import sent
from catalogue.tables.writing import XLSX_TYPE
from catalogue.views import entry_at
from plans.consulting.public import call_of
from plans.delivery.reports import published_reports
from plans.exchange.answers_document import AnswersPaper
from plans.exchange.calendar import calendar_days
from plans.exchange.document import PlanPaper
from plans.exchange.feed import plan_feed
from plans.exchange.report_document import ReportPaper
from plans.exchange.report_sheets import report_workbook
from plans.exchange.workbook import Telling, workbook
from plans.models import ActionPlan
from publishing.snapshot import taken
from publishing.versions import dossier_of


def public_plan(request, slug, name, *more):
    """(plan, None), or (None, the way to its address in the page's language)."""
    plan = entry_at(ActionPlan.objects.published().with_page(), slug)
    address = reverse(name, args=[getattr(plan, f"slug_{get_language()}"), *more])
    return (plan, None) if address == request.path else (None, redirect(address, permanent=True))


def named(plan, ending, part=""):
    slug = getattr(plan, f"slug_{get_language()}")[:60].strip("-")
    return "-".join(filter(None, [slug, part, f"{plan.updated_at:%Y-%m-%d}.{ending}"]))


@require_safe
def plan_workbook(request, slug):
    plan, elsewhere = public_plan(request, slug, "plan_workbook")
    if elsewhere:
        return elsewhere
    told = Telling(taken(plan), plan, dossier_of(plan))
    return download(named(plan, "xlsx"), workbook(told), XLSX_TYPE)


@require_safe
def plan_sheet(request, slug):
    plan, elsewhere = public_plan(request, slug, "plan_sheet")
    return elsewhere or sent(request, PlanPaper(plan))


@require_safe
def report_sheet(request, slug, number):
    """One published report as a document."""
    plan, elsewhere = public_plan(request, slug, "report_sheet", number)
    if elsewhere:
        return elsewhere
    report = get_object_or_404(published_reports(dossier_or_404(plan)).select_related("corrects"), pk=number)
    return sent(request, ReportPaper(plan, report))


@require_safe
def plan_report_workbook(request, slug):
    """All published reports as a workbook."""
    plan, elsewhere = public_plan(request, slug, "plan_report_workbook")
    if elsewhere:
        return elsewhere
    content = report_workbook(plan, dossier_or_404(plan))
    return download(named(plan, "xlsx", pgettext("plan", "reports")), content, XLSX_TYPE)


@require_safe
def answers_sheet(request, slug, number):
    """The public comments of a consultation with their answers as a document."""
    plan, elsewhere = public_plan(request, slug, "answers_sheet", number)
    return elsewhere or sent(request, AnswersPaper(plan, call_of(dossier_or_404(plan), number)))


def dossier_or_404(plan):
    """Of a plan that a source records there are neither reports nor comments."""
    if dossier := dossier_of(plan):
        return dossier
    raise NoSuchPage


@require_safe
def plan_calendar(request, slug):
    plan, elsewhere = public_plan(request, slug, "plan_calendar")
    if elsewhere:
        return elsewhere
    content = calendar_bytes(str(plan), calendar_days(plan, dossier_of(plan)))
    return asked_often(request, content, lambda: download(named(plan, "ics"), content, CALENDAR_TYPE))


@require_safe
def feed(request, slug):
    plan, elsewhere = public_plan(request, slug, "plan_feed")
    if elsewhere:
        return elsewhere
    content = plan_feed(plan, dossier_of(plan))
    return asked_often(request, content, lambda: HttpResponse(content, content_type=Atom1Feed.content_type))
