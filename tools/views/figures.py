"""Figures of the portal taken into the work of a comparison."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from publishing.refusals import Overtaken
from tools.indicators.forms import MOST_SHOWN, TakeForm
from tools.indicators.measures import measures, places_with_figures
from tools.indicators.taking import ANALYSIS, VALUES, Untakable, selection, taken
from tools.views.work import STEPS, work_at
from tools.work import actions


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request, token):
    """Choose places, indicators and a year; look what there is; take it."""
    work = work_at(request, token)
    if work.analysis != ANALYSIS:
        raise Http404(_("There is no such page."))
    offered = [measure for measure in measures() if measure.places]
    places = places_with_figures([measure.key for measure in offered])
    form = TakeForm(request.POST if request.method == "POST" else None, places=places, measures=offered)
    doing = request.POST.get("do", "search")
    if doing not in {"preview", "take"} or not form.is_valid():
        return _page(request, work, form, doing)
    chosen = selection(measures=form.chosen_measures, places=form.chosen_places, year=form.chosen_year)
    if doing == "take" and chosen.found:
        try:
            content = taken(work.content_object, chosen)
            actions.change(work=work, edition=work.edition, content=content.data)
        except Untakable as error:
            form.add_error(None, str(error))
        except Overtaken:
            form.add_error(
                None, _("This work was changed in another window at this moment. Take the figures once more.")
            )
        else:
            return redirect(f"{work.step_address('data')}#part-{VALUES}")
    return _page(request, work, form, doing, chosen)


def _page(request, work, form, doing, chosen=None):
    """The page as one more view of the step “data”."""
    ways = [{"step": key, "label": label, "address": work.step_address(key)} for key, label in STEPS.items()]
    context = {"work": work, "analysis": work.question, "step": "data", "steps": ways}
    context |= {"step_label": _("Figures from the portal"), "form": form, "chosen": chosen}
    context |= _list_of(form, doing) | {"told": doing in {"preview", "take"}}
    response = render(request, "tools/work/figures.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _list_of(form, doing):
    """The places shown: those chosen first, then those that match the search, up to a limit."""
    matching = form.matching
    chosen = {place.pk: place for place in form.chosen_places}
    if doing == "all":
        chosen |= {place.pk: place for place in matching[:MOST_SHOWN]}
    rest = [place for place in matching if place.pk not in chosen]
    return {
        "places": [*((place, True) for place in chosen.values()), *((place, False) for place in rest[:MOST_SHOWN])],
        "hidden": max(0, len(rest) - MOST_SHOWN),
        "matching": len(matching),
        "measures": [(measure, measure in form.chosen_measures) for measure in form.measures],
        "year": form["year"].value() or "",
    }
