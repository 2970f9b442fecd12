"""What a step does beside changing the state: checks before it, and whom it tells after it.

What `steps.py` names under `prepare` may still refuse the step; what it writes is undone with the transaction.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from publishing import scoring
from publishing.checking import problems
from publishing.making_public import make_public
from publishing.models import Notice
from publishing.people import coordinators, deciders, owners, writers
from publishing.refusals import Refused


def check_complete(version, by, given):
    found = problems(version)
    if found:
        names = ", ".join(dict.fromkeys(problem.label or problem.text for problem in found))
        raise Refused(_("Not ready to be submitted: %(names)s.") % {"names": names})
    version.submitted_at = timezone.now()


def publish(version, by, given):
    make_public(version, by)


def check_gate(version, by, given):
    """The gate is open and the opinion is there in every language."""
    judgements = scoring.judgements_of(version)
    if hindrances := scoring.hindrances(judgements):
        raise Refused(" ".join(str(text) for text in hindrances))
    for code in LANGUAGES:
        text = (given.get(f"opinion_{code}") or "").strip()
        if not text:
            raise Refused(_("Write the expert opinion in every language: it stands on the public page."))
        setattr(version, f"opinion_{code}", text)
    version.means = scoring.means(judgements) | {"reviewers": len(judgements)}
    version.validated, version.decided_at = True, timezone.now()


def close_reviews(version, by, given):
    version.means = scoring.means(scoring.judgements_of(version))
    version.validated, version.decided_at = False, timezone.now()


def begin_review(version, by, given):
    version.decided_at, version.means, version.review_due = None, {}, None


def hide(version, by, given):
    entry = version.dossier.entry
    if entry is not None:
        entry.withdraw()


def show_again(version, by, given):
    entry = version.dossier.entry
    if entry is None:
        raise Refused(_("The entry was deleted; open a new version of it instead."))
    entry.publish()


# --- Whom it concerns ---


def to_deciders(version):
    """Those who may publish it: representatives who did not write it, else the coordinators."""
    others = deciders(version.dossier) - set(version.contributors.all())
    return Notice.Kind.SUBMITTED, others or coordinators()


def to_writers(version):
    return Notice.Kind.DECIDED, writers(version)


def to_owners(version):
    return Notice.Kind.DECIDED, writers(version) | owners(version.dossier)


def to_coordinators(version):
    return Notice.Kind.REVIEWED, coordinators()


def to_be_refreshed(version):
    return Notice.Kind.FRESHNESS, owners(version.dossier)
