"""Calls opened, prolonged and ended; the daily round begins, recalls and ends them by their days."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.claiming import claim
from catalogue.models import CatalogueState
from plans.consulting.telling import tell_those_in_charge
from plans.figures.calendar_dates import (
    ANNOUNCED_BEFORE,
    LEAST_CONSULTATION,
    LEAST_SPATIAL_CONSULTATION,
    add_days,
    announced_at_latest,
    consultation_closes,
)
from plans.life.taking import end_if_over, finish, ready
from plans.models import ActionPlan, Call, CallLink
from plans.stages.moving import locked_plan, move
from publishing.models.private_link import digest, new_nonce
from publishing.refusals import Overtaken, Refused
from publishing.versions import leading_of, locked_dossier
from tools.surveys.actions import MOST_LINKS

Kind = Call.Kind
Stage = ActionPlan.Stage
SPATIAL = {ActionPlan.Type.EXPERT_BASIS, ActionPlan.Type.SPATIAL_PLAN}
LONGEST = 366  # days of a call, and how far ahead it may begin
AHEAD = timedelta(days=3)  # of the end of a consultation


# --- Days ---


def least_days(plan):
    """How many days a consultation of the plan lasts at least, both ends in."""
    return LEAST_SPATIAL_CONSULTATION if plan.type in SPATIAL else LEAST_CONSULTATION


def earliest_day(plan, today):
    """The first day that may be chosen today for a consultation of the plan."""
    return add_days(today, ANNOUNCED_BEFORE) if plan.type in SPATIAL else today


def mistakes_in(kind, plan, opens, closes, today):
    """{field: sentence} of what is wrong with the days of a new call."""
    if opens < today or opens > add_days(today, LONGEST):
        return {"opens": _("Choose a day from today on, within a year.")}
    if closes < opens:
        return {"closes": _("The last day is before the first.")}
    if closes > add_days(opens, LONGEST):
        return {"closes": _("A call lasts a year at most.")}
    return mistakes_in_consultation(plan, opens, closes, today) if kind == Kind.CONSULTATION else {}


def mistakes_in_consultation(plan, opens, closes, today):
    if announced_at_latest(opens) < today and plan.type in SPATIAL:
        text = _("A consultation of this type is announced at least 7 days before it begins: %(day)s at the earliest.")
        return {"opens": text % {"day": shown_day(earliest_day(plan, today))}}
    days = least_days(plan)
    if closes < consultation_closes(opens, days):
        text = _("A consultation of this type lasts at least %(days)s days: until %(day)s or longer.")
        return {"closes": text % {"days": days, "day": shown_day(consultation_closes(opens, days))}}
    return {}


def shown_day(day):
    return f"{day:%-d. %-m. %Y}"


# --- Opening and prolonging ---


@transaction.atomic
def open_consultation(*, dossier, by, opens, closes, **told):
    """Announce a consultation about the version that is public; it begins at once where its first day is today."""
    dossier, plan = ready("open_consultation", dossier, by)
    refuse(mistakes_in(Kind.CONSULTATION, plan, opens, closes, timezone.localdate()))
    call = Call(dossier=dossier, kind=Kind.CONSULTATION, version=leading_of(dossier), stage_before=plan.stage, by=by)
    keep(call, opens=opens, closes=closes, **told)
    if opens == timezone.localdate():
        begin(call, dossier, plan)
    else:
        plan.save()  # its page announces the days
    return call


@transaction.atomic
def ask_for_contributions(*, dossier, by, opens, closes, **told):
    """Ask for contributions by private links; the stage of the plan stays as it is."""
    dossier = locked_dossier(dossier.pk)
    refuse(mistakes_in(Kind.CONTRIBUTIONS, None, opens, closes, timezone.localdate()))
    stage = dossier.entry.stage if dossier.entry else Stage.PLANNED
    call = Call(dossier=dossier, kind=Kind.CONTRIBUTIONS, stage_before=stage, by=by)
    return keep(call, opens=opens, closes=closes, **told)


def refuse(mistakes):
    for sentence in mistakes.values():
        raise Refused(sentence)


def keep(call, **told):
    """Store a new call; of a kind only one is not ended."""
    for name, value in told.items():
        setattr(call, name, value)
    try:
        with transaction.atomic():
            call.save()
    except IntegrityError as error:
        raise Overtaken(_("There is a call of this kind already. Nothing was changed.")) from error
    return call


@transaction.atomic
def prolong(*, call, closes):
    """Move the last day; it only ever moves to a later one."""
    call = locked(call)
    if call.is_over:
        raise Refused(_("It is over; its end cannot be moved any more."))
    if closes <= call.closes:
        raise Refused(_("The end can only be moved to a day after %(day)s.") % {"day": shown_day(call.closes)})
    refuse(mistakes_in("", None, call.opens, closes, call.opens))
    call.closes = closes
    call.save(update_fields=["closes"])
    if plan := call.dossier.entry:
        plan.save()
    return call


def locked(call):
    """The call with its dossier as they stand now, locked; the catalogue first, as every writer does."""
    CatalogueState.lock()
    dossier = locked_dossier(call.dossier_id)
    fresh = Call.objects.select_for_update().get(pk=call.pk)
    fresh.dossier = dossier
    return fresh


# --- What the daily round does ---


def to_begin():
    """Announced consultations whose first day has come."""
    begun = {"opens__lte": timezone.localdate(), "closes__gte": timezone.localdate()}
    plans = ActionPlan.objects.exclude(stage=Stage.CONSULTATION).values("pk")
    waiting = Call.objects.filter(kind=Kind.CONSULTATION, ended_at=None, **begun)
    return waiting.filter(dossier__object_id__in=plans).order_by("pk")


@transaction.atomic
def begin_now(pk):
    call = Call.objects.select_related("dossier").get(pk=pk)
    dossier, plan = locked_plan(call.dossier)
    if not to_begin().filter(pk=pk).exists():
        return False
    begin(call, dossier, plan)
    return True


def begin(call, dossier, plan):
    """The stage goes with the first day; what it was before, with what it was until this very day."""
    call.stage_before = plan.stage
    call.save(update_fields=["stage_before"])
    move(dossier, plan, step="open_consultation", target=Stage.CONSULTATION, by=call.by)


def to_end():
    """Calls whose last day is past."""
    return Call.objects.filter(ended_at=None, closes__lt=timezone.localdate()).order_by("pk")


@transaction.atomic
def end_now(pk):
    """Of two rounds at once one does it."""
    call = locked(Call.objects.select_related("dossier").get(pk=pk))
    if not to_end().filter(pk=pk).exists():
        return False
    plan = call.dossier.entry
    if call.kind == Kind.CONSULTATION and plan:
        end_if_over(call.dossier, plan)
        tell_those_in_charge(call, "plan_call_ended")
    else:
        finish(call)
    return True


def to_remind():
    """Consultations that end in three days, or sooner where no round came by, and of which nobody was told so."""
    today = timezone.localdate()
    waiting = Call.objects.filter(kind=Kind.CONSULTATION, ended_at=None, opens__lte=today)
    ending = waiting.filter(closes__gte=today, closes__lte=today + AHEAD)
    return ending.exclude(reminded_of__isnull=False, reminded_of=F("closes")).order_by("pk")


@transaction.atomic
def remind(pk):
    """Of two rounds at once only one does."""
    if claim(to_remind(), pk, reminded_of=F("closes")) is None:
        return False
    call = Call.objects.select_related("dossier").get(pk=pk)
    tell_those_in_charge(call, "plan_call_ends", values={"due": call.closes.isoformat()})
    return True


# --- Private links ---


@transaction.atomic
def make_links(*, call, labels, have):
    """A link for each label; `have` is how many the page knew of, so a second press makes no more."""
    call = locked(call)
    there = call.links.count()
    if there != have:
        return []
    if there + len(labels) > MOST_LINKS:
        text = ngettext(
            "A call has at most %(most)d links; there is room for %(rest)d more.",
            "A call has at most %(most)d links; there is room for %(rest)d more.",
            MOST_LINKS - there,
        )
        raise Refused(text % {"most": MOST_LINKS, "rest": MOST_LINKS - there})
    links = [CallLink(call=call, number=number, label=label) for number, label in enumerate(labels, there + 1)]
    for link in links:
        link.token_digest = digest(link.token)
    return CallLink.objects.bulk_create(links)


@transaction.atomic
def renew(*, link):
    """Another address for the same guest; the one before opens nothing any more."""
    link.nonce = new_nonce()
    link.token_digest = digest(link.token)
    link.save(update_fields=["nonce", "token_digest"])
