"""Whom the steps of an edition concern, and what they are told."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.models import Notice
from publishing.notices import tell
from publishing.people import coordinators, deciders
from publishing.sentences import SENTENCES, Sentence
from publishing.versions import dossier_of

SENTENCES.update(
    {
        "edition_proposed": Sentence(
            _("Edition %(number)s waits for approval: %(title)s"),
            _("Edition %(number)s of “%(title)s” is proposed (%(by)s). Read it, then approve it or send it back."),
        ),
        "edition_failed": Sentence(
            _("A file of edition %(number)s could not be made: %(title)s"),
            _("Edition %(number)s of “%(title)s” is still a draft: one of its files could not be made."),
        ),
        "edition_sent_back": Sentence(
            _("Edition %(number)s was sent back: %(title)s"),
            _("Edition %(number)s of “%(title)s” is a draft again (%(by)s)."),
        ),
        "edition_approved": Sentence(
            _("Edition %(number)s is approved: %(title)s"),
            _("Edition %(number)s of “%(title)s” is approved and public (%(by)s)."),
        ),
    }
)


def tell_deciders(edition):
    """Those who may approve it, else the coordinators; never those who prepared or proposed it."""
    others = deciders(dossier_of(edition.book)) - {edition.prepared_by, edition.proposed_by}
    told(edition, "edition_proposed", Notice.Kind.SUBMITTED, others or coordinators(), edition.proposed_by)


def tell_preparers(edition, sentence, by=None, comment=""):
    people = {person for person in (edition.prepared_by, edition.proposed_by) if person}
    told(edition, sentence, Notice.Kind.DECIDED, people, by, comment)


def told(edition, sentence, kind, people, by, comment=""):
    dossier = dossier_of(edition.book)
    tell(
        people=people,
        kind=kind,
        sentence=sentence,
        dossier=dossier,
        address=reverse("desk_edition", args=[dossier.pk, edition.number]),
        values={"number": edition.number, "by": str(by or ""), "comment": comment},
        but=by.pk if by else None,
    )
