"""What people are told of signatures: one table by steps; organisations without an account read it in a mail."""

from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from publishing.mail import post
from publishing.models import Notice
from publishing.notices import names_of, tell
from publishing.people import active, coordinators, owners
from publishing.sentences import SENTENCES, Sentence, said

SENTENCES.update(
    {
        "signature_submitted": Sentence(
            _("A signature waits to be checked: %(title)s"),
            _("%(signatory)s has submitted its signature of “%(title)s”. Compare the sheet, the hash and the mandate."),
        ),
        "signature_left": Sentence(
            _("Withdrawn from %(title)s: %(signatory)s"),
            _("%(signatory)s has withdrawn from “%(title)s”. The register shows the day."),
        ),
        "signature_returned": Sentence(
            _("The signature was returned: %(title)s"),
            _(
                "The signature of %(signatory)s of “%(title)s” was returned. Mend what is said below and submit it "
                "again."
            ),
        ),
        "signature_active": Sentence(
            _("The signature is in force: %(title)s"),
            _("The signature of %(signatory)s of “%(title)s” is in force and stands in the register."),
        ),
        "signature_certificate": Sentence(
            _("Certificate of the signature: %(title)s"),
            _("The certificate of the signature of %(signatory)s of “%(title)s” is ready."),
        ),
        "signature_on_hold": Sentence(
            _("The signature is on hold: %(title)s"),
            _(
                "The signature of %(signatory)s of “%(title)s” is on hold, because a duty is overdue. It is in force "
                "again on the day on which the duty is met."
            ),
        ),
        "signature_resumed": Sentence(
            _("The signature is in force again: %(title)s"),
            _("The signature of %(signatory)s of “%(title)s” is in force again."),
        ),
        "signature_withdrawn": Sentence(
            _("Withdrawn from the commitment: %(title)s"),
            _(
                "%(signatory)s has withdrawn from “%(title)s”. The certificate stays genuine and says so when it is "
                "checked."
            ),
        ),
        "signature_lapsed": Sentence(
            _("The signature has lapsed: %(title)s"),
            _("The signature of %(signatory)s of “%(title)s” has lapsed. The register shows the day."),
        ),
        "signature_superseded": Sentence(
            _("The signature is superseded: %(title)s"),
            _("%(signatory)s has signed a newer text of “%(title)s”; the signature of the earlier one is superseded."),
        ),
        "signature_text_changed": Sentence(
            _("The text for signing has changed: %(title)s"),
            _("The text of “%(title)s” was changed before anybody signed it. Print the sheet of %(signatory)s anew."),
        ),
    }
)


class Told(NamedTuple):
    """Who hears of a step: the sentence for the steward, and that for the organisation that signs."""

    steward: str = ""
    signatory: str = ""


TOLD = {
    "submit": Told(steward="signature_submitted"),
    "return": Told(signatory="signature_returned"),
    "activate": Told(signatory="signature_active"),
    "hold": Told(signatory="signature_on_hold"),
    "resume": Told(signatory="signature_resumed"),
    "withdraw": Told("signature_left", "signature_withdrawn"),
    "lapse": Told(signatory="signature_lapsed"),
    "supersede": Told(signatory="signature_superseded"),
}


def follow(signature, taken):
    """One of `plans.signing.moving.FOLLOWERS`."""
    told, but = TOLD.get(taken.step, Told()), taken.by_id
    key = f"{taken.step}:{taken.pk}"
    if told.steward:
        tell_steward(signature, told.steward, comment=taken.reason, but=but)
    if told.signatory:
        tell_signatory(signature, told.signatory, key=key, comment=taken.reason, but=but)


def people_of(signature):
    """Everybody of the organisation that signs; nobody where it has no entry in the portal."""
    return set(active().filter(memberships__partner=signature.partner_id)) if signature.partner_id else set()


def tell_steward(signature, sentence, *, comment="", but=None):
    people = owners(signature.text.dossier) or coordinators()
    notify(people, signature, sentence, comment=comment, but=but)


def tell_signatory(signature, sentence, *, key, comment="", but=None):
    """Its people in the portal; where it has none, a mail to the address that it gave. `key` names what is told."""
    if people := people_of(signature):
        notify(people, signature, sentence, comment=comment, but=but)
    elif signature.email:
        write_to(signature, sentence, key=f"signature:{signature.pk}:{key}", comment=comment)


def notify(people, signature, sentence, *, comment, but):
    tell(
        people=people,
        kind=Notice.Kind.COMMITMENT,
        sentence=sentence,
        dossier=signature.text.dossier,
        address=reverse("signature", args=[signature.pk]),
        values={"signatory": signature.name, "comment": comment},
        but=but,
    )


def write_to(signature, sentence, *, key, comment="", **values):
    """A mail to an organisation without an account, in its language; the same `key` a second time writes nothing."""
    dossier = signature.text.dossier
    with translation.override(signature.language):
        subject, line = said(sentence, names_of(dossier) | {"signatory": signature.name} | values)
        context = {
            "subject": subject,
            "line": line,
            "comment": comment,
            "steward": dossier.owner,
            "address": settings.SITE_URL + dossier.entry.get_absolute_url(),
            "language": signature.language,
        }
        return post(
            key=key,
            to=signature.email,
            language=signature.language,
            subject=subject,
            text=render_to_string("plans/signing/mail/signature.txt", context),
            html=render_to_string("plans/signing/mail/signature.html", context),
        )


def tell_of_changed_text(text, by):
    """Whoever prepares a signature of a text that was changed under it."""
    for signature in text.signatures.standing().select_related("text__dossier"):
        key = f"text:{text.opened_at.isoformat()}"
        tell_signatory(signature, "signature_text_changed", key=key, but=by.pk)
