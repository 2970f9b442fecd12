"""Expert review: the overview where it is run, read and decided."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.missing import NoSuchPage
from publishing import reviewing, scoring, workflow
from publishing.models import Review, Version
from publishing.refusals import Overtaken, Refused
from publishing.review_forms import AssignForm, DecisionForm, ReviewAsked, VersionAsked
from publishing.rights import RUN, Action, roles_of
from publishing.states import LEADING, State
from publishing.steps import STEPS, hindrance
from publishing.views.asking import dossier_for
from publishing.views.signed_out import kept_when_signed_out

PAGE = ["GET", "HEAD", "POST"]
ENDED = (Review.State.REFUSED, Review.State.CANCELLED)


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


@kept_when_signed_out
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
