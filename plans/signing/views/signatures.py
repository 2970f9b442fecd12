"""The signatures of a commitment at the desk of its steward: the list, and one recorded from paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.text import kept_line
from plans.models import Signature
from plans.signing.forms import OrganisationForm, SignatureSearch
from plans.signing.keeping import SignedAlready, begin
from plans.signing.rights import Right, may
from plans.signing.texts import open_text_of
from plans.signing.views.asking import commitment_dossier, texts_of
from publishing.once import once
from publishing.refusals import Refused
from publishing.views.desk import paging
from publishing.views.signed_out import kept_when_signed_out

ON_A_PAGE = 40


@login_required
@require_safe
def listing(request, pk):
    dossier = commitment_dossier(request.user, pk)
    texts = list(texts_of(dossier))
    search = SignatureSearch(request.GET, texts=texts)
    asked = search.asked()
    shown = Paginator(found_by(dossier, **asked), ON_A_PAGE).get_page(request.GET.get("page"))
    standing = next((text for text in texts if text.closed_at is None), None)
    context = {
        "dossier": dossier,
        "search": search,
        "narrowed": bool(asked),
        "counts": counts_of(dossier),
        "rows": shown.object_list,
        "may_record": standing is not None and may(request.user, Right.RUN, dossier),
    }
    return render(request, "plans/signing/signatures.html", context | paging(shown, asked))


def found_by(dossier, q="", state="", text=""):
    """What waits for the steward first."""
    found = Signature.objects.filter(text__dossier=dossier).select_related("text", "group")
    found = found.defer("text__text_sl", "text__text_en", "text__duties")
    found = found.filter(state=state) if state else found
    found = found.filter(text=text) if text else found
    found = found.filter(name__icontains=kept_line(q)) if q else found
    return found.order_by("-text__number", "name", "pk")


def counts_of(dossier):
    """[(state, its label, how many)] of those that there are."""
    rows = Signature.objects.filter(text__dossier=dossier).order_by().values_list("state").annotate(Count("pk"))
    found = dict(rows)
    return [(state.value, state.label, found[state]) for state in Signature.State if state in found]


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def record(request, pk):
    """An organisation without an account signs on paper, which the steward holds; the rest is filled in afterwards."""
    dossier = commitment_dossier(request.user, pk, Right.RUN)
    text, refusal, standing = open_text_of(dossier), "", None
    form = OrganisationForm(request.POST if request.method == "POST" else None, by=request.user)
    if request.method == "POST" and text and form.is_valid():
        try:
            return once(request, lambda: begun(request, text, form))
        except SignedAlready as error:
            refusal, standing = str(error), error.signature
        except Refused as error:
            refusal = str(error)
    if text is None:
        refusal = _("No text is open for signing.")
    context = {"dossier": dossier, "form": form, "refusal": refusal, "standing": standing, "text": text}
    return render(request, "plans/signing/record.html", context, status=409 if refusal else 200)


def begun(request, text, form):
    signature = begin(text=text, by=request.user, **form.told())
    messages.success(request, _("Recorded as a draft. Fill in the rest and submit it."))
    return redirect("signature_write", signature.pk).url
