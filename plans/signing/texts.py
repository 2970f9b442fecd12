"""Texts for signing: taken from the public version, with their hashes, as what is signed from now on."""

from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.languages import LANGUAGES
from catalogue.models import CatalogueState
from plans.figures.signable_text import sha256_of_both, sha256_of_text, text_of
from plans.models import Commitment, CommitmentStep, SignableText
from plans.signing.rights import Right, may
from plans.signing.telling import tell_of_changed_text
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import owners
from publishing.refusals import Overtaken, Refused
from publishing.sentences import SENTENCES, Sentence
from publishing.snapshot import BEHIND
from publishing.versions import leading_of, locked_dossier
from publishing.writing import writing_of

Stage = Commitment.Stage
OPENABLE = (Stage.PLANNED, Stage.SIGNING, Stage.IN_FORCE)
RECORDED = (Stage.ADOPTED, Stage.DONE, Stage.UNKNOWN)  # taken from the sources of a project: nobody signs it here
SENTENCES["commitment_stage"] = Sentence(
    _("New stage: %(title)s"), _("“%(title)s” is in another stage now. What led to it stands on its desk.")
)


class Hindrance(NamedTuple):
    """Why no text can be opened, and where that is mended."""

    text: str
    address: str = ""

    def __str__(self):
        return str(self.text)


# --- The text ---


def duty_line(number, text, months, every):
    """One duty as it is signed, with its term, in the active language."""
    words = text.strip().rstrip(".")
    term = ngettext("%(n)d month after the decision", "%(n)d months after the decision", months) % {"n": months}
    if every:
        term += ngettext(", then every %(n)d month", ", then every %(n)d months", every) % {"n": every}
    return f"{number}. {words}: {term}."


