"""Expert review: what waits for a reviewer, the reviewer's form, and the overview where it is decided."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.missing import NoSuchPage
from publishing import reviewing, scoring, workflow
from publishing.models import Review, Version
from publishing.refusals import Overtaken, Refused
from publishing.review_forms import AssignForm, DecisionForm, RefusalForm, ReviewAsked, ReviewForm, VersionAsked
from publishing.rights import RUN, Action, may, roles_of
from publishing.states import LEADING, State
from publishing.steps import STEPS, hindrance
from publishing.views.asking import dossier_for

PAGE = ["GET", "HEAD", "POST"]
ENDED = (Review.State.REFUSED, Review.State.CANCELLED)


@login_required
@require_safe
def mine(request):
    """What waits for the reviewer and what they handed in."""
    if not request.user.is_reviewer:
        raise NoSuchPage
    reviews = reviewing.reviews_of(request.user)
    waiting = [found for found in reviews if writable(request.user, found)]
    handed_in = [found for found in reviews if found.state == Review.State.HANDED_IN]
    return render(request, "publishing/my_reviews.html", {"waiting": waiting, "handed_in": handed_in})


# --- The reviewer's form ---


@login_required
@require_http_methods(PAGE)
def review(request, pk):
    """One's own review: written, kept, handed in or refused; readable afterwards."""
    found = own_review(request.user, pk)
    if found.state in ENDED or (request.method == "POST" and found.state == Review.State.HANDED_IN):
        messages.info(request, reviewing.OVER[found.state])
        return redirect("my_reviews")
    do = request.POST.get("do", "keep")
    form = ReviewForm(request.POST or None, review=found, complete=do == "hand_in")
    refusal = RefusalForm(request.POST or None, label_suffix="")
    if request.method == "POST" and attempt(request, REVIEWER_DOES.get(do, keep), found, form, refusal):
        return redirect("my_reviews" if do in ("refuse", "hand_in") else reverse("review", args=[found.pk]))
    return render(request, "publishing/review.html", review_page(request.user, found, form, refusal))


def own_review(person, pk):
    """The person's own review, while they may see what it is about or were told that it ended; else 404."""
    reviews = Review.objects.select_related("version__dossier").prefetch_related("scores", "version__reviews")
    found = get_object_or_404(reviews.defer("version__content", "version__typed"), pk=pk, reviewer=person)
    if not reviewing.may_open(person, found) and not (person.is_reviewer and found.state in ENDED):
        raise NoSuchPage
    return found


def writable(person, found):
    return found.state == Review.State.ASSIGNED and may(person, Action.REVIEW, found.version)


def review_page(person, found, form, refusal):
    return {
        "review": found,
        "dossier": found.version.dossier,
        "form": form,
        "refusal": refusal,
        "writable": writable(person, found),
        "may_read_others": may(person, Action.SEE_REVIEWS, found.version),
    }


def keep(request, found, form, refusal):
    if not form.is_valid():
        return False
    reviewing.keep(review=found, by=request.user, scores=form.scores(), opinion=form.cleaned_data["opinion"])
    messages.success(request, _("Saved. Nobody else reads it before you hand it in."))
    return True


def hand_in(request, found, form, refusal):
    if not form.is_valid():
        return False
    reviewing.hand_in(review=found, by=request.user, scores=form.scores(), opinion=form.cleaned_data["opinion"])
    messages.success(request, _("Handed in. Thank you: the coordinators have been told."))
    return True


def refuse(request, found, form, refusal):
    if not refusal.is_valid():
        return False
    try:
        reviewing.refuse(review=found, by=request.user, reason=refusal.cleaned_data["refusal"])
    except Overtaken:
        raise
    except Refused as reason:
        refusal.add_error("refusal", str(reason))
        return False
    messages.success(request, _("The coordinators have been told that you cannot review this."))
    return True


REVIEWER_DOES = {"keep": keep, "hand_in": hand_in, "refuse": refuse}


def attempt(request, deed, found, form, *more):
    """Whether it is done, by this press or by an earlier one; a refusal stands at the form with all that was typed."""
    try:
        return deed(request, found, form, *more)
    except Overtaken as reason:
        messages.info(request, str(reason))
        return True
    except Refused as reason:
        form.add_error(None, str(reason))
        return False


# --- The overview ---


