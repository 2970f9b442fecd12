"""What follows when another text of a recommendation is the public one: who endorsed another text is asked."""

from plans.advocacy.endorsing import endorsements
from plans.advocacy.telling import tell_endorser
from publishing.states import WAS_PUBLIC


def follow(version, by):
    """Tell those whose endorsement stands behind another text, unless they were told of an earlier change already."""
    dossier = version.dossier
    told = {one.endorsement.pk for one in endorsements(dossier, earlier(version)) if one.has_changed}
    for one in endorsements(dossier, version):
        if one.has_changed and one.endorsement.pk not in told:
            tell_endorser(dossier, one.endorsement.partner, by)


def earlier(version):
    """The version that was public before this one, or None."""
    found = version.dossier.versions.filter(state__in=WAS_PUBLIC, number__lt=version.number)
    return found.defer("typed").order_by("-number").first()
