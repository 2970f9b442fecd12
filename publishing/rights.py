"""Who may do what with a dossier: one table, asked by every page, file and button.

A role is what a person is to this very dossier. Nobody's role outlives its reason: a membership that ends, a review
that is cancelled or a group that is left ends the right with the next request.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.states import EDITABLE, LEADING, OPEN, PUBLIC, State


class Role(models.TextChoices):
    VISITOR = "visitor", _("visitor")
    FOREIGN = "foreign", _("member of another organisation")
    EDITOR = "editor", _("editor of the organisation")
    REPRESENTATIVE = "representative", _("representative of the organisation")
    CHIEF_EDITOR = "chief_editor", _("chief editor of the guidelines")
    REVIEWER = "reviewer", _("reviewer of this version")
    COORDINATOR = "coordinator", _("coordinator")
    ADMINISTRATOR = "administrator", _("administrator")


class Action(models.TextChoices):
    SEE = "see", _("see the dossier and its unpublished versions")
    WRITE = "write", _("change the text")
    DISCARD = "discard", _("throw an open version away")
    OPEN_VERSION = "open", _("open a new version of what is public")
    COMMENT = "comment", _("comment")
    TRANSLATE = "translate", _("import and export translations")
    CHECK = "check", _("mark a translation as checked")
    CONFIRM = "confirm", _("confirm that it is still true")
    ASSIGN = "assign", _("assign and remind reviewers")
    REVIEW = "review", _("write one's own review")
    SEE_REVIEWS = "see_reviews", _("read the reviews")


OWN = frozenset({Role.EDITOR, Role.REPRESENTATIVE})
RUN = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
LEAD = frozenset({Role.REPRESENTATIVE}) | RUN
CHIEF = frozenset({Role.CHIEF_EDITOR})
EDIT = LEAD | CHIEF  # also of what other organisations write as a part of one's own guidelines
WRITE = OWN | RUN
ALL = tuple(State)
DECIDED = (State.VALIDATED, State.NOT_SELECTED)
SINCE_DECISION = (*DECIDED, State.REFRESH, State.REPLACED, State.WITHDRAWN)  # of the last three only what was decided
SINCE_SUBMITTED = (State.SUBMITTED, State.CHANGES, *LEADING, State.REPLACED)
SINCE_REVIEW = (State.REVIEW, *DECIDED, State.REFRESH, State.REPLACED, State.WITHDRAWN)

# {action: [(states of the version, roles)]}: what is not here nobody may.
RIGHTS = {
    Action.SEE: [(ALL, WRITE), (SINCE_SUBMITTED, CHIEF), (SINCE_REVIEW, frozenset({Role.REVIEWER}))],
    Action.WRITE: [(EDITABLE, WRITE)],
    Action.DISCARD: [((*EDITABLE, State.DECLINED), WRITE)],
    Action.OPEN_VERSION: [((*PUBLIC, State.DECLINED), WRITE)],
    Action.COMMENT: [
        ((*OPEN, *LEADING, State.DECLINED), WRITE),
        (SINCE_SUBMITTED, CHIEF),
        ((State.REVIEW,), frozenset({Role.REVIEWER})),
    ],
    Action.TRANSLATE: [((*EDITABLE, *PUBLIC), WRITE)],
    Action.CHECK: [((*EDITABLE, *PUBLIC), WRITE)],
    Action.CONFIRM: [(PUBLIC, WRITE)],
    Action.ASSIGN: [((State.REVIEW,), RUN)],
    Action.REVIEW: [((State.REVIEW,), frozenset({Role.REVIEWER}))],
    Action.SEE_REVIEWS: [(SINCE_REVIEW, RUN), (SINCE_DECISION, OWN), (DECIDED, frozenset({Role.REVIEWER}))],
}


def allows(action, state, roles):
    """Whether the table lets somebody with these roles do this to a version in this state."""
    return any(state in states and roles & allowed for states, allowed in RIGHTS[action])


def roles_of(person, dossier, version=None):
    """What the person is to this dossier, and to this version where reviewers are asked for one."""
    if not person.is_authenticated or not person.is_active:
        return frozenset({Role.VISITOR})
    found = set()
    membership = person.role_in(dossier.owner_id)
    if membership:
        found.add(Role(membership))
    if dossier.part_of and person.role_in(dossier.part_of.owner_id) == Role.REPRESENTATIVE:
        found.add(Role.CHIEF_EDITOR)
    if person.is_superuser:
        found.add(Role.ADMINISTRATOR)
    elif person.is_coordinator:
        found.add(Role.COORDINATOR)
    if version is not None and is_reviewer_of(person, version) and not membership:
        found.add(Role.REVIEWER)
    return frozenset(found or {Role.FOREIGN})


def is_reviewer_of(person, version):
    """Asked for a review and neither refused nor cancelled; and still in the group of reviewers."""
    return person.is_reviewer and any(
        review.reviewer_id == person.pk and review.state in ("assigned", "handed_in")
        for review in version.reviews.all()
    )


def may(person, action, version):
    roles = roles_of(person, version.dossier, version)
    if action == Action.SEE_REVIEWS and not roles & RUN and not was_decided(version):
        return False
    return allows(action, version.state, roles)


def was_decided(version):
    """Whether the review ended with a decision; one that was broken off is read by coordinators alone."""
    return version.state in DECIDED or version.decided_at is not None
