"""What people are told of recommendations."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import owners, representatives_of
from publishing.sentences import SENTENCES, Sentence

SENTENCES.update(
    {
        "recommendation_endorsed": Sentence(
            _("Endorsed: %(title)s"), _("%(row)s endorses the recommendation “%(title)s”.")
        ),
        "recommendation_confirmed": Sentence(
            _("Endorsement confirmed: %(title)s"),
            _("%(row)s endorses the recommendation “%(title)s” in its newer version, too."),
        ),
        "recommendation_unendorsed": Sentence(
            _("Endorsement ended: %(title)s"), _("%(row)s no longer endorses the recommendation “%(title)s”.")
        ),
        "recommendation_changed": Sentence(
            _("Changed after you endorsed it: %(title)s"),
            _("The text of the recommendation “%(title)s” has changed. Confirm that %(row)s still endorses it."),
        ),
        "contact_next": Sentence(
            _("Next step of advocacy: %(title)s"), _("A next step for the recommendation “%(title)s” is due: %(step)s")
        ),
        "contact_late": Sentence(
            _("Overdue step of advocacy: %(title)s"),
            _("A next step for the recommendation “%(title)s” is overdue: %(step)s"),
        ),
    }
)


def names(partner):
    return {f"row_{code}": getattr(partner, f"title_{code}") or "" for code in LANGUAGES}


def tell_owner(dossier, sentence, partner, by):
    """The organisation in charge hears what another one did with its recommendation."""
    tell(
        people=owners(dossier),
        kind=Notice.Kind.RECOMMENDATION,
        sentence=sentence,
        dossier=dossier,
        address=reverse("recommendation_endorsements", args=[dossier.pk]),
        values=names(partner),
        but=by.pk,
    )


def tell_endorser(dossier, partner, by):
    """Representatives of an organisation hear that what it endorses says something else now."""
    tell(
        people=representatives_of(partner.pk),
        kind=Notice.Kind.RECOMMENDATION,
        sentence="recommendation_changed",
        address=reverse("recommendation_endorse", args=[dossier.entry.slug]),
        values=names(partner) | {f"title_{code}": getattr(dossier, f"title_{code}") or "" for code in LANGUAGES},
        but=by.pk if by else None,
    )
