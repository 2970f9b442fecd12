"""The answer to a recommendation, step by step: each is public at once, and the newest one is its status."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.advocacy.locking import locked_recommendation
from plans.advocacy.rights import Right, may
from plans.figures.answers import following
from plans.models import Response
from plans.models.recommendation import RecommendationStatus
from publishing.refusals import Overtaken, Refused

OVER = gettext_lazy("Nothing can follow this status; what was recorded last can be corrected.")


def counted(responses):
    """Those that nothing corrects, the newest first; `responses` are all of one recommendation."""
    corrected = {response.corrects_id for response in responses}
    return [response for response in responses if response.pk not in corrected]


def history_of(dossier):
    """All responses, the newest first."""
    return list(Response.objects.filter(dossier=dossier))


def last_and_before(dossier):
    """The response that counts now and the one before it; None where there is none."""
    return (*counted(history_of(dossier))[:2], None, None)[:2]


def status_after(response):
    return response.status if response else RecommendationStatus.OPEN


def choices(response):
    """(status, label) of what can follow a response, or the beginning."""
    return [(status, RecommendationStatus(status).label) for status in following(status_after(response))]


@transaction.atomic
def respond(*, dossier, by, seen, status, on, corrects=False, **told):
    """Record the next step, or with `corrects` another one instead of the last; returns it.

    `seen` is the primary key of the response that stood last when the form was opened, or None.
    """
    dossier, recommendation = locked_recommendation(dossier)
    if not may(by, Right.PUBLISH, dossier):
        raise Refused(_("Only a representative of the organisation in charge or a coordinator may do this."))
    last, before = last_and_before(dossier)
    if seen != (last.pk if last else None):
        raise Overtaken(_("Somebody recorded another answer meanwhile. Read it first; nothing was changed."))
    check(status, on, before if corrects else last)
    response = Response(dossier=dossier, status=status, on=on, by=by, corrects=last if corrects else None, **told)
    response.save()
    recommendation.status_now = status
    recommendation.save()
    return response


def check(status, on, base):
    """Refused where the step cannot follow the response `base`, or its day cannot be."""
    if status not in following(status_after(base)):
        raise Refused(_("This cannot follow the status “%(status)s”.") % {"status": label_of(base)})
    if on > timezone.localdate():
        raise Refused(_("The day of the answer is not over yet."))
    if base and on < base.on:
        raise Refused(_("The day lies before that of the step before it."))


def label_of(response):
    return RecommendationStatus(status_after(response)).label
