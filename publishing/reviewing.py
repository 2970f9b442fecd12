"""Reviews: assigned, refused, reminded of, written and handed in. Like every step, only with the rows locked.

Nothing of it is noted among the steps of the version: its authors read those, and never learn who reviewed them.
"""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import notices, people, scoring
from publishing.keeping import put_in
from publishing.models import CRITERIA, Notice, Review, Score
from publishing.refusals import Overtaken, Refused
from publishing.rights import Action, Role, may, roles_of
from publishing.states import State
from publishing.workflow import locked, overtaken

DAYS = 21  # for a review, unless the coordinators say otherwise
MOST_DAYS = 365
LONGEST_REFUSAL = Review._meta.get_field("refusal").max_length
ACTIVE = (Review.State.ASSIGNED, Review.State.HANDED_IN)
NOT_ALLOWED = _("You may not do this.")

# Why a review that is not waiting any more cannot be changed.
OVER = {
    Review.State.REFUSED: _("This review has been refused already. Nothing was changed."),
    Review.State.HANDED_IN: _("This review has been handed in already. Nothing was changed."),
    Review.State.CANCELLED: _("This review has been cancelled. Nothing was changed."),
}


def reviews_of(person):
    """Reviews that wait for a person or were handed in by them, as far as they still may see what they are about."""
    reviews = person.reviews.filter(state__in=ACTIVE).select_related("version__dossier").order_by("due", "pk")
    reviews = reviews.prefetch_related("version__reviews").defer("version__content", "version__typed")
    return [review for review in reviews if may_open(person, review)]


def may_open(person, review):
    """Whether a reviewer still is one of this version, and may see it; in another role the page is not for them."""
    version = review.version
    return Role.REVIEWER in roles_of(person, version.dossier, version) and may(person, Action.SEE, version)


# --- What the coordinators do ---


@transaction.atomic
def assign(*, version, reviewer, due, by):
    """Ask a reviewer of the network for a review until a day; one whose review was cancelled may be asked again."""
    fresh = in_review(version)
    if not may(by, Action.ASSIGN, fresh):
        raise Refused(NOT_ALLOWED)
    refuse_unfit(fresh, reviewer, by)
    refuse_day(due)
    values = {"state": Review.State.ASSIGNED, "due": due, "assigned_by": by, "assigned_at": timezone.now()}
    review, _created = Review.objects.update_or_create(
        version=fresh, reviewer=reviewer, defaults=values | {"reminded_at": None}
    )
    keep_due(fresh)
    tell_reviewer(review, "review_assigned", by)
    return review


def refuse_unfit(version, reviewer, by):
    """Refused, with the reason, where this reviewer cannot be asked for this version."""
    if not people.reviewers().filter(pk=reviewer.pk).exists():
        raise Refused(_("Only members of the group of reviewers can be asked."))
    if reviewer.pk == by.pk:
        raise Refused(_("Nobody assigns a review to themselves: another coordinator must do it."))
    if reviewer.role_in(version.dossier.owner_id) or wrote(reviewer, version.dossier):
        raise Refused(_("Nobody reviews their own text or that of their organisation: choose another reviewer."))
    if version.reviews.exclude(state=Review.State.CANCELLED).filter(reviewer=reviewer).exists():
        raise Overtaken(_("This reviewer has been asked already. Nothing was changed."))
    if not has_place(version):
        raise Refused(_("Enough reviewers are assigned. A third one is called only if the two are far apart."))


def wrote(person, dossier):
    """Whether the person wrote on any version of it: a newer version holds most of the older text."""
    return dossier.author_id == person.pk or dossier.versions.filter(contributors=person).exists()


def has_place(version):
    """Two reviewers may be at work, or three where the first two are far apart; who refused takes no place."""
    places = scoring.ENOUGH + scoring.needs_third(scoring.judgements_of(version))
    return version.reviews.filter(state__in=ACTIVE).count() < places


def refuse_day(due):
    today = timezone.localdate()
    if not today <= due <= today + timedelta(days=MOST_DAYS):
        raise Refused(_("The review must be due between today and a year from now."))


@transaction.atomic
def cancel(*, review, by):
    """Take a review back that was not handed in; what was written stays in it."""
    fresh = waiting(review)
    if not may(by, Action.ASSIGN, fresh.version):
        raise Refused(NOT_ALLOWED)
    end(fresh, Review.State.CANCELLED)
    notices.tell_of_cancelling(fresh.version, [fresh.reviewer], by)
    return fresh


@transaction.atomic
def remind(*, review, by):
    """Remind the reviewer, once a day at most."""
    fresh = waiting(review)
    if not may(by, Action.ASSIGN, fresh.version):
        raise Refused(NOT_ALLOWED)
    if fresh.reminded_at and timezone.localdate(fresh.reminded_at) == timezone.localdate():
        raise Overtaken(_("The reviewer has been reminded today already. Nothing was sent."))
    fresh.reminded_at = timezone.now()
    fresh.save(update_fields=["reminded_at"])
    tell_reviewer(fresh, "review_reminder", by)
    return fresh


