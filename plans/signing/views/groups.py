"""Groups of signatories at the desk of the steward."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.models import Signature, SignatureGroup
from plans.signing.forms import GroupForm
from plans.signing.groups import drop_group, make_group
from plans.signing.rights import Right, may
from plans.signing.texts import open_text_of
from plans.signing.views.asking import commitment_dossier
from publishing.once import once
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request, pk):
    """The list, and a form for a further one as long as a text is open."""
    dossier = commitment_dossier(request.user, pk)
    text = open_text_of(dossier) if may(request.user, Right.RUN, dossier) else None
    form = GroupForm(request.POST if request.method == "POST" else None) if text else None
    if request.method == "POST" and form and form.is_valid():
        try:
            return once(request, lambda: made(request, text, form))
        except Refused as error:
            form.add_error("name", str(error))
    context = {"dossier": dossier, "form": form, "text": text, "groups": groups_of(dossier)}
    return render(request, "plans/signing/groups.html", context, status=409 if form and form.errors else 200)


def made(request, text, form):
    make_group(text=text, by=request.user, **form.cleaned_data)
    messages.success(request, _("The group is there. Organisations join it in the form of their signature."))
    return redirect("commitment_groups", text.dossier_id).url


def groups_of(dossier):
    """With their members, in two queries."""
    members = Prefetch("signatures", Signature.objects.order_by("name", "pk"), to_attr="members")
    found = SignatureGroup.objects.filter(text__dossier=dossier).select_related("lead", "text")
    found = found.defer("text__text_sl", "text__text_en").prefetch_related(members)
    return list(found.order_by("-text__number", "name", "pk"))


@kept_when_signed_out
@require_POST
def drop(request, pk, number):
    dossier = commitment_dossier(request.user, pk, Right.RUN)
    group = get_object_or_404(SignatureGroup.objects.select_related("text"), pk=number, text__dossier=dossier)
    try:
        drop_group(group=group, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The group is gone."))
    return redirect("commitment_groups", dossier.pk)
