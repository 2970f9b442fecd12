"""What a step of the course needs of a plan: each asks (dossier, plan) and says what is missing, or ""."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.figures.actions import DONE, DROPPED
from plans.models import Call, Contribution
from plans.stages.moving import standing_consultation
from plans.standing.computed import PlanStanding


def nothing(dossier, plan):
    return ""


def public(dossier, plan):
    return "" if plan.is_published else _("The plan is not public. Publish it or have it brought back first.")


def public_alone(dossier, plan):
    """Public, and not consulted about already."""
    return public(dossier, plan) or no_consultation(dossier)


def no_consultation(dossier):
    call = standing_consultation(dossier)
    if call is None or call.is_over:
        return ""
    return _("A public consultation of the plan lasts until %(day)s. Wait for its end.") % {"day": day_of(call)}


def day_of(call):
    return date_format(call.closes, "SHORT_DATE_FORMAT")


def all_answered(dossier, plan):
    if reason := public_alone(dossier, plan):
        return reason
    count = unanswered(dossier).count()
    text = ngettext(
        "%(count)d comment has no published answer yet.", "%(count)d comments have no published answer yet.", count
    )
    return text % {"count": count} if count else ""


def unanswered(dossier):
    """Comments that wait to be read, or that the public reads without an answer."""
    State = Contribution.State
    of_the_public = Contribution.objects.filter(call__dossier=dossier, call__kind=Call.Kind.CONSULTATION)
    return of_the_public.filter(state__in=(State.WAITING, State.SHOWN), answer_public=False)


def first_unanswered(dossier):
    """The address of the oldest of them; empty where there is none."""
    comment = unanswered(dossier).order_by("at", "pk").first()
    return reverse("plan_contribution", args=[dossier.pk, comment.pk]) if comment else ""


def all_finished(dossier, plan):
    """Every action is done or dropped, by the newest published report that names it."""
    if reason := no_consultation(dossier):
        return reason
    standing = PlanStanding(plan, dossier)
    count = sum(action.status not in (DONE, DROPPED) for action in standing.actions)
    text = ngettext(
        "%(count)d action is neither done nor dropped. Report on it first.",
        "%(count)d actions are neither done nor dropped. Report on them first.",
        count,
    )
    return text % {"count": count} if count else ""
