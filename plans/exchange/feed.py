"""An Atom feed of what happened to one plan: adoptions and published reports, in the language of the address."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.feeds import EMPTY_SINCE, SINCE
from catalogue.languages import shown
from catalogue.xml_writing import in_xml
from plans.delivery.reports import published_reports

PORTAL = "MER portal"


class PlanAtom(Atom1Feed):
    def latest_post_date(self):
        return super().latest_post_date() if self.items else EMPTY_SINCE


def plan_feed(plan, dossier):
    """The feed as bytes."""
    page = settings.SITE_URL + plan.get_absolute_url()
    own = settings.SITE_URL + reverse("plan_feed", args=[slug_of(plan)])
    feed = PlanAtom(
        title=in_xml(_("Adoptions and reports of “%(title)s”") % {"title": plan}),
        link=page,
        description="",
        language=get_language(),
        feed_url=own,
        feed_guid=own,
        author_name=PORTAL,
    )
    for item in sorted(items(plan, dossier), key=lambda item: item["pubdate"], reverse=True) if dossier else ():
        feed.add_item(updateddate=item["pubdate"], **item)
    return feed.writeString("utf-8").encode()


def items(plan, dossier):
    for adoption in dossier.adoptions.select_related("version"):
        yield {
            "title": in_xml(_("Version %(number)d was adopted") % {"number": adoption.version.number}),
            "description": in_xml(f"{shown(adoption, 'body').text}, {written(adoption.decided_on)}"),
            "link": f"{settings.SITE_URL}{plan.get_absolute_url()}#adoption-{adoption.pk}",
            "unique_id": name_of("adoption", adoption),
            "pubdate": adoption.at,
        }
    for report in published_reports(dossier):
        days = {"first": written(report.period_from), "last": written(report.period_to)}
        yield {
            "title": in_xml(_("Report on %(first)s to %(last)s") % days),
            "description": in_xml(shown(report, "text").text),
            "link": settings.SITE_URL + reverse("plan_report", args=[slug_of(plan), report.pk]),
            "unique_id": name_of("report", report),
            "pubdate": report.published_at,
        }


def slug_of(plan):
    return getattr(plan, f"slug_{get_language()}")


def written(day):
    return formats.date_format(day, "DATE_FORMAT")


def name_of(kind, thing):
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:plan-{kind}:{thing.pk}"
