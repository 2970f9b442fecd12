"""Freshness: a year after it was confirmed the organisation is asked twice whether it is still true; then it lapses.

Whoever is quicker, a person or the daily round: rows are locked and looked at again before anything is written.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.deadlines import PATIENCE
from publishing.models import Dossier, Notice, Version
from publishing.notices import tell
from publishing.passages import STATE_ALONE, change_state
from publishing.people import coordinators, owners
from publishing.refusals import Overtaken, Refused
from publishing.rights import Action, allows, roles_of
from publishing.snapshot import BEHIND, taken
from publishing.states import OPEN, PUBLIC, State
from publishing.versions import catch_up
from publishing.workflow import locked, overtaken

LAPSING = (State.PUBLISHED, State.VALIDATED, State.NOT_SELECTED)


def year_from(day, years):
    """The same day years later (or earlier); 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


# --- Who is asked, and who lapses ---


def due():
    """Public dossiers with an owner that nobody has confirmed for twelve months."""
    public = Exists(Version.objects.filter(dossier=OuterRef("pk"), state__in=PUBLIC))
    since = year_from(timezone.now(), -1)
    return Dossier.objects.filter(public, owner__isnull=False, confirmed_at__lte=since).order_by("pk")


def due_for(organisation_pks):
    """What these organisations should look at again, the longest unconfirmed first."""
    return due().filter(owner__in=organisation_pks).order_by("confirmed_at", "pk")


def to_ask():
    return due().filter(asked=0)


def to_ask_again():
    return due().filter(asked=1, asked_at__lte=timezone.now() - PATIENCE)


def to_lapse():
    """Twice asked in vain; what experts have just decided gets as long as a question does."""
    until = timezone.now() - PATIENCE
    lapsing = Version.objects.filter(Q(decided_at=None) | Q(decided_at__lte=until), state__in=LAPSING)
    return due().filter(pk__in=lapsing.values("dossier"), asked=2, asked_at__lte=until)


def ask(pk):
    return question(pk, to_ask(), "still_true")


def ask_again(pk):
    return question(pk, to_ask_again(), "still_true_again")


@transaction.atomic
def question(pk, wanted, sentence):
    """Ask everybody of the organisation; False where it is not wanted any more."""
    dossier, _leading = looked_at_again(pk, wanted)
    if dossier is None:
        return False
    dossier.asked, dossier.asked_at = dossier.asked + 1, timezone.now()
    dossier.save(update_fields=["asked", "asked_at"])
    tell(people=owners(dossier), kind=Notice.Kind.FRESHNESS, sentence=sentence, dossier=dossier)
    return True


@transaction.atomic
def lapse(pk):
    """The portal itself marks the public version as one that needs a refresh."""
    dossier, leading = looked_at_again(pk, to_lapse())
    if dossier is None:
        return False
    change_state(leading, State.REFRESH, step="lapse", by=None, fields=STATE_ALONE)
    people = owners(dossier) | coordinators()
    tell(people=people, kind=Notice.Kind.FRESHNESS, sentence="lapsed", dossier=dossier)
    return True


def looked_at_again(pk, wanted):
    """(dossier, its public version), both locked, as far as it still is one of those wanted; else (None, None)."""
    version = Version.objects.filter(dossier=pk, state__in=PUBLIC).first()
    if version is None:
        return None, None
    dossier = locked(version).dossier
    leading = catch_up(dossier)
    if not wanted.filter(pk=pk).exists():
        return None, None
    dossier.refresh_from_db()
    return dossier, leading


# --- It is still true ---


@transaction.atomic
def confirm(*, version, by):
    """Somebody says that what is public is still true; returns the public version. Refused or Overtaken say why not."""
    version = locked(version)
    dossier = version.dossier
    if version.state not in PUBLIC:
        raise Overtaken(overtaken(version))
    if not allows(Action.CONFIRM, version.state, roles_of(by, dossier, version)):
        raise Refused(_("You may not do this."))
    leading = catch_up(dossier)
    if leading is None or leading.state not in PUBLIC:
        raise Overtaken(overtaken(version if leading is None else leading))
    if confirmed_today(leading):
        raise Overtaken(_("It was confirmed today already. Nothing was changed."))
    write_down(dossier, leading, by)
    return leading


def confirmed_today(leading):
    last = leading.passages.first()
    return last is not None and last.step == "confirm" and timezone.localdate(last.at) == timezone.localdate()


def write_down(dossier, leading, by):
    """The dossier, its entry, the public version and the open one say the same."""
    dossier.refresh_from_db()
    dossier.confirmed_at, dossier.asked_at, dossier.asked = timezone.now(), None, 0
    dossier.save(update_fields=["confirmed_at", "asked_at", "asked", "updated_at"])
    if dates := dated(dossier.entry):
        leading.content = taken(dossier.entry) | {BEHIND: leading.content.get(BEHIND, {})}
        pass_on(dossier, dates)
    leading.dossier = dossier
    change_state(leading, state_when_confirmed(leading), step="confirm", by=by)


def state_when_confirmed(leading):
    """What had lapsed stands again where it stood."""
    if leading.state != State.REFRESH:
        return leading.state
    return State.VALIDATED if leading.validated else State.PUBLISHED


def dated(entry):
    """Set the dates that the public page shows, where entries of this kind have any; returns them as stored."""
    if entry is None or not hasattr(entry, "last_confirmed"):
        return {}
    entry.last_confirmed = timezone.localdate()
    entry.next_check = year_from(entry.last_confirmed, 1)
    entry.save()
    return {name: getattr(entry, name).isoformat() for name in ("last_confirmed", "next_check")}


def pass_on(dossier, dates):
    """Into the version that is worked on: else it would bring the older dates back."""
    for version in Version.objects.select_for_update().filter(dossier=dossier, state__in=OPEN):
        version.content |= dates
        version.save(update_fields=["content"])
