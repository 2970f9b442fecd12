"""The course of a plan at the desk: what can be done now, what each step needs, what was done; and the decisions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.files.sending import send_stored
from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from catalogue.views import entry_at, reader
from plans.life import adopting, taking
from plans.life.adopted import adopted
from plans.life.forms import AdoptionForm, ReasonsForm
from plans.life.readiness import gaps_of
from plans.life.steps import NOBODY, STEPS, hindrance, label_of, steps_from
from plans.models import ActionPlan, Adoption, StageStep
from publishing.refusals import Refused
from publishing.rights import WRITE, roles_of
from publishing.versions import dossier_of
from publishing.views.asking import dossier_for
from publishing.views.signed_out import kept_when_signed_out


def plan_dossier(person, pk):
    """The dossier of a plan, for those who work on it; to others there is no such page."""
    dossier, _version = dossier_for(person, pk)
    if dossier.kind != Kind.PLAN or not roles_of(person, dossier) & WRITE:
        raise NoSuchPage
    return dossier


def public_dossier(person, pk):
    """The same, of a plan that has a course: one that was public."""
    dossier = plan_dossier(person, pk)
    if dossier.entry is None:
        raise NoSuchPage
    return dossier


@login_required
@require_safe
def course(request, pk):
    dossier = plan_dossier(request.user, pk)
    plan = dossier.entry
    context = {
        "dossier": dossier,
        "plan": plan,
        "steps": [shown_step(step, dossier, plan, request.user) for step in steps_from(plan)] if plan else [],
        "taken": [(label_of(row.step), row) for row in StageStep.objects.filter(dossier=dossier).select_related("by")],
        "adopted": adopted(dossier),
    }
    return render(request, "plans/life/course.html", context)


def shown_step(step, dossier, plan, person):
    """A step as the course shows it; one that nobody takes by hand has no address."""
    args = [dossier.pk, step.name] if step.page == "plan_step" else [dossier.pk]
    by_hand = step.roles != NOBODY
    refusal = hindrance(step, dossier, plan, person) if by_hand else ""
    return {
        "step": step,
        "hindrance": refusal,
        "waits_for": waits_for(step, dossier, refusal),
        "address": reverse(step.page, args=args) if by_hand else "",
    }


def waits_for(step, dossier, refusal):
    """Where the work waits because of which the step is refused."""
    return step.waits_for(dossier) if refusal and step.waits_for else ""


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, name):
    """A page that says what the step does and asks for the reason; sending it takes the step."""
    rule = STEPS.get(name)
    if rule is None or rule.page != "plan_step" or rule.roles == NOBODY:
        raise NoSuchPage
    dossier = public_dossier(request.user, pk)
    form = ReasonsForm(request.POST if request.method == "POST" else None, needed=rule.reason)
    refusal = hindrance(rule, dossier, dossier.entry, request.user)
    if request.method == "POST" and form.is_valid():
        try:
            taking.take(step=name, dossier=dossier, by=request.user, reasons=form.reasons())
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, str(rule.done))
            return redirect("plan_course", dossier.pk)
    context = {"dossier": dossier, "step": rule, "form": form, "refusal": refusal}
    return render(request, "plans/life/step.html", context, status=409 if refusal else 200)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request, pk):
    """Record that a body adopted a version; what that version still lacks is listed and has to be explained."""
    dossier = public_dossier(request.user, pk)
    versions = adopting.adoptable(dossier)
    chosen = chosen_version(versions, request.POST.get("version") or request.GET.get("version"))
    gaps = gaps_of(chosen) if chosen else []
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AdoptionForm(*given, versions=versions, gaps=gaps, initial={"version": chosen})
    rule = STEPS[adopting.step_for(dossier.entry)]
    refusal = hindrance(rule, dossier, dossier.entry, request.user)
    if request.method == "POST" and form.is_valid():
        try:
            adopting.adopt(dossier=dossier, by=request.user, **form.cleaned_data)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, str(rule.done))
            return redirect("plan_course", dossier.pk)
    context = {"dossier": dossier, "step": rule, "form": form, "gaps": gaps, "chosen": chosen, "refusal": refusal}
    context["waits_for"] = waits_for(rule, dossier, refusal)
    return render(request, "plans/life/adopt.html", context, status=409 if refusal else 200)


def chosen_version(versions, given):
    """The version that is asked for, else the newest."""
    return next((one for one in versions if str(one.pk) == given), None) or versions.first()


@require_safe
def decision(request, slug, pk):
    """The document of an adoption, for those who may see the plan."""
    plan = entry_at(ActionPlan.objects.visible_to(reader(request)), slug)
    adoption = get_object_or_404(Adoption, pk=pk, dossier=dossier_of(plan))
    name = f"{plan.slug_sl}-{adoption.decided_on:%Y-%m-%d}.pdf"
    return send_stored(adoption.document, filename=name, request=request)
