"""What waits for a reviewer, and the form in which one reviews."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.missing import NoSuchPage
from publishing import reviewing
from publishing.keeping import marks_sent
from publishing.models import Review
from publishing.refusals import Overtaken, Refused
from publishing.review_forms import RefusalForm, ReviewForm
from publishing.rights import Action, may
from publishing.views.keeping import kept_answer, too_late
from publishing.views.signed_out import kept_when_signed_out

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


@kept_when_signed_out
@require_http_methods(PAGE)
def review(request, pk):
    """One's own review: written, kept, handed in or refused; readable afterwards."""
    found = own_review(request.user, pk)
    if request.method == "POST":
        return act(request, found)
    if found.state in ENDED:
        messages.info(request, reviewing.OVER[found.state])
        return redirect("my_reviews")
    forms = ReviewForm(review=found), RefusalForm(label_suffix="")
    return render(request, "publishing/review.html", review_page(request.user, found, *forms))


def act(request, found):
    """A button of the form: what is valid is kept with every one of them."""
    do = request.POST.get("do", "keep")
    form = ReviewForm(request.POST, review=found, complete=do == "hand_in")
    refusal = RefusalForm(request.POST, label_suffix="")
    try:
        if REVIEWER_DOES.get(do, keep)(request, found, form, refusal):
            return redirect("my_reviews" if do in ("refuse", "hand_in") else reverse("review", args=[found.pk]))
    except Overtaken as reason:
        return over(request, found, form, reason)
    except Refused as reason:
        form.add_error(None, str(reason))
    return render(request, "publishing/review.html", review_page(request.user, found, form, refusal))


def over(request, found, form, reason):
    """Once more the same is no trouble; what was typed and cannot be saved any more is shown, to be copied."""
    found.refresh_from_db()
    if found.state == Review.State.HANDED_IN or not form.texts():
        messages.info(request, str(reason))
        return redirect("my_reviews")
    return too_late(request, found.version.dossier, _("Review"), form, reason)


@require_POST
def autosave(request, pk):
    """What the script sends while one types; the answer says what is kept and what is wrong."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    found = own_review(request.user, pk)
    form = ReviewForm(request.POST, review=found)
    try:
        conflicts = save(request, found, form)
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse(kept_answer(form, conflicts))


def save(request, found, form, told=None):
    """Keep all that can be kept; returns the names of fields that were changed in another window meanwhile."""
    base, draft = marks_sent(request.POST, "base"), ReviewForm(request.POST, review=found)
    draft.is_valid()
    fresh, conflicts = reviewing.keep(review=found, by=request.user, sent=draft.sent(), base=base, told=told)
    form.is_valid()
    form.show(fresh)
    form.tell_conflicts(conflicts, base)
    return conflicts


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
    save(request, found, form, told=marks_sent(request.POST, "told"))
    if form.errors:
        return False
    messages.success(request, _("Saved. Nobody else reads it before you hand it in."))
    return True


def hand_in(request, found, form, refusal):
    save(request, found, form, told=marks_sent(request.POST, "told"))
    if form.errors:
        return False
    reviewing.hand_in(review=found, by=request.user, scores=form.scores(), opinion=form.cleaned_data["opinion"])
    messages.success(request, _("Handed in. Thank you: the coordinators have been told."))
    return True


def refuse(request, found, form, refusal):
    save(request, found, form, told=marks_sent(request.POST, "told"))
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