def texts_of(content):
    """{code: the canonical text} of a version of a commitment."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            duties = [
                duty_line(number, row.get(f"text_{code}") or "", row["months"], row.get("every"))
                for number, row in enumerate(content.get("duties") or [], start=1)
            ]
        found[code] = text_of(content.get(f"title_{code}") or "", content.get(f"body_{code}") or "", duties)
    return found


def duties_of(content):
    """What the portal keeps of the duties of a version, as long as anybody has signed them."""
    names = ("sort", "months", "every", *(f"text_{code}" for code in LANGUAGES))
    return [{"key": row["uid"]} | {name: row.get(name) for name in names} for row in content.get("duties") or []]


def lacking(version, language):
    """The hindrances to signing the version; `language` is that in which it was written."""
    content, found = version.content, []
    for code, name in settings.LANGUAGES:
        label = _(name)
        fields = [f"title_{code}", f"body_{code}"]
        if not all((content.get(field) or "").strip() for field in fields) or any(
            not (row.get(f"text_{code}") or "").strip() for row in content.get("duties") or []
        ):
            text = _("The text in this language is not complete: %(language)s.") % {"language": label}
            found.append(Hindrance(text, mended_at(version, code, language)))
        elif (code != language and code not in version.checked) or (content.get(BEHIND) or {}).get(code):
            text = _("Nobody has checked the translation yet: %(language)s.") % {"language": label}
            found.append(Hindrance(text, mended_at(version, code, language)))
    if any(not row.get("months") for row in content.get("duties") or []):
        found.append(Hindrance(_("A duty has no term."), written_at(version)))
    return found


def mended_at(version, code, language):
    """Where the text of one language is completed and checked."""
    return written_at(version) if code == language else reverse("translate", args=[version.dossier_id, code])


def written_at(version):
    return reverse("write", args=[version.dossier_id, writing_of(version.dossier.kind).stage_of("body").key])


# --- Opened and closed ---


def locked_commitment(dossier):
    """(dossier, commitment) as they stand now, locked; the catalogue first."""
    CatalogueState.lock()
    fresh = locked_dossier(dossier.pk)
    if fresh.entry is None:
        raise Refused(_("The commitment is not public yet. Publish its first version, then it can be opened."))
    return fresh, fresh.entry


def move(dossier, commitment, *, step, target, by, reasons=None):
    """Write down a step of the stage and bring the commitment there; both are locked."""
    taken = CommitmentStep(dossier=dossier, step=step, source=commitment.stage, target=target, by=by)
    for code in LANGUAGES:
        setattr(taken, f"reason_{code}", (reasons or {}).get(code, ""))
    taken.save()
    commitment.stage = target
    commitment.save()
    but = by.pk if by else None
    people = owners(dossier)
    tell(people=people, kind=Notice.Kind.COMMITMENT, sentence="commitment_stage", dossier=dossier, but=but)
    return taken


def open_text_of(dossier):
    return SignableText.objects.filter(dossier=dossier, closed_at=None).first()


def hindrances(dossier, commitment):
    """Why no text can be opened for signing now."""
    version = leading_of(dossier)
    if not commitment.is_published or version is None:
        page = reverse("dossier", args=[dossier.pk])
        return [Hindrance(_("The commitment is not public. Publish it first."), page)]
    if commitment.stage not in OPENABLE:
        text = _("This is not possible now: the commitment is in the stage “%(stage)s”.")
        return [Hindrance(text % {"stage": commitment.get_stage_display()})]
    standing = SignableText.objects.filter(dossier=dossier).order_by("-number").first()
    if standing and standing.sha == hashes_of(texts_of(version.content))["sha"] and standing.closed_at is None:
        return [Hindrance(_("The public version is the one that is open for signing. Publish a newer one first."))]
    if standing and standing.closed_at is None and standing.signatures.exclude(submitted_at=None).exists():
        text = _("A text is open, and it has been signed. Close it first; nobody is carried over to a new one.")
        return [Hindrance(text, reverse("commitment_text_step", args=[dossier.pk, "close"]))]
    if commitment.signing_to and commitment.signing_to < timezone.localdate():
        page = reverse("dossier", args=[dossier.pk])
        return [Hindrance(_("Its last day for signing is over. Write a later one in a new version."), page)]
    return lacking(version, dossier.language)


def hashes_of(texts):
    hashes = {code: sha256_of_text(text) for code, text in texts.items()}
    return {f"sha_{code}": value for code, value in hashes.items()} | {"sha": sha256_of_both(hashes)}


@transaction.atomic
def open_text(*, dossier, by, seen=None):
    """Open the public version for signing; returns the `SignableText`. One that nobody has submitted gives way.

    `seen` is the hash of what the person has looked at, where a form says so.
    """
    dossier, commitment = locked_commitment(dossier)
    if not may(by, Right.RUN, dossier):
        raise Refused(_("Only a representative of the steward or a coordinator may do this."))
    if reasons := hindrances(dossier, commitment):
        raise Refused(" ".join(map(str, reasons)))
    version = leading_of(dossier)
    standing = open_text_of(dossier)
    number = standing.number if standing else SignableText.objects.filter(dossier=dossier).count() + 1
    texts = texts_of(version.content)
    hashes = hashes_of(texts)
    if seen not in (None, hashes["sha"]):
        raise Overtaken(_("Another version has become public meanwhile. Look at its text first."))
    told = {f"text_{code}": text for code, text in texts.items()} | hashes
    told |= {"version": version, "duties": duties_of(version.content), "opened_by": by}
    if standing:
        for name, value in told.items():
            setattr(standing, name, value)
        standing.opened_at = timezone.now()
        standing.save()
        tell_of_changed_text(standing, by)
        text, step = standing, "change_text"
    else:
        text = SignableText.objects.create(dossier=dossier, number=number, **told)
        step = "open_text"
    move(dossier, commitment, step=step, target=Stage.SIGNING, by=by)
    return text


@transaction.atomic
def close_text(*, text, by, reasons=None):
    """Nobody signs this text any more; what was signed stands. `by` is None where the last day has passed."""
    dossier, commitment = locked_commitment(text.dossier)
    if by is not None and not may(by, Right.RUN, dossier):
        raise Refused(_("Only a representative of the steward or a coordinator may do this."))
    if not SignableText.objects.filter(pk=text.pk, closed_at=None).update(closed_at=timezone.now()):
        raise Overtaken(_("It is closed already. Nothing was changed."))
    target = Stage.IN_FORCE if commitment.stage == Stage.SIGNING else commitment.stage
    return move(dossier, commitment, step="close_text", target=target, by=by, reasons=reasons)
