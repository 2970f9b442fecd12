"""What signatories are told of their duties: notices for people of the portal, mails for those without an account."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.figures.duties import hold_day
from plans.signing.telling import people_of, write_to
from publishing.models import Notice
from publishing.notices import tell, titles_of
from publishing.people import coordinators, owners
from publishing.sentences import SENTENCES, Sentence

REMINDER, NOTICE = "duty_due", "duty_overdue"
SENTENCES.update(
    {
        REMINDER: Sentence(
            _("A duty is ahead: %(row)s"),
            _("%(signatory)s promised in “%(title)s”: “%(row)s”. Record it as soon as it is met."),
        ),
        NOTICE: Sentence(
            _("Notice of an overdue duty: %(row)s"),
            _(
                "Written notice: %(signatory)s has not met “%(row)s” of “%(title)s”, which was due on %(was_due)s. "
                "Unless it is met before, the signature is on hold from %(held_from)s on."
            ),
        ),
        "duty_overdue_steward": Sentence(
            _("A duty is overdue: %(row)s"),
            _(
                "%(signatory)s has not met “%(row)s” of “%(title)s”, which was due on %(was_due)s. The signatory has "
                "been given notice; from %(held_from)s on the signature is on hold."
            ),
        ),
        "duty_overdue_unreached": Sentence(
            _("Hand over a notice: %(row)s"),
            _(
                "%(signatory)s has not met “%(row)s” of “%(title)s”, which was due on %(was_due)s. There is nobody to "
                "write to: give the notice yourselves. From %(held_from)s on the signature is on hold."
            ),
        ),
        "duty_extended": Sentence(
            _("A later day: %(row)s"),
            _("%(signatory)s has more time for “%(row)s” of “%(title)s”."),
        ),
        "duty_taken_back": Sentence(
            _("Not met, recorded by mistake: %(row)s"),
            _("“%(row)s” of “%(title)s” was recorded as met by mistake. It is open again for %(signatory)s."),
        ),
    }
)


def shown_day(day):
    return f"{day:%-d. %-m. %Y}"


def reached(bearer):
    """Whether there is anybody to write to."""
    return any(signature.email or people_of(signature) for signature in bearer.signatures)


# --- What is told ---


def tell_ahead(owed, before):
    tell_bearer(owed, REMINDER, due=owed.deadline, key=key_of(owed, before))


def tell_overdue(owed):
    """The written notice; the steward knows of it, and gives it where there is nobody to write to."""
    words = {"was_due": shown_day(owed.deadline), "held_from": shown_day(hold_day(timezone.localdate()))}
    if reached(owed.bearer):
        tell_bearer(owed, NOTICE, key=key_of(owed, f"notice-{timezone.localdate().isoformat()}"), **words)
        tell_steward(owed, "duty_overdue_steward", **words)
    else:
        tell_steward(owed, "duty_overdue_unreached", **words)


def tell_of_new_day(owed, by):
    tell_bearer(owed, "duty_extended", due=owed.deadline, key=key_of(owed, "extended"), but=by)


def tell_of_taking_back(owed, by, reason):
    key = key_of(owed, f"open-{timezone.now().timestamp():.0f}")
    tell_bearer(owed, "duty_taken_back", due=owed.deadline, key=key, but=by, comment=reason)


def key_of(owed, told):
    """Names what is told of one day of one duty, so that it is told once."""
    return f"duty:{owed.bearer.mark}:{owed.key}:{owed.turn}:{owed.deadline.isoformat()}:{told}"


# --- How it is told ---


def tell_bearer(owed, sentence, *, key, due=None, but=None, **words):
    for signature in owed.bearer.signatures:
        values = values_of(owed, signature) | words | {"key": key}
        if due:
            values["due"] = due.isoformat()
        if people := people_of(signature):
            tell(
                people=people,
                kind=Notice.Kind.COMMITMENT,
                sentence=sentence,
                dossier=signature.text.dossier,
                address=reverse("signature_duties", args=[signature.pk]),
                values=values,
                but=but.pk if but else None,
                together=True,
            )
        elif signature.email:
            write_to(signature, sentence, **values | {"key": f"{key}:{signature.pk}"})


def tell_steward(owed, sentence, **words):
    dossier = owed.bearer.text.dossier
    tell(
        people=owners(dossier) or coordinators(),
        kind=Notice.Kind.COMMITMENT,
        sentence=sentence,
        dossier=dossier,
        address=reverse("commitment_duties", args=[dossier.pk]),
        values=values_of(owed) | words,
        together=True,
    )


def values_of(owed, signature=None):
    """Names and words by language; the title is that of the version that was signed."""
    values = titles_of(owed.bearer.text.version) | {f"row_{code}": text for code, text in owed.texts.items()}
    return values | {"signatory": signature.name if signature else owed.bearer.name}
