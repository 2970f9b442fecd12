"""Groups of organisations that sign together: made by the steward, joined in the form of each signature."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalogue.text import kept_line
from plans.models import SignableText, SignatureGroup
from plans.signing.rights import Right, may
from plans.signing.texts import locked_commitment
from publishing.refusals import Overtaken, Refused

MOST_GROUPS = 200  # of a text


@transaction.atomic
def make_group(*, text, by, name, sort, lead=None):
    """`lead` is the primary key of a partner."""
    dossier = ready(text, by)
    if SignableText.objects.get(pk=text.pk).closed_at is not None:
        raise Overtaken(_("This text is closed for signing. Sign the one that is open now, if there is one."))
    if SignatureGroup.objects.filter(text__dossier=dossier, text=text).count() >= MOST_GROUPS:
        raise Refused(_("A text has at most %(most)d groups.") % {"most": MOST_GROUPS})
    try:
        with transaction.atomic():
            return SignatureGroup.objects.create(text=text, by=by, name=kept_line(name), sort=sort, lead_id=lead)
    except IntegrityError as error:
        raise Overtaken(_("There is a group of this name already. Choose another name.")) from error


@transaction.atomic
def drop_group(*, group, by):
    """Only an empty one: who signed together stays together."""
    ready(group.text, by)
    if group.signatures.exists():
        raise Refused(_("Somebody has joined the group, so it stays."))
    if not SignatureGroup.objects.filter(pk=group.pk).delete()[0]:
        raise Overtaken(_("The group is gone already."))


def ready(text, by):
    dossier, _commitment = locked_commitment(text.dossier)
    if not may(by, Right.RUN, dossier):
        raise Refused(_("Only a representative of the steward or a coordinator may do this."))
    return dossier
