"""Certificates of signatures: each is made once and its bytes stay; a newer one says which it replaces.

The name of the person does not stand on it: a certificate lasts longer than the reason to keep the name.
"""

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.text import kept_line
from plans.figures.signable_text import sha256_of_bytes
from plans.models import Signature, SigningCertificate
from plans.models.signing import new_code
from plans.signing.certificate_paper import certificate_pdf
from plans.signing.moving import locked
from plans.signing.rights import Right, may
from plans.signing.telling import tell_signatory
from publishing.refusals import Overtaken, Refused

State = Signature.State
CERTIFIED = (State.ACTIVE, State.ON_HOLD)  # of these a certificate can be made
TRIES = 50  # for a number, where many certificates are issued at the same moment
PREFIX = "MER-Z"


def standing_of(signature):
    """The one that no other replaces; None before the first was made."""
    return SigningCertificate.objects.filter(signature=signature, replaced_by=None).first()


def next_number():
    start = f"{PREFIX}-{timezone.localdate().year}-"
    newest = SigningCertificate.objects.filter(number__startswith=start).order_by("-number").first()
    count = int(newest.number.removeprefix(start)) if newest else 0
    return f"{start}{count + 1:06}"


def without_certificate():
    """Signatures in force of which none has been made yet, as when a worker was killed."""
    return Signature.objects.filter(state__in=CERTIFIED, certificates=None)


def make_first(pk):
    """The first certificate of a signature; whether it was made now. Of two at once only one is kept."""
    signature = without_certificate().select_related("text__dossier", "text__version", "partner").filter(pk=pk).first()
    if signature is None:
        return False
    try:
        certificate = made(signature, by=None, replaced=None)
    except Refused:
        return False
    tell_signatory(signature, "signature_certificate", key=certificate.number)
    return True


def issue_anew(*, signature, by, name, replaced):
    """A further one, as after the name of the organisation was mended; `replaced` is what the person saw standing."""
    if not may(by, Right.RUN, signature.text.dossier):
        raise Refused(_("Only a representative of the steward or a coordinator may do this."))
    signature.name = kept_line(name)
    return made(signature, by=by, replaced=replaced)


def made(signature, *, by, replaced):
    """Set outside of the lock, which it would hold too long; kept if nobody was quicker and the number is free."""
    for _try in range(TRIES):
        number, code, moment = next_number(), new_code(), timezone.now()
        content = certificate_pdf(signature, number=number, code=code, moment=moment)
        try:
            with transaction.atomic():
                return kept(signature, content, by=by, replaced=replaced, number=number, code=code)
        except IntegrityError:
            continue
    raise Refused(_("Very many certificates are issued just now. Please try again."))


def kept(signature, content, *, by, replaced, **told):
    fresh, _commitment = locked(signature)
    if fresh.state not in CERTIFIED:
        raise Overtaken(_("The signature is not in force any more."))
    standing = standing_of(fresh)
    if standing != replaced:
        raise Overtaken(_("Somebody has issued a newer certificate meanwhile. Nothing was changed."))
    certificate = SigningCertificate(signature=fresh, sha256=sha256_of_bytes(content), issued_by=by, **told)
    certificate.file.save(f"{told['code']}.pdf", ContentFile(content), save=False)
    certificate.save()
    if standing:
        standing.replaced_by = certificate
        standing.save(update_fields=["replaced_by"])
    if fresh.name != signature.name:
        fresh.name = signature.name
        fresh.save()
    return certificate
