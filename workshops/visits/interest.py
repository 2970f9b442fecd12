"""A partner wants to take a practice over; the interest is open until a transfer is public, or it is dropped."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from catalogue.models import Kind
from publishing import versions
from publishing.models import Version
from publishing.refusals import Overtaken, Refused
from publishing.saving_drafts import write_draft
from publishing.states import OPEN
from workshops.models import Interest, Transfer
from workshops.visits.telling import tell_origin

State = Interest.State


def hindrance(practice, partner):
    """Why a partner cannot be interested in a practice, or an empty text."""
    if practice.organisation_id == partner.pk:
        return _("This is a practice of your own organisation.")
    if transfers_of(practice, partner).exists():
        return _("Your organisation has published that it takes this practice over.")
    return ""


def transfers_of(practice, partner):
    """The public transfers of a practice to a partner that were not given up. Both may be references."""
    live = Transfer.objects.published().exclude(stage=Transfer.Stage.DROPPED)
    return live.filter(practice=practice, partner=partner).order_by("pk")


@transaction.atomic
def want(*, practice, partner, by, place=None, event=None, note=""):
    """The open interest of the partner; one that stands already is left as it is. Returns (interest, is it new)."""
    if reason := hindrance(practice, partner):
        raise Refused(reason)
    interest, is_new = Interest.objects.get_or_create(
        practice=practice,
        partner=partner,
        state=State.OPEN,
        defaults={"by": by, "place": place, "event": event, "note": note},
    )
    if is_new:
        tell_origin(interest)
    return interest, is_new


def drop(*, interest):
    """Whether it was open until now."""
    return bool(Interest.objects.open().filter(pk=interest.pk).update(state=State.DROPPED))


# --- The transfer that it becomes ---


@transaction.atomic
def begin_transfer(*, interest, by, language):
    """The draft of a transfer with what the interest says; the one that is being written, if there is one."""
    fresh = Interest.objects.select_for_update(of=("self",)).with_names().get(pk=interest.pk)
    if fresh.state != State.OPEN:
        raise Overtaken(_("This interest is not open any more. Nothing was changed."))
    if draft := open_draft(fresh):
        return draft
    language = next(code for code in (language, *LANGUAGES) if getattr(fresh.practice, f"title_{code}"))
    title = getattr(fresh.practice, f"title_{language}")
    version = versions.begin(kind=Kind.TRANSFER, owner=fresh.partner, by=by, language=language, title=title)
    links = {"practice_id": fresh.practice_id, "place_id": fresh.place_id, "event_id": fresh.event_id}
    write_draft(version, by, version.content | links, {})
    return version


def open_draft(interest):
    mine = Version.objects.filter(dossier__kind=Kind.TRANSFER, dossier__owner=interest.partner_id, state__in=OPEN)
    return mine.filter(content__practice_id=interest.practice_id).order_by("pk").first()


def take_up(transfer):
    """Called once a transfer is public: the interest that it came from is open no longer."""
    if transfer.partner_id and transfers_of(transfer.practice_id, transfer.partner_id).filter(pk=transfer.pk).exists():
        mine = Interest.objects.open().filter(practice=transfer.practice_id, partner=transfer.partner_id)
        mine.update(state=State.TAKEN_UP, transfer=transfer)


# --- The daily round, for what was published in another way ---


def to_take_up():
    return Interest.objects.open().filter(Exists(transfers_of(OuterRef("practice"), OuterRef("partner"))))


def take_up_now(pk):
    interest = to_take_up().filter(pk=pk).first()
    if interest:
        take_up(transfers_of(interest.practice_id, interest.partner_id).first())
    return interest is not None