@login_required
@require_http_methods(PAGE)
def overview(request, pk):
    """All reviews of a version: run and decided by coordinators, read by others once it is decided."""
    dossier, version = dossier_for(request.user, pk, Action.SEE_REVIEWS, asked_version(request, pk))
    runs = bool(roles_of(request.user, dossier, version) & RUN)
    do = request.POST.get("do", "")
    forms = {
        "assigning": AssignForm(request.POST if do == "assign" else None),
        "deciding": DecisionForm(request.POST if do in DECISIONS else None, version=version),
    }
    if request.method == "POST" and run(request, version, do, forms, runs):
        return redirect(f"{reverse('reviews', args=[pk])}?version={version.number}")
    page = run_page(request.user, version) if runs else read_page(request.user, version)
    return render(request, "publishing/reviews.html", {"dossier": dossier, "version": version} | forms | page)


def asked_version(request, pk):
    """The version named in the address, else the one that is public or was last."""
    asked = VersionAsked(request.GET)
    number = asked.cleaned_data["version"] if asked.is_valid() else None
    versions = Version.objects.defer("content", "typed").filter(dossier=pk)
    return get_object_or_404(versions, number=number) if number else versions.filter(state__in=LEADING).first()


def run(request, version, do, forms, runs):
    if not runs or do not in COORDINATOR_DOES:
        raise NoSuchPage
    deed, name = COORDINATOR_DOES[do]
    return attempt(request, deed, version, forms[name], do)


def assign(request, version, form, do):
    if not form.is_valid():
        return False
    reviewing.assign(version=version, by=request.user, **form.cleaned_data)
    messages.success(request, _("Assigned. The reviewer has been told."))
    return True


def remind(request, version, form, do):
    return with_review(request, version, reviewing.remind, _("Reminded."))


def cancel(request, version, form, do):
    return with_review(request, version, reviewing.cancel, _("The review has been cancelled."))


def with_review(request, version, deed, done):
    """Do something with one review of this version; why it cannot be done stands above the page."""
    asked = ReviewAsked(request.POST, version=version)
    if not asked.is_valid():
        raise NoSuchPage
    deed(review=asked.cleaned_data["review"], by=request.user)
    messages.success(request, done)
    return True


def decide(request, version, form, do):
    if not form.is_valid():
        return False
    if is_blind(request.user, version.reviews.all()):
        raise Refused(_("Hand in your own review first."))
    given = form.opinions() if do == "validate" else {}
    workflow.take(step=do, version=version, by=request.user, comment=form.cleaned_data["comment"], **given)
    messages.success(request, STEPS[do].done)
    return True


DECISIONS = ("validate", "not_select")
COORDINATOR_DOES = {
    "assign": (assign, "assigning"),
    "remind": (remind, "assigning"),
    "cancel": (cancel, "assigning"),
    "validate": (decide, "deciding"),
    "not_select": (decide, "deciding"),
}


def run_page(person, version):
    """What coordinators see: everything with names; nothing of it while their own review waits."""
    reviews = list(version.reviews.select_related("reviewer").prefetch_related("scores"))
    blind = is_blind(person, reviews)
    judgements = [] if blind else told(reviews, person, named=True)
    points = [scoring.points_of(judgement["review"]) for judgement in judgements]
    return {
        "runs": True,
        "blind": blind,
        "reviews": reviews,
        "in_review": version.state == State.REVIEW,
        "has_place": reviewing.has_place(version),
        "judgements": judgements,
        "means": scoring.means(points),
        "hindrances": scoring.hindrances(points),
        "own_text": hindrance(STEPS["validate"], version, person, RUN),
    }


def read_page(person, version):
    """What the organisation and the reviewers see once it is decided: no names, and only what was handed in."""
    reviews = version.reviews.handed_in().prefetch_related("scores")
    return {"runs": False, "judgements": told(reviews, person, named=False), "means": version.means}


def told(reviews, person, *, named):
    """The reviews handed in, each under a name or a number."""
    handed_in = [found for found in reviews if found.state == Review.State.HANDED_IN]
    return [
        {"review": found, "name": called(found, number, person, named=named)}
        for number, found in enumerate(handed_in, start=1)
    ]


def called(found, number, person, *, named):
    if named:
        return str(found.reviewer)
    if found.reviewer_id == person.pk:
        return _("Reviewer %(number)s (you)") % {"number": number}
    return _("Reviewer %(number)s") % {"number": number}


def is_blind(person, reviews):
    """Whether the person owes a review of their own, and so must not read the others' yet."""
    return any(found.reviewer_id == person.pk and found.state == Review.State.ASSIGNED for found in reviews)
