"""The page where the origin of a transfer says yes or no."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.missing import NoSuchPage
from publishing.refusals import Overtaken, Refused
from publishing.views.signed_out import kept_when_signed_out
from workshops.models import Transfer, TransferConfirmation
from workshops.transfers.answering import answer, state_of
from workshops.transfers.forms import AnswerForm
from workshops.transfers.origin import is_speaker, may_on_behalf, may_see, opens_on_behalf


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def request_of_origin(request, pk):
    """What is reported, and the answer of the origin; nobody else hears that there is such a page."""
    transfer = Transfer.objects.published().with_page().filter(pk=pk).first()
    if transfer is None or not may_see(request.user, transfer):
        raise NoSuchPage
    on_behalf = not is_speaker(request.user, transfer)
    word = transfer.said_by(TransferConfirmation.Side.ORIGIN)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, on_behalf=on_behalf, initial=said_before(transfer, word)
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        refusal = refusal_of(transfer, request.user, form)
        if not refusal:
            messages.success(request, _("Your answer is public now. The adopter has been told."))
            return redirect("transfer_request", pk)
    context = {"transfer": transfer, "form": form, "refusal": refusal, "on_behalf": on_behalf, "word": word}
    context |= {"closed": on_behalf and not may_on_behalf(transfer), "opens": opens_on_behalf(transfer)}
    return render(request, "workshops/transfers/request.html", context, status=409 if refusal else 200)


def said_before(transfer, word):
    told = {name: getattr(word, name) for name in ("says", "reason", "source")} if word else {}
    return told | {"seen": state_of(transfer)}


def refusal_of(transfer, person, form):
    """Why the answer is not taken, as a sentence; empty once it is."""
    try:
        answer(transfer=transfer, by=person, **form.cleaned_data)
    except (Refused, Overtaken) as reason:
        return str(reason)
    return ""
