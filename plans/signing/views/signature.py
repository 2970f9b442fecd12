"""One signature, for the organisation that signs and for the steward: all it says, and what can be done with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from plans.models import SignatureGroup
from plans.signing import keeping, needs
from plans.signing.certificates import CERTIFIED, standing_of
from plans.signing.forms import PapersForm, SignatureForm, StepForm
from plans.signing.moving import take
from plans.signing.rights import Right, SignatureRight, may, may_sign
from plans.signing.steps import STEPS, is_allowed, label_of, steps_for
from plans.signing.views.asking import about, signature_for
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out

State = keeping.State


@login_required
@require_safe
def signature(request, pk):
    return show(request, signature_for(request.user, pk))


def show(request, signature, papers=None, status=200):
    person, dossier = request.user, signature.text.dossier
    is_prepared = signature.state in keeping.PREPARED
    may_write = may_sign(person, SignatureRight.WRITE, signature)
    context = {
        "commitment": dossier.entry,
        "steps": steps_for(signature, person),
        "lacks": lacks_of(signature, dossier.entry),
        "may_write": is_prepared and may_write,
        "may_discard": keeping.may_discard(person, signature),
        "newer": keeping.newer_text(signature) if may_write else None,
        "texts": texts_of(signature.text),
        "papers": papers_of(signature),
        "papers_form": papers or papers_form(person, signature),
        "certificates": list(signature.certificates.select_related("issued_by", "replaced_by")),
        "may_issue": signature.state in CERTIFIED and may(person, Right.RUN, dossier),
        "waits": signature.state in CERTIFIED and standing_of(signature) is None,
        "members": members_of(signature),
        "taken": [(label_of(row.step), row) for row in signature.steps.select_related("by").order_by("-pk")],
    }
    return render(request, "plans/signing/signature.html", about(request, signature) | context, status=status)


def papers_form(person, signature):
    return PapersForm(signature=signature) if keeping.may_add_papers(person, signature) else None


def lacks_of(signature, commitment):
    """Sentences of what is still needed for the next step; nothing once it is in force."""
    if signature.state in keeping.PREPARED:
        window = needs.outside_window(commitment) if commitment else ""
        return [*needs.lacks_to_submit(signature).values(), *filter(None, [window])]
    return list(needs.lacks_to_activate(signature).values()) if signature.state == State.SUBMITTED else []


def texts_of(text):
    """[(language, text, hash)]."""
    return [(code, getattr(text, f"text_{code}"), getattr(text, f"sha_{code}")) for code in LANGUAGES]


def papers_of(signature):
    """[(name in the address, label, whether it is there)]."""
    return [
        ("sheet", _("The signed sheet"), bool(signature.signed_document)),
        ("mandate", _("The decision that gives the mandate"), bool(signature.mandate_document)),
    ]


def members_of(signature):
    """The others of its group that are not ended; a shared group of which one is left stays in force."""
    if signature.group is None:
        return None
    others = list(signature.group.signatures.standing().exclude(pk=signature.pk))
    is_shared = signature.group.sort == SignatureGroup.Sort.SHARED
    return {"others": others, "is_left_alone": is_shared and signature.state in CERTIFIED and not others}


# --- Prepared ---


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk):
    """What can be kept is kept, also where something else is to be mended."""
    signature = signature_for(request.user, pk, SignatureRight.WRITE)
    if signature.state not in keeping.PREPARED and request.method != "POST":
        return redirect("signature", pk)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form, refusal, standing = SignatureForm(*given, signature=signature), "", None
    if request.method == "POST":
        is_whole = form.is_valid()
        try:
            signature = keeping.keep(
                signature=signature, by=request.user, values=form.values(), mark=form.cleaned_data.get("mark") or None
            )
        except keeping.SignedAlready as error:
            refusal, standing = str(error), error.signature
        except Refused as error:
            refusal = str(error)
        else:
            if is_whole:
                return kept(request, signature)
            form = with_mark(form, signature)
    standing = standing if standing and may_sign(request.user, SignatureRight.SEE, standing) else None
    context = about(request, signature) | {"form": form, "refusal": refusal}
    context |= {"standing": standing, "newer": keeping.newer_text(signature), "papers": papers_of(signature)}
    context["may_submit"] = may_sign(request.user, SignatureRight.LEAD, signature)
    return render(request, "plans/signing/write.html", context, status=409 if refusal else 200)


def with_mark(form, signature):
    """The form as it was sent, based on what is kept now."""
    form.data = form.data.copy()
    form.data["mark"] = keeping.mark_of(signature)
    return form


def kept(request, signature):
    if request.POST.get("do") == "submit" and may_sign(request.user, SignatureRight.LEAD, signature):
        return redirect("signature_step", signature.pk, "submit")
    messages.success(request, _("Saved as a draft."))
    return redirect("signature", signature.pk)


@kept_when_signed_out
@require_POST
def papers(request, pk):
    signature = signature_for(request.user, pk)
    if not keeping.may_add_papers(request.user, signature):
        messages.error(request, _("Nothing is awaited any more."))
        return redirect("signature", pk)
    form = PapersForm(request.POST, request.FILES, signature=signature)
    if form.is_valid():
        try:
            keeping.add_papers(signature=signature, by=request.user, papers=form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The papers are added."))
            return redirect("signature", pk)
    return show(request, signature, papers=form, status=409)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, pk):
    signature, refusal = signature_for(request.user, pk, SignatureRight.WRITE), ""
    if request.method == "POST":
        try:
            keeping.discard(signature=signature, by=request.user)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("The draft is thrown away."))
            return redirect("my_signatures" if signature.partner_id else "desk")
    if not keeping.may_discard(request.user, signature):
        refusal = refusal or _("Only a signature in preparation can be thrown away.")
    context = about(request, signature) | {"refusal": refusal, "was_submitted": keeping.was_submitted(signature)}
    return render(request, "plans/signing/discard.html", context, status=409 if refusal else 200)


@kept_when_signed_out
@require_POST
def carry_over(request, pk):
    signature = signature_for(request.user, pk, SignatureRight.WRITE)
    try:
        keeping.carry_over(signature=signature, by=request.user)
    except keeping.SignedAlready as error:
        messages.error(request, str(error))
        return redirect("signature", error.signature.pk)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("signature", pk)
    messages.success(request, _("It goes on with the new text. Print and sign the new sheet."))
    return redirect("signature_write", pk)


# --- Steps ---


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, name):
    """A page that says what the step does and asks for what it needs; sending it takes the step."""
    signature, rule = signature_for(request.user, pk), STEPS.get(name)
    if rule is None or not is_allowed(rule, signature, request.user):
        raise NoSuchPage
    form = StepForm(request.POST if request.method == "POST" else None, step=rule, signature=signature)
    refusal = "" if request.method == "POST" else hindrance(rule, signature)
    if request.method == "POST" and form.is_valid():
        try:
            take(step=name, signature=signature, by=request.user, **form.told())
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, str(rule.done))
            return redirect("signature", pk)
    context = about(request, signature) | {"step": rule, "form": form, "refusal": refusal}
    context["papers"] = papers_of(signature) if name == "activate" else []
    return render(request, "plans/signing/step.html", context, status=409 if refusal else 200)


def hindrance(rule, signature):
    """Why the step cannot be taken as the signature stands, as sentences."""
    if signature.state not in rule.sources:
        return _("This is not possible now: the signature is in the state “%(state)s”.") % {
            "state": signature.get_state_display()
        }
    asked = rule.name in ("submit", "activate")
    return " ".join(map(str, lacks_of(signature, signature.text.dossier.entry))) if asked else ""
