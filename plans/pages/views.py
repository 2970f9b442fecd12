"""The pages below that of a plan. Each has its own address in each language, which lasts as long as the plan."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from catalogue.languages import LANGUAGES, shown
from catalogue.missing import NoSuchPage
from catalogue.views import found_at, moved, not_here, reader
from plans.models import ActionPlan
from plans.pages.action import ActionPage, Around, hanging, history
from plans.pages.gone import gone_action
from plans.pages.shown import shown_plan
from plans.pages.tabs import has_part, tabs
from plans.pages.whole import public_part
from publishing.views.pages import last_words, with_versions


@require_safe
def part(request, slug, name):
    """One part of a plan: its time line, its money …"""
    return show_below(request, slug, name, [], lambda shown: part_context(shown, name))


def part_context(shown_plan, name):
    if not has_part(shown_plan.plan, name):
        raise NoSuchPage
    part = public_part(shown_plan, name)
    return {"template": "plans/pages/part.html", "part": part, "here": part.heading}


@require_safe
def actions(request, slug):
    """The list of actions stands on the page of the plan."""
    plan = plan_at(request, slug)
    return redirect(f"{plan.get_absolute_url()}#actions") if plan else away(request, slug)


@require_safe
def action(request, slug, key):
    """One action, as long as it is part of the plan; afterwards what was reported of it."""
    return show_below(request, slug, "plan_action", [key], lambda shown: action_context(shown, key))


def action_context(shown_plan, key):
    rows = shown_plan.rows["actions"]
    place = next((place for place, row in enumerate(rows) if row.key == key), None)
    if place is None:
        return gone_context(shown_plan, key)
    page = ActionPage(shown_plan, rows[place], Around(shown_plan))
    return {
        "template": "plans/pages/action.html",
        "action": page,
        "history": history(shown_plan, key, hanging(page)),
        "previous": rows[place - 1] if place else None,
        "next": rows[place + 1] if place + 1 < len(rows) else None,
    }


def gone_context(shown_plan, key):
    gone = gone_action(shown_plan.dossier, key)
    if gone is None:
        raise NoSuchPage
    told = history(shown_plan, key, {"milestones": {}, "indicators": {}})
    return {"template": "plans/pages/gone_action.html", "gone": gone, "key": key, "history": told, "hidden": True}


# --- What these pages share ---


def plan_at(request, slug):
    """The plan that this reader may see at the address, in any language."""
    return found_at(with_versions(ActionPlan.objects).visible_to(reader(request)).with_page(), slug)


def away(request, slug):
    return not_here(request, with_versions(ActionPlan.objects), slug, last_words)


def show_below(request, slug, name, args, context_of):
    """A page below that of a plan; where the plan has another address now, the way to the same page there."""
    plan = plan_at(request, slug)
    if plan is None:
        plan = moved(with_versions(ActionPlan.objects).visible_to(reader(request)), slug)
        return redirect(address(name, plan, args), permanent=True) if plan else away(request, slug)
    if address(name, plan, args) != request.path:
        return redirect(address(name, plan, args), permanent=True)
    found = shown_plan(plan)
    if found is None:
        raise NoSuchPage
    context = context_of(found) | {
        "entry": plan,
        "shown": found,
        "plan_title": shown(plan, "title"),
        "name": name,
        "tabs": tabs(plan, found.dossier),
        "alternates": addresses(name, plan, args),
    }
    return render(request, context.pop("template"), context)


def address(name, plan, args):
    return reverse(name, args=[getattr(plan, f"slug_{translation.get_language()}"), *args])


def addresses(name, plan, args):
    """The page's address in every language."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = address(name, plan, args)
    return found