# --- What the reviewer does ---


@transaction.atomic
def refuse(*, review, by, reason):
    """Say that one cannot review it, and why; its place is free again."""
    fresh = own(review, by)
    fresh.refusal = reason.strip()
    if not fresh.refusal:
        raise Refused(_("Say why you cannot review it: the coordinators will read it."))
    if len(fresh.refusal) > LONGEST_REFUSAL:
        raise Refused(_("The reason is too long."))
    end(fresh, Review.State.REFUSED)
    tell_coordinators(fresh, "review_refused", comment=fresh.refusal)
    return fresh


def content_of(review):
    """What the review holds, by the name of the field."""
    found = {"opinion": review.opinion}
    for score in review.scores.all():
        found |= {f"points_{score.criterion}": score.points, f"reason_{score.criterion}": score.reason}
    return found


@transaction.atomic
def keep(*, review, by, sent, base=None, told=None):
    """Put what was sent ({name: Sent}) into a review that is still being written; returns it and names of clashes."""
    fresh = own(review, by)
    kept = put_in(sent, content_of(fresh), fresh.typed, base=base, told=told)
    given = {c: (kept.content.get(f"points_{c}"), kept.content.get(f"reason_{c}") or "") for c in CRITERIA}
    write(fresh, given, kept.content["opinion"], kept.typed)
    return fresh, kept.conflicts


@transaction.atomic
def hand_in(*, review, by, scores, opinion):
    """Hand in a whole review: points and a reason for every criterion, and the opinion. It cannot be changed then.

    `scores` is {criterion: (points, reason)}.
    """
    fresh = own(review, by)
    if not opinion.strip() or not all(whole(*scores.get(criterion, (None, ""))) for criterion in CRITERIA):
        raise Refused(_("Give points and a reason for every criterion, and write your opinion."))
    write(fresh, scores, opinion)
    fresh.state, fresh.handed_in_at = Review.State.HANDED_IN, timezone.now()
    fresh.save(update_fields=["state", "handed_in_at"])
    tell_coordinators(fresh, "review_handed_in")
    if scoring.needs_third(scoring.judgements_of(fresh.version)):
        tell_coordinators(fresh, "third_needed")
    return fresh


def whole(points, reason):
    return points is not None and bool(reason.strip())


def write(review, scores, opinion, typed=None):
    if any(points is not None and points not in scoring.POINTS for points, _reason in scores.values()):
        raise Refused(_("Points go from 0 to 4."))
    rows = [
        Score(review=review, criterion=criterion, points=points, reason=reason.strip())
        for criterion in CRITERIA
        for points, reason in [scores.get(criterion, (None, ""))]
    ]
    Score.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["review", "criterion"], update_fields=["points", "reason"]
    )
    review.opinion = opinion.strip()
    review.typed = typed or {}
    review.save(update_fields=["opinion", "typed"])


# --- Rows as they stand now, locked ---


def in_review(version):
    fresh = locked(version)
    if fresh.state != State.REVIEW:
        raise Overtaken(overtaken(fresh))
    return fresh


def waiting(review):
    """The review as it stands, with its version, both locked; Overtaken where it is not waiting any more."""
    version = locked(review.version)
    fresh = Review.objects.select_for_update().get(pk=review.pk)
    refuse_ended(fresh)
    if version.state != State.REVIEW:
        raise Overtaken(overtaken(version))
    fresh.version = version
    return fresh


def refuse_ended(review):
    """Overtaken where the review is over; a second press learns that first, not what its form lacks."""
    if review.state in OVER:
        raise Overtaken(OVER[review.state])


def own(review, by):
    """The same for the reviewer, who may still review: a right that ended meanwhile is gone."""
    if review.reviewer_id != by.pk:
        raise Refused(NOT_ALLOWED)
    fresh = waiting(review)
    if not may(by, Action.REVIEW, fresh.version):
        raise Refused(NOT_ALLOWED)
    return fresh


def end(review, state):
    review.state = state
    review.save(update_fields=["state", "refusal"])
    keep_due(review.version)


def keep_due(version):
    """The version is due when the last of its reviews is."""
    version.review_due = max(version.reviews.filter(state__in=ACTIVE).values_list("due", flat=True), default=None)
    version.save(update_fields=["review_due", "updated_at"])


# --- Whom it concerns ---


def tell_reviewer(review, sentence, by):
    notices.tell(
        people=[review.reviewer],
        kind=Notice.Kind.REVIEW,
        sentence=sentence,
        dossier=review.version.dossier,
        address=reverse("review", args=[review.pk]),
        values={"by": str(by), "due": review.due.isoformat()},
    )


def tell_coordinators(review, sentence, **values):
    """Every coordinator but the reviewer, who may be one."""
    dossier = review.version.dossier
    notices.tell(
        people=people.coordinators(),
        kind=Notice.Kind.REVIEWED,
        sentence=sentence,
        dossier=dossier,
        address=reverse("reviews", args=[dossier.pk]),
        values={"by": str(review.reviewer)} | values,
        but=review.reviewer_id,
    )
