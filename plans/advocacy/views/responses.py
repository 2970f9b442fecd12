"""The answers to a recommendation: at the desk recorded and corrected, for the public their documents."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.files.sending import send_stored
from catalogue.missing import NoSuchPage
from catalogue.views import entry_at, reader
from plans.advocacy import responding
from plans.advocacy.asking import answered_dossier, own_dossier
from plans.advocacy.forms import ResponseForm
from plans.advocacy.rights import Right, may
from plans.models import Recommendation, Response
from publishing.once import once
from publishing.refusals import Refused
from publishing.versions import dossier_of
from publishing.views.signed_out import kept_when_signed_out


@login_required
@require_safe
def listing(request, pk):
    dossier = own_dossier(request.user, pk)
    responses = list(Response.objects.filter(dossier=dossier).select_related("by"))
    last = next(iter(responding.counted(responses)), None)
    context = {
        "dossier": dossier,
        "recommendation": dossier.entry,
        "responses": [(response, response.pk in corrected(responses)) for response in responses],
        "last": last,
        "following": [label for _status, label in responding.choices(last)],
        "may_record": dossier.entry is not None and may(request.user, Right.PUBLISH, dossier),
    }
    return render(request, "plans/advocacy/responses.html", context)


def corrected(responses):
    return {response.corrects_id for response in responses}


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def record(request, pk, corrects=False):
    """The next step of the answer, or with `corrects` another one instead of the last."""
    dossier = answered_dossier(request.user, pk)
    last, before = responding.last_and_before(dossier)
    if corrects and last is None:
        raise NoSuchPage
    choices = responding.choices(before if corrects else last)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ResponseForm(*given, choices=choices, initial=initial(last if corrects else None))
    refusal, seen = "", request.POST.get("seen", str(last.pk) if last else "")
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"corrects": corrects, "seen": responding_to(last, seen)}
        try:
            answer = once(request, lambda: recorded_address(dossier, request.user, told))
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("The answer is recorded and public."))
            return answer
    heading = _("Correct the last one") if corrects else _("Record the next step")
    context = {"dossier": dossier, "form": form, "refusal": refusal, "last": last, "seen": seen, "corrects": corrects}
    context["heading"] = heading
    return render(request, "plans/advocacy/respond.html", context, status=409 if refusal else 200)


def initial(response):
    if response is None:
        return {"on": timezone.localdate()}
    return {name: getattr(response, name) for name in ("status", "on", "by_whom", "text_sl", "text_en")}


def responding_to(last, seen):
    """What the writer saw last, as its primary key: 0, which none has, where it was another one."""
    if seen != (str(last.pk) if last else ""):
        return 0
    return last.pk if last else None


def recorded_address(dossier, person, told):
    responding.respond(dossier=dossier, by=person, **told)
    return redirect("recommendation_responses", dossier.pk).url


@require_safe
def document(request, slug, pk):
    """The document of an answer, for those who may see the recommendation."""
    recommendation = entry_at(Recommendation.objects.visible_to(reader(request)), slug)
    response = get_object_or_404(Response, pk=pk, dossier=dossier_of(recommendation))
    name = f"{recommendation.slug_sl}-{response.on:%Y-%m-%d}.pdf"
    return send_stored(response.document, filename=name, request=request)
