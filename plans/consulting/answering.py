"""What becomes of comments at the desk: read, made public or not, answered; and rows made of contributions."""

import hashlib
import json

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.languages import LANGUAGES
from catalogue.models import CatalogueState
from plans.consulting.telling import write_to
from plans.models import Contribution
from publishing.kept_form import CLASH
from publishing.models import Notice
from publishing.notices import tell
from publishing.refusals import Overtaken, Refused
from publishing.rights import LEAD, WRITE, roles_of
from publishing.row_lists import add_row, change_rows
from publishing.states import State as VersionState

State = Contribution.State
ROWS = {"findings": "finding", "goals": "goal", "actions": "action"}  # {relation: column of evidence under it}
LONGEST_TITLE = 200


def allowed(person, dossier, roles=WRITE):
    if not roles_of(person, dossier) & roles:
        raise Refused(_("You may not do this."))


def locked(comment):
    """The comment as it stands now, with its call and dossier; the catalogue first, for the plan is filed anew."""
    CatalogueState.lock()
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("call__dossier", "call__version")
    fresh = rows.filter(pk=comment.pk).exclude(state=State.UNCONFIRMED).first()
    if fresh is None:
        raise Overtaken(_("This comment is not there any more. Nothing was changed."))
    return fresh


def file_anew(dossier):
    """What the public reads of a plan has changed."""
    if plan := dossier.entry:
        plan.save()


# --- Reading ---


@transaction.atomic
def show(*, comment, by):
    """Make a comment public; it waits for an answer then."""
    return put(comment, by, state=State.SHOWN, reason="")


@transaction.atomic
def hide(*, comment, by, reason):
    """Keep a comment from the public, for a reason."""
    if not reason:
        raise Refused(_("Say why it is not public."))
    return put(comment, by, state=State.HIDDEN, reason=reason)


def put(comment, by, **values):
    fresh = locked(comment)
    allowed(by, fresh.call.dossier)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save()
    file_anew(fresh.call.dossier)
    return fresh


# --- Answering ---


def mark_of(comment):
    """Tells an answer from every other one of the same comment."""
    told = [comment.position, comment.taken_in_id, *(getattr(comment, f"answer_{code}") or "" for code in LANGUAGES)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


@transaction.atomic
def answer(*, comment, by, position, taken_in=None, seen="", **texts):
    """Keep an answer; it is public once the answers are published. One that is public only those change who publish.

    `seen` is the mark of the answer that the person had before them: of two who answer at once the second is told.
    """
    fresh = locked(comment)
    if seen and seen != mark_of(fresh):
        standing = " · ".join(filter(None, (getattr(fresh, f"answer_{code}") for code in LANGUAGES)))
        raise Overtaken(CLASH % {"text": standing})
    if fresh.answer_public:
        allowed(by, fresh.call.dossier, LEAD)
    answered_at = fresh.answered_at if fresh.answer_public else timezone.now()
    return put(fresh, by, position=position, taken_in=taken_in, answered_at=answered_at, **texts)


def answered(call):
    """Public comments whose answers wait to be published."""
    return call.contributions.filter(state=State.SHOWN, answer_public=False, answered_at__isnull=False)


@transaction.atomic
def publish_answers(*, call, by):
    """Publish the answers that wait, and tell those who commented; how many there were."""
    CatalogueState.lock()
    allowed(by, call.dossier, LEAD)
    if call.dossier.entry is None:
        raise Refused(_("The plan was deleted; nobody could read the answers."))
    rows = answered(call).select_for_update(of=("self",)).select_related("call__dossier", "call__version", "author")
    found = list(rows)
    for comment in found:
        comment.answer_public, comment.answered_at = True, timezone.now()
        comment.save()
        tell_commenter(comment)
    if found:
        file_anew(call.dossier)
    return len(found)


def tell_commenter(comment):
    """By a notice where they were signed in, else by mail, as long as their address is known."""
    call, anchor = comment.call, f"#comment-{comment.pk}"
    with override(comment.language):
        address = reverse("plan_call_public", args=[call.dossier.entry.slug, call.pk]) + anchor
    if comment.author:
        told = {"kind": Notice.Kind.PLAN, "sentence": "plan_comment_answered", "dossier": call.dossier}
        tell(people=[comment.author], address=address, **told)
    elif comment.email:
        write_to(comment, "answered", "plan_comment_answered", {"address": settings.SITE_URL + address})


# --- Rows made of contributions ---


@transaction.atomic
def make_row(*, comment, by, relation, event=None):
    """Put a contribution into the open draft as a finding, goal or action that cites it, or the workshop it is from."""
    fresh = locked(comment)
    version = fresh.call.dossier.versions.filter(state__in=(VersionState.DRAFT, VersionState.CHANGES)).first()
    if version is None:
        raise Refused(_("No draft of the plan is open. Open a new version first."))
    if fresh.row_key and fresh.taken_in_id == version.pk:
        raise Overtaken(_("A row was made of it already. Nothing was changed."))
    version, uid = change_rows(version=version, by=by, change=add_row(relation, texts_of_row(fresh, relation)))
    cited = {f"{ROWS[relation]}_id": uid} | cited_as(fresh, event)
    change_rows(version=version, by=by, change=add_row("evidence", cited))
    fresh.relation, fresh.row_key, fresh.taken_in = relation, uid, version
    fresh.save()
    return uid


def texts_of_row(comment, relation):
    """The first line is the title; where that is not all, the whole is the text."""
    title, code = first_line(comment.text), comment.language
    text = "" if title == comment.text else comment.text
    return {f"title_{code}": title, f"{'summary' if relation == 'actions' else 'text'}_{code}": text}


def first_line(text):
    line = text.strip().splitlines()[0].strip()
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"


def cited_as(comment, event):
    """Columns of the evidence: the workshop, or the contribution by number and day, by name only with that wish."""
    code, texts = comment.language, {}
    if event is not None:
        texts["event_id"] = event
    for language in LANGUAGES:
        with override(language):
            texts[f"label_{language}"] = label_of(comment)
    return texts | {f"says_{code}": comment.text}


def label_of(comment):
    day = f"{timezone.localdate(comment.at):%-d. %-m. %Y}"
    if comment.signature:
        return _("Contribution of %(who)s, %(day)s") % {"who": comment.signature, "day": day}
    return _("Contribution %(number)s, %(day)s") % {"number": comment.pk, "day": day}
