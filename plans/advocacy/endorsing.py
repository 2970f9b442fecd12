"""Organisations stand behind a recommendation: each behind the version that it read, until it confirms a newer text."""

from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from plans.advocacy.locking import locked_public
from plans.advocacy.rights import represented
from plans.advocacy.telling import tell_owner
from plans.figures.endorsed import has_changed
from plans.models import Endorsement
from publishing.models import Version
from publishing.refusals import Overtaken, Refused


class Endorsed(NamedTuple):
    """An endorsement, the number of the version that it is of, and whether the text has changed since."""

    endorsement: Endorsement
    number: int
    has_changed: bool


def endorsements(dossier, leading, ended=False):
    """[`Endorsed`] of a recommendation whose public version is `leading`; two queries, whatever it holds.

    With `ended` also those that ended.
    """
    found = Endorsement.objects.filter(dossier=dossier).select_related("partner")
    found = list(found if ended else found.filter(ended_on=None))
    pks = {endorsement.version_id for endorsement in found}
    versions = Version.objects.defer("typed").in_bulk(pks) if found else {}
    changed = {
        pk: leading is not None and has_changed(version.content, leading.content, LANGUAGES)
        for pk, version in versions.items()
    }
    return [Endorsed(one, versions[one.version_id].number, changed[one.version_id]) for one in found]


def standing(dossier, partner):
    """The endorsement of this organisation that has not ended, locked; or None."""
    found = Endorsement.objects.select_for_update(of=("self",)).filter(dossier=dossier, ended_on=None)
    return found.filter(partner=partner).first()


def ready(dossier, partner, by):
    """(dossier, recommendation, public version, standing endorsement or None), locked; Refused where one may not."""
    if partner.pk not in represented(by):
        raise Refused(_("Only a representative of the organisation may do this."))
    dossier, recommendation, leading = locked_public(dossier)
    return dossier, recommendation, leading, standing(dossier, partner)


def still_read(leading, seen):
    """`seen` is the number of the version that the person read, as a form sends it."""
    if str(leading.number) != str(seen):
        raise Overtaken(_("A newer version is public by now. Read it first; nothing was changed."))


@transaction.atomic
def endorse(*, dossier, partner, seen, by):
    """Endorse the public version, whose number the person has seen; returns the endorsement."""
    dossier, recommendation, leading, found = ready(dossier, partner, by)
    still_read(leading, seen)
    if found:
        raise Overtaken(_("The organisation endorses it already. Nothing was changed."))
    made = Endorsement(dossier=dossier, version=leading, partner=partner, by=by, on=timezone.localdate())
    save_once(made)
    recommendation.save()
    tell_owner(dossier, "recommendation_endorsed", partner, by)
    return made


@transaction.atomic
def confirm(*, dossier, partner, seen, by):
    """Endorse the newer text, too: the endorsement is of the public version from now on."""
    dossier, recommendation, leading, found = ready(dossier, partner, by)
    still_read(leading, seen)
    if found is None:
        raise Overtaken(_("The organisation does not endorse it any more. Nothing was changed."))
    if found.version_id == leading.pk:
        raise Overtaken(_("This version is confirmed already. Nothing was changed."))
    found.version, found.by = leading, by
    found.save(update_fields=["version", "by"])
    recommendation.save()
    tell_owner(dossier, "recommendation_confirmed", partner, by)
    return found


@transaction.atomic
def end(*, dossier, partner, by, seen=""):
    """End the endorsement today, whichever version was seen."""
    dossier, recommendation, _leading, found = ready(dossier, partner, by)
    if found is None:
        raise Overtaken(_("The organisation does not endorse it any more. Nothing was changed."))
    found.ended_on = timezone.localdate()
    found.save(update_fields=["ended_on"])
    recommendation.save()
    tell_owner(dossier, "recommendation_unendorsed", partner, by)
    return found


def save_once(endorsement):
    try:
        with transaction.atomic():
            endorsement.save()
    except IntegrityError as error:
        raise Overtaken(_("The organisation endorses it already. Nothing was changed.")) from error
